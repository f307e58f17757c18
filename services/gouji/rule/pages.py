"""The pages of the rules, in Markdown, from the rules themselves: one for each, an index, and the table of clauses.

gouji rules docs docs/rules        (or python -m gouji.rule.pages docs/rules)
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from gouji.check import Checker
from gouji.editions import NAMES, PRE2019, edition
from gouji.errors import GoujiError
from gouji.rule.catalogue import Entry, catalogue, entries
from gouji.rule.clauses import Table, Watched, WatchedRow, watched_clauses
from gouji.rule.definition import ByType, Rule, Status
from gouji.rule.example import example_context
from gouji.rule.loading import load_rules
from gouji.rule.ruleset import RuleSet
from gouji.rule.told import told

BUILT_IN = "gouji_rules/"
_LAST_YEAR = 9999
STATUS_WORDS = {
    Status.DRAFT: "草案，默认不用；可由方案启用",
    Status.TRIAL: "试行，只有负责人看得到它的发现，不影响结论",
    Status.IN_FORCE: "生效",
    Status.RETIRED: "停用",
}
_NOTE = "由 `gouji rules docs` 从规则本身生成，不要手工修改。"


def main() -> None:
    """Write the pages of the built-in rules into the folder that is named."""
    write_pages(Path(sys.argv[1]), load_rules(), built_in=True)


def write_pages(folder: Path, ruleset: RuleSet, *, built_in: bool = False) -> list[Path]:
    """Write all pages, and remove those of rules that are no more; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {folder / name: text for name, text in pages(ruleset, built_in=built_in).items()}
    for old in folder.glob("*.md"):
        if old not in written and _NOTE in old.read_text("utf-8"):
            old.unlink()
    for path, text in written.items():
        path.write_text(text, "utf-8")
    return list(written)


def pages(ruleset: RuleSet, *, built_in: bool = False) -> dict[str, str]:
    """Every page by its file name; of the built-in rules alone, or of all that are loaded."""
    rules = [rule for rule in ruleset.rules if not built_in or rule.path.startswith(BUILT_IN)]
    chosen = msgspec.structs.replace(ruleset, rules=tuple(rules), faults=())
    texts = {f"{rule.code}.md": page(rule, chosen) for rule in rules}
    return {"README.md": index(chosen), "clauses.md": clauses_page(watched_clauses(rules)), **texts}


# -- one rule


def page(rule: Rule, ruleset: RuleSet) -> str:
    """The page of one rule."""
    parts = told(rule)
    explained = [other.code for other in ruleset.rules if rule.code in other.explains]
    lines = [f"# {rule.code} {rule.title}", "", parts.claim, "", *_facts(rule), "", "## 为什么", "", parts.why]
    if rule.advice:
        lines += ["", f"整改建议：{rule.advice}"]
    lines += [
        "",
        "## 例子",
        "",
        "在没有问题的报告上作如下改动（写法见[规则的写法](../rules.md)）：",
        "",
        *_examples(rule),
    ]
    lines += ["## 参数", "", *_parameters(rule), ""]
    lines += ["## 常见误报", "", parts.false_positives or "没有记录。", ""]
    if rule.explains or explained:
        lines += ["## 与其他规则", "", *_neighbours("它的发现包含同一处的", rule.explains, ruleset)]
        lines += [*_neighbours("它的发现可并入同一处的", explained, ruleset), ""]
    lines += ["## 沿革", "", parts.history or "没有记录。", "", "---", "", f"{_NOTE}出处：`{rule.path}`"]
    return "\n".join(lines) + "\n"


def applies_to(rule: Rule) -> str:
    """Which reports the rule concerns, in words."""
    forms = [edition(name).title for name in NAMES if name in rule.editions]
    words = "、".join([*forms, *(["2018年度及以前（没有统一格式）"] if PRE2019 in rule.editions else [])])
    first, last = rule.years
    if last != _LAST_YEAR:
        return f"{words}；{first}至{last}年度" if first != last else f"{words}；只{first}年度"
    return f"{words}；{first}年度起" if first > edition(NAMES[0]).years[0] else words


def shown(value: Any) -> str:
    """The default of a parameter, by kind of body where it differs."""
    if isinstance(value, ByType):
        return "；".join(
            [f"默认 {shown(value.default)}", *(f"{kind} {shown(one)}" for kind, one in value.values.items())]
        )
    if isinstance(value, tuple | list | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return "、".join(map(shown, items)) or "（空）"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "（空）" if value in ("", None) else str(value)


def found_in_example(rule: Rule, text: str) -> list[str]:
    """What the rule alone says of an example, in its own words."""
    alone = RuleSet((msgspec.structs.replace(rule, status=Status.IN_FORCE),), (), {rule.code: ""})
    try:
        with Checker(alone) as checker:
            checked = checker.judge(example_context(text))
    except GoujiError as problem:
        return [f"（例子无法运行：{problem}）"]
    return [finding.message for finding in checked.findings]


def _facts(rule: Rule) -> list[str]:
    facts = {
        "级别": rule.severity.chinese,
        "状态": STATUS_WORDS[rule.status],
        "适用": applies_to(rule),
        "依据": rule.basis,
        "需要": "、".join(_NEEDS[name] for name in rule.asks if name in _NEEDS),
        "负责人": rule.owner or "",
    }
    return ["| | |", "|---|---|", *(f"| {name} | {_cell(text)} |" for name, text in facts.items() if text)]


_NEEDS = {
    "previous": "本单位上一年度的报告",
    "unit": "单位登记",
    "filing": "报送记录",
    "subordinates": "下级单位的报告",
    "peers": "其他单位的报告",
}


def _examples(rule: Rule) -> Iterable[str]:
    for example in rule.examples:
        yield from (f"{example.name}：", "", "```", example.text, "```", "")
        if example.fails:
            messages = found_in_example(rule, example.text)
            yield from ("报出：", "", *(f"> {' '.join(message.split())}" for message in messages or ["（没有）"]), "")


def _parameters(rule: Rule) -> list[str]:
    if not rule.parameters:
        return ["没有。"]
    rows = [f"| `{name}` | {_cell(shown(value))} |" for name, value in rule.parameters.items()]
    return ["| 参数 | 默认值 |", "|---|---|", *rows, "", "可在[方案](../profiles.md)中改变。"]


def _neighbours(words: str, codes: Sequence[str], ruleset: RuleSet) -> list[str]:
    return [f"- {words} {_links(codes, ruleset)}"] if codes else []


# -- the index


def index(ruleset: RuleSet) -> str:
    """The index by family, with the codes that have no rule and the reason."""
    whole = catalogue()
    by_family: dict[str, list[Entry]] = {}
    for entry in entries(ruleset, whole):
        by_family.setdefault(entry.code.partition("-")[0], []).append(entry)
    lines = [
        "# 规则",
        "",
        f"{_NOTE}",
        "",
        "规则与条款的对照见 [clauses.md](clauses.md)，写法见[规则的写法](../rules.md)。",
    ]
    for family, found in by_family.items():
        lines += ["", f"## {family} {whole.families.get(family, '')}".rstrip(), ""]
        lines += ["| 编号 | 名称 | 级别 | 状态 | 应当怎样 |", "|---|---|---|---|---|"]
        lines += [_index_row(entry) for entry in found]
    return "\n".join(lines) + "\n"


def _index_row(entry: Entry) -> str:
    if entry.rule is None:
        return f"| {entry.code} | {_cell(entry.title)} | — | 不设规则 | {_cell(entry.reason or '（没有说明）')} |"
    rule, status = entry.rule, STATUS_WORDS[entry.rule.status].partition("，")[0]
    link = f"[{rule.code}]({rule.code}.md)"
    return f"| {link} | {_cell(rule.title)} | {rule.severity.chinese} | {status} | {_cell(told(rule).claim)} |"


# -- the clauses


def clauses_page(table: Table) -> str:
    """The table of clauses and the rules that watch them."""
    lines = ["# 条款与规则", "", _NOTE, ""]
    lines += ["每个条款由哪些规则核对：规则的依据引用了它，或者规则核对了填报它的表格行。", ""]
    by_act: dict[str, list[Watched]] = {}
    for one in table.clauses:
        by_act.setdefault(one.clause.act, []).append(one)
    lines += ["## 没有规则核对的条款", ""]
    lines += [f"- {one.clause.act}{one.clause.name}{_matter(one)}" for one in table.unwatched] or ["没有。"]
    for act, found in by_act.items():
        lines += ["", f"## {act}", "", "| 条款 | 内容 | 以此为依据的规则 | 填报它的表格行 |", "|---|---|---|---|"]
        lines += [_clause_row(one) for one in found]
    lines += ["", "## 统一格式：六个部分", "", "| 部分 | 核对它的文字的规则 |", "|---|---|"]
    lines += [f"| {one.numeral}、{one.title} | {_codes(one.rules)} |" for one in table.sections]
    lines += ["", f"另有查看全文的规则：{_codes(table.everything)}"]
    for key in dict.fromkeys(row.key.partition(".")[0] for row in table.rows):
        rows = [row for row in table.rows if row.key.startswith(f"{key}.")]
        lines += ["", f"## 统一格式：表{key}", "", f"核对整张表的规则：{_codes(rows[0].whole)}", ""]
        lines += ["| 行 | 版式 | 专门核对它的规则 |", "|---|---|---|"]
        lines += [f"| {_cell(row.label)} | {_editions(row)} | {_own(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _clause_row(one: Watched) -> str:
    rows = "<br>".join(f"表{row.key[0]}“{_cell(row.label)}”：{_own(row)}" for row in one.rows)
    return f"| {one.clause.name or '全文'} | {_cell(one.matter)} | {_codes(one.citing)} | {rows or '—'} |"


def _own(row: WatchedRow) -> str:
    return _codes(row.own) if row.own else "只由核对整张表的规则核对" if row.whole else "—"


def _matter(one: Watched) -> str:
    return f"：{one.matter}" if one.matter else ""


def _editions(row: WatchedRow) -> str:
    return "、".join(edition(name).title for name in row.editions)


def _codes(codes: Sequence[str]) -> str:
    return "、".join(f"[{code}]({code}.md)" for code in codes) or "—"


def _links(codes: Sequence[str], ruleset: RuleSet) -> str:
    titles = {rule.code: rule.title for rule in ruleset.rules}
    return "、".join(f"[{code} {titles[code]}]({code}.md)" if code in titles else code for code in codes)


def _cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    main()
