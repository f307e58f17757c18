"""A new rule to begin with: a file that loads, with examples that hold and comments that say what to change."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from gouji.errors import GoujiError
from gouji.rule.definition import CODE
from gouji.rule.kinds import KINDS
from gouji.rule.loading import load_rules, rule_files
from gouji.rule.naming import near_names
from gouji.rule.ruleset import FAMILIES, RuleSet

YAML, PYTHON = "yaml", "python"
_SUFFIX = {YAML: ".yaml", PYTHON: ".py"}


class CannotBegin(GoujiError):
    """A new rule that cannot be written: its code is taken or none, or its file is there."""


def begin(code: str, form: str, kind: str, folder: Path) -> Path:
    """Write a new rule into the folder and give its path; raises CannotBegin, and overwrites nothing."""
    _require_code(code)
    if form == YAML and kind not in KINDS:
        raise CannotBegin(f"没有名为“{kind}”的种类；{near_names(kind, KINDS)}（gouji rules kinds 逐一说明）")
    path = folder / f"{code.lower().replace('-', '_')}{_SUFFIX[form]}"
    ruleset = _with_folder(folder)
    _require_free(code, ruleset)
    text = _yaml(code, kind, path) if form == YAML else _PYTHON.replace("CODE", code).replace("PATH", str(path))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise CannotBegin(f"{path} 已经存在，没有改动它") from None
    return path


def _require_code(code: str) -> None:
    if not CODE.fullmatch(code):
        raise CannotBegin(f"编号“{code}”不合格式；应为大写字母开头的两个以上字母数字，加 - 和号码，如 XM-01、YX-12")


def _with_folder(folder: Path) -> RuleSet:
    """All rules there are, those of the folder with them."""
    there = folder.is_dir() and next(rule_files(folder), None) is not None
    return load_rules([folder] if there else [])


def _require_free(code: str, ruleset: RuleSet) -> None:
    taken = {rule.code: f"“{rule.title}”（{rule.path}）" for rule in ruleset.rules}
    taken |= {fault.code: f"（{fault.path}，不能加载）" for fault in ruleset.faults if fault.code}
    if code not in taken:
        return
    family = code.partition("-")[0]
    own = sorted(one for one in taken if one != code and one.partition("-")[0] == family)
    near = difflib.get_close_matches(code, own, n=3)
    also = f"相近的编号 {'、'.join(near)} 也已使用；" if near else ""
    raise CannotBegin(f"编号 {code} 已有规则{taken[code]}；{also}可用 {_free(code, taken)}")


def _free(code: str, taken: dict[str, str]) -> str:
    """The next code of the same family that nobody has; of a built-in family one of another."""
    family, _, digits = code.partition("-")
    if family in FAMILIES or not (number := re.match(r"\d+", digits)):
        family, first = "XM", 1
    else:
        first = int(number[0]) + 1
    return next(one for place in range(first, first + 1000) if (one := f"{family}-{place:02}") not in taken)


def _yaml(code: str, kind: str, path: Path) -> str:
    one = KINDS[kind]
    return f"""\
# {one.title}。每个键的说明：gouji rules kinds {kind}
# 改好后运行 gouji rules test {path}，例子成立才算写好。
code: {code}
kind: {kind}
# 问题清单里显示的标题：哪里不对
title: 新规则（{one.title}）
# error 错误、warning 警告、info 提示
severity: warning
# 依据：文件名称、文号、条款
basis: （写明依据的文件和条款）
# 必须怎样，为什么，常见误报是什么
why: |
  第一句写必须怎样。

  再写为什么，以及哪些情况看着像、其实没有错。
# 整改建议（可不写）
advice: （写明怎样改正）
# editions: [ed2021]      # 只用于2021年格式；ed2019 是2019年试行格式
# years: [2023, 2025]     # 只用于这些年度的报告
# status: trial           # 试运行：照常核查，只有 owner 看得到结果
# owner: 政务公开办
# explains: [T3-01]       # 同一原因的问题只报一次，归到本规则

{one.example}"""


_PYTHON = '''\
"""CODE：改好后运行 gouji rules test PATH，例子成立才算写好。"""

from collections.abc import Iterator

from gouji.rule import WARNING, Finding, Report, rule


@rule(
    "CODE",
    title="新规则（结转下年度的申请过多）",  # 问题清单里显示的标题：哪里不对
    severity=WARNING,  # ERROR 错误、WARNING 警告、INFO 提示
    basis="（写明依据的文件和条款）",
    advice="（写明怎样改正）",
)
# 函数名写必须成立的事；report 是报告，previous 是上年的报告，* 后面带默认值的是可以调整的参数。
def few_applications_are_carried_forward(report: Report, *, most: int = 20) -> Iterator[Finding]:
    """第一句写必须怎样：结转下年度继续办理的申请不应超过20件。

    再写为什么，以及哪些情况看着像、其实没有错。

    反例：
        三.R23.总计 = 21
    正例：
        三.R23.总计 = 20
    """
    address = "三.R23.总计"
    carried = report.count(address)  # 没有这一格、空白或不是件数时，本规则自动记为“未能核查”
    if carried > most:
        yield Finding(
            f"结转下年度 {carried} 件，超过 {most} 件",
            cells=(address,),
            equation=f"{carried} > {most}",
        )
'''
