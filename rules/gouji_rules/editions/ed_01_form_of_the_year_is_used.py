"""ED-01."""

from collections.abc import Iterator

from gouji.editions import Edition, edition, edition_for, mark
from gouji.errors import Absent
from gouji.rule import ERROR, Finding, Quote, Report, Unchecked, rule
from gouji_rules._years import doubt_about_year

_SHOWN = 3


@rule(
    "ED-01",
    title="模板版本与报告年度不符",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="按报告年度应当使用的格式重新编制三张表，不要沿用其他年度的模板。",
    explains=("ED-02",),
)
def form_of_the_year_is_used(report: Report) -> Iterator[Finding | Unchecked]:
    """2019、2020年度应使用2019年试行格式，2021年度起应使用2021年格式。

    所用格式看表头和行名（如“本年新制作数量”属2019年试行格式，“本年制发件数”属2021年格式），应当使用的格式看报告年度，
    两者应当一致。沿用旧模板会使规章、规范性文件、许可、处罚、收费的口径全部错位，上级也无法汇总。

    常见误报：把公布年份当成报告年度。标题、统计期限和指定的年度互相矛盾，标题与正文各处都不同，或者年度只是从正文、文件名
    推断的，本规则不下结论。

    沿革：0.1 首次收入。

    反例：
        年度 = 2021
        版式 = ed2019
    正例：
        年度 = 2021
    """
    used = _form_of_tables(report)
    due = edition_for(report.year) if report.year is not None else None
    if report.year is None:
        yield Unchecked("报告年度不明，无法判断应当使用哪一版格式")
    elif due is None or used.name != due.name:
        doubt = doubt_about_year(report)
        yield Unchecked(doubt) if doubt else _finding(report, used, due)


def _form_of_tables(report: Report) -> Edition:
    if not any(table.edition for table in report.tables.values()) or report.edition is None:
        raise Absent("所用格式", "表头和行名中没有哪一版格式特有的字样")
    return edition(report.edition)


def _finding(report: Report, used: Edition, due: Edition | None) -> Finding:
    marks: dict[str, Quote] = {}
    for heading in (heading for table in report.tables.values() for heading in table.headings):
        if mark(heading.text) in used.marks - (due.marks if due else frozenset()):
            marks.setdefault(mark(heading.text), Quote(heading.text.strip(), heading.place))
    shown = "、".join(f"“{quote.text}”" for quote in list(marks.values())[:_SHOWN])
    return Finding(
        f"{report.year}年度报告的表格用的是{used.title}（{used.document}）{f'，表头有{shown}' if shown else ''}；"
        + (f"应为{due.title}（{due.document}）" if due else "这一格式自2019年度起才使用，请核实报告年度"),
        quotes=tuple(marks.values()),
        locator="格式",
    )
