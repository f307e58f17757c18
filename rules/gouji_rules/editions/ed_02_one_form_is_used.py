"""ED-02."""

from collections.abc import Iterator

from gouji.editions import NAMES, Edition, edition, edition_for, mark
from gouji.model import FoundTable, Paragraph
from gouji.rule import INFO, WARNING, Finding, Quote, Report, Unchecked, rule
from gouji.text import compact

_SHOWN = 3


@rule(
    "ED-02",
    title="模板混用",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="表二统一使用报告年度应当使用的格式，行名、列名照格式填写。",
)
def one_form_is_used(report: Report) -> Iterator[Finding | Unchecked]:
    """表二的表头和行名应当全部属于同一版格式。

    在旧模板上改表头，容易留下另一版的行或列（如2021年格式的表二里还有“政府集中采购”），这些数据没有口径。
    只是行名用了另一版的叫法（“规范性文件”与“行政规范性文件”），不影响数据，只作提示。

    常见误报：行名的通行写法、序号和括号；表三两版格式的列相同，不看。

    沿革：0.1 首次收入。

    反例：
        年度 = 2023
        二.行政事业性收费.标签 = 政府集中采购
    正例：
        年度 = 2023
    """
    table = report.table("二")
    names = {name: _marked(table, edition(name)) for name in NAMES}
    used = edition(table.edition) if table.edition else None
    if used is None:
        yield Unchecked("表二的表头和行名中没有哪一版格式特有的字样")
    elif all(names.values()):
        yield _mixed(names, edition_for(report.year) if report.year else used)
    else:
        yield from _label_only(table, used)


def _marked(table: FoundTable, form: Edition) -> list[Paragraph]:
    """The headings and labels that only this form has; 行政规范性文件 apart, which units write in either."""
    texts = (*table.headings, *(Paragraph(row.label, row.place) for row in table.rows))
    return [text for text in texts if mark(text.text) in form.marks and "规范性文件" not in compact(text.text)]


def _mixed(names: dict[str, list[Paragraph]], due: Edition | None) -> Finding:
    foreign = min(names, key=lambda name: len(names[name])) if due is None else next(n for n in names if n != due.name)
    own = next(name for name in names if name != foreign)
    shown = {
        name: "、".join(f"“{text}”" for text in list(dict.fromkeys(p.text.strip() for p in names[name]))[:_SHOWN])
        for name in names
    }
    return Finding(
        f"表二同时有{edition(own).title}的{shown[own]}和{edition(foreign).title}的{shown[foreign]}；"
        f"应统一为{edition(own).title}（{edition(own).document}）",
        quotes=tuple(Quote(text.text.strip(), text.place) for text in names[foreign]),
        locator="二",
    )


def _label_only(table: FoundTable, used: Edition) -> Iterator[Finding]:
    due = next(row.key for row in used.tables["二"].rows if row.key.endswith("规范性文件"))
    row = table.row(due)
    if row is None or ("行政" in compact(row.label)) == due.startswith("行政"):
        return
    yield Finding(
        f"表二行名“{row.label}”是另一版格式的叫法，{used.title}应为“{due}”",
        quotes=(Quote(row.label, row.place),),
        severity=INFO,
        locator=f"二.{due}",
    )
