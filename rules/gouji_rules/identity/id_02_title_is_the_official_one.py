"""ID-02."""

import re
from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import INFO, WARNING, Finding, Report, rule
from gouji.text import compact
from gouji_rules.identity._title import title_of

_CORE = re.compile(r"政府信息公开|政务信息公开|政务公开|信息公开")
_YEAR = re.compile(r"(?<![\d〔\[])(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})(?![\d〕\]])(年?)(度?)")
_REMARK = re.compile(r"\([^()]*\)$")
_AROUND = re.compile(r"^关于(?:编制|公布|发布|报送)?|(?<=.)关于(?=20|$)|的$")
#: What TQ-02 finds: until it is filled in, there is no title to be compared.
_PLACEHOLDER = re.compile(r"[Xx×]{2,}|\*{2,}|□|_{2,}|某某")

Fault = tuple[str, str]


@rule(
    "ID-02",
    title="标题不规范",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="标题改为“××（单位）××××年政府信息公开工作年度报告”。",
)
def title_is_the_official_one(report: Report) -> Iterator[Finding]:
    """标题应为“单位＋年度＋政府信息公开工作年度报告”，或“年度＋单位＋政府信息公开工作年度报告”。

    （a）年份后缺“年”字、（b）“年度报告”写成“工作报告”为警告：前者读不通，后者与行政机关的一般工作报告混同；
    （c）“年度”重复、（d）缺“工作”二字和其他写法只作提示。同一标题只报一次，以最重的一种为准。

    常见误报：标题分行、年度在前或在后、中文数字的年份。

    沿革：0.1 首次收入。

    反例：
        年度 = 2020
        标题 = 云溪县农业农村局2020政府信息公开工作年度报告
    正例：
        年度 = 2020
        标题 = 2020年云溪县农业农村局⏎政府信息公开工作年度报告
    """
    title = title_of(report)
    if title is None:
        raise NotApplicable("没有标题，见 ID-01")
    bare = compact(title.text)
    core = next(iter(_CORE.finditer(bare)), None)
    if core is None:
        raise NotApplicable("标题中没有“政府信息公开”，无法比较写法")
    if _PLACEHOLDER.search(bare):
        raise NotApplicable("标题留有模板占位符号，见 TQ-02")
    head, tail = bare[: core.start()], _REMARK.sub("", bare[core.end() :])
    faults = [*_faults(head, tail), *_lesser(head, core[0], bare)]
    if faults:
        yield Finding(
            f"标题“{title.text}”不规范：{'；'.join(f'{code}{words}' for code, words in faults)}。"
            f"应为“{_corrected(head, report.year)}”",
            quotes=(title,),
            severity=WARNING if any(code in "（a）（b）" and code for code, _ in faults) else INFO,
            locator="标题",
        )


def _faults(head: str, tail: str) -> Iterator[Fault]:
    """What the sub-codes name, the gravest first."""
    year = _YEAR.search(head)
    if year and not year[2]:
        yield "（a）", f"“{year[1]}”后缺“年”字"
    if "报告" in tail and "年度" not in tail:
        yield "（b）", f"“{tail}”缺“年度”二字"
    if year and year[3] and "年度" in tail:
        yield "（c）", f"“{year[0]}”与“{tail}”的“年度”重复"
    if "工作" not in tail and "年" in tail:
        yield "（d）", f"“{tail}”缺“工作”二字"


def _lesser(head: str, core: str, bare: str) -> Iterator[Fault]:
    """Other ways of not being the official title."""
    if not _YEAR.search(head):
        yield "", "没有写明年度" if not _YEAR.search(bare) else "年度应写在“政府信息公开”之前"
    if "关于" in head:
        yield "", "格式的标题中没有“关于”"
    if core != "政府信息公开":
        yield "", f"“{core}”应为“政府信息公开”"
    if bare.endswith("年报"):
        yield "", "“年报”应为“年度报告”"


def _corrected(head: str, year: int | None) -> str:
    own = _AROUND.sub("", head)
    dated = _YEAR.sub(r"\1年", own, count=1) if _YEAR.search(own) else f"{own}{year or '××××'}年"
    return f"{dated}政府信息公开工作年度报告"
