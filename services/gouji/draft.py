"""A report that is being written: what examples of rules, samples and tests start from.

`sound()` is a report of an edition without a single fault and with nothing in it but zeros; a draft is changed in
place, and `document()` draws it as the official form does, merged cells included.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.additions import Grid, with_column, with_row, with_subtotal
from gouji.editions import FIRST_YEAR, PRE2019, Edition, TableForm, edition, edition_for
from gouji.model import Block, Document, GridCell, Paragraph, Place, Table

OVERVIEW = (
    "{year}年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，依法做好政府信息公开各项工作。",
    "（一）主动公开。围绕重点领域，及时发布政策文件、办事指南和财政信息。",
    "（二）依申请公开。严格按照《条例》规定的程序和时限办理政府信息公开申请。",
    "（三）政府信息管理。落实公开属性源头认定和发布审核制度，定期清理失效信息。",
    "（四）政府信息公开平台建设。做好门户网站政府信息公开专栏的日常维护。",
    "（五）监督保障。明确分管领导和工作机构，组织业务培训，按时完成工作考核、社会评议和责任追究。",
)
PROBLEMS = (
    "存在的主要问题：一是政策解读的形式还不够丰富；二是个别栏目信息更新不够及时。",
    "改进措施：下一步将丰富图文解读形式，落实栏目责任人，加强日常检查，进一步提高公开质量。",
)
OTHER = ("本年度未收取信息处理费，没有其他需要报告的事项。",)
#: Sections of reports for 2018 and earlier with what they say: 条例 (2007, 国务院令第492号) 第三十二条.
OLD_SECTIONS = (
    ("概述", "{year}年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，推进政府信息公开工作。"),
    ("主动公开政府信息情况", "围绕群众关心的事项，及时公开政策文件、办事指南和财政信息。"),
    ("依申请公开政府信息情况", "本年度没有收到政府信息公开申请，没有不予公开的情况。"),
    ("政府信息公开的收费及减免情况", "本年度没有收取检索、复制、邮寄等费用，也没有减免。"),
    ("因政府信息公开申请行政复议、提起行政诉讼情况", "本年度没有因政府信息公开申请行政复议、提起行政诉讼的情况。"),
    ("存在的主要问题和改进措施", "存在的主要问题是信息更新不够及时；下一步将落实栏目责任人，加强日常检查。"),
    ("其他需要报告的事项", "没有其他需要报告的事项。"),
)
_TABLE_OF = {"proactive_disclosure": "二", "disclosure_on_request": "三", "reconsideration_litigation": "四"}


@dataclass
class DraftSection:
    """A section as it will be written; `table` is drawn behind its prose, `key` the numeral that it should have."""

    numeral: str
    title: str
    paragraphs: list[str] = field(default_factory=list)
    table: str | None = None
    key: str | None = None


@dataclass
class Draft:
    """Everything that a report says; `cells` by address, `labels` and `headings` what differs from the form.

    `lengths` gives, by row (`三.R05`, `四`), how many value cells are drawn; `dropped` rows are not drawn at all.
    `extra_columns` and `extra_rows` are headings and labels, by table, that the form does not have; `subtotals` figures
    beside the groups of 表三. `format`, `guessed_encoding` and `reports_in_file` are the document's.
    """

    form: str
    year: int
    unit: str
    title: str
    preface: list[str]
    sections: list[DraftSection]
    cells: dict[str, str]
    labels: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    file_name: str | None = None
    title_hint: str | None = None
    extra_columns: dict[str, str] = field(default_factory=dict)
    extra_rows: dict[str, str] = field(default_factory=dict)
    subtotals: dict[str, list[str]] = field(default_factory=dict)
    format: str = "draft"
    guessed_encoding: str | None = None
    reports_in_file: int = 1

    def section(self, key: str) -> DraftSection:
        """The official section 一 to 六, whatever numeral it has by now; KeyError when it was removed."""
        try:
            return next(section for section in self.sections if section.key == key)
        except StopIteration:
            raise KeyError(key) from None

    def document(self) -> Document:
        """The report as a document with merged cells."""
        drawing = _Drawing()
        for text in (*self.title.split("\n"), *self.preface):
            drawing.paragraph(text)
        for section in self.sections:
            drawing.paragraph(f"{section.numeral}、{section.title}" if section.numeral else section.title)
            for text in section.paragraphs:
                drawing.paragraph(text)
            if section.table:
                drawing.table(self._drawn(section.table))
        return Document(
            tuple(drawing.blocks),
            self.format,
            self.title_hint,
            guessed_encoding=self.guessed_encoding,
            reports_in_file=self.reports_in_file,
        )

    def _drawn(self, table: str) -> Grid:
        grid = TABLES[table](self, edition(self.form))
        for group, values in self.subtotals.items() if table == "三" else ():
            grid = with_subtotal(grid, group, values)
        if table in self.extra_rows:
            grid = with_row(grid, table, self.extra_rows[table])
        return with_column(grid, table, self.extra_columns[table]) if table in self.extra_columns else grid


def sound(form: str | None = None, year: int | None = None, unit: str = "云溪县农业农村局") -> Draft:
    """A report without a fault: every figure 0, every section there. The form follows from the year, or the reverse.

    One for 2018 or earlier (`pre2019`) has seven sections and no table.
    """
    year = year or {"ed2019": 2019, PRE2019: 2016}.get(form or "", 2023)
    if form == PRE2019 or (form is None and year < FIRST_YEAR):
        return _of_old(year, unit)
    chosen = edition(form) if form else edition_for(year)
    if chosen is None:
        raise ValueError(f"no edition for {year}")
    sections = [
        DraftSection(one.numeral, one.title, _prose(one.kind, year), _TABLE_OF.get(one.kind), one.numeral)
        for one in chosen.sections
    ]
    cells = {address: "0" for key, table in chosen.tables.items() for address in table.addresses(key)}
    preface = [f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"]
    return Draft(chosen.name, year, unit, f"{unit}{year}年政府信息公开工作年度报告", preface, sections, cells)


def _of_old(year: int, unit: str) -> Draft:
    sections = [
        DraftSection(numeral, title, [text.format(year=year)], None, numeral)
        for numeral, (title, text) in zip("一二三四五六七", OLD_SECTIONS, strict=True)
    ]
    preface = [f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"]
    return Draft(PRE2019, year, unit, f"{unit}{year}年政府信息公开工作年度报告", preface, sections, {})


def _prose(kind: str, year: int) -> list[str]:
    texts = {"overview": OVERVIEW, "problems": PROBLEMS, "other": OTHER}.get(kind, ())
    return [text.format(year=year) for text in texts]


class _Drawing:
    """Blocks with the places that a reader of a document would give them."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._tables = 0

    def paragraph(self, text: str) -> None:
        if text.strip():
            self.blocks.append(Paragraph(text, Place(paragraph=len(self.blocks) + 1)))

    def table(self, grid: Grid) -> None:
        """Draw rows of (text, column, rowspan, colspan)."""
        self._tables += 1
        block, number = len(self.blocks) + 1, self._tables
        cells = [
            GridCell(
                row,
                column,
                text,
                Place(paragraph=block, table=number, row=row + 1, column=column + 1),
                rowspan,
                colspan,
            )
            for row, line in enumerate(grid)
            for text, column, rowspan, colspan in line
        ]
        self.blocks.append(Table(tuple(cells), Place(paragraph=block, table=number)))


def _proactive(draft: Draft, form: Edition) -> Grid:
    grid: Grid = []
    item = None
    for row in form.tables["二"].rows:
        key = f"二.{row.key}"
        if key in draft.dropped:
            continue
        spans = {1: [3], 2: [1, 2], 3: [1, 1, 1]}[len(row.columns)]
        if row.item != item:
            item = row.item
            grid.append([(item or "", 0, 1, 4)])
            heads = [draft.headings.get(f"二.{name}", _printed(name, form)) for name in row.columns]
            grid.append([("信息内容", 0, 1, 1), *_spread(heads, spans)])
        texts = _values(draft, key, [draft.cells[f"{key}.{name}"] for name in row.columns])
        grid.append([(draft.labels.get(key, row.label), 0, 1, 1), *_spread(texts, spans)])
    return grid


def _printed(name: str, form: Edition) -> str:
    unit = form.tables["二"].column_by_name[name].unit
    return f"{name}（单位：{unit}）" if unit else name


def _spread(texts: list[str], spans: list[int]) -> list[tuple[str, int, int, int]]:
    column, line = 1, []
    for text, span in zip(texts, [*spans, *[1] * len(texts)], strict=False):
        line.append((text, column, 1, span))
        column += span
    return line


def _values(draft: Draft, key: str, texts: list[str]) -> list[str]:
    length = draft.lengths.get(key, len(texts))
    return [*texts[:length], *["0"] * (length - len(texts))]


#: Of 表三: the groups of rows under 三、本年度办理结果 with their first and last keys; others have no group.
_GROUPS = (("（三）不予公开", "R05", "R12"), ("（四）无法提供", "R13", "R15"), ("（五）不予处理", "R16", "R20"))
_GROUP_2021 = ("（六）其他处理", "R21a", "R21c")


def _requests(draft: Draft, form: Edition) -> Grid:
    table = form.tables["三"]
    names = [draft.headings.get(f"三.{column.name}", column.name) for column in table.columns]
    grid: Grid = [
        [
            (draft.headings.get("三.勾稽关系", f"（{table.corner}）"), 0, 3, 3),
            (draft.headings.get("三.申请人情况", "申请人情况"), 3, 1, 7),
        ],
        [(names[0], 3, 2, 1), ("法人或其他组织", 4, 1, 5), (names[6], 9, 2, 1)],
        [(name, 4 + place, 1, 1) for place, name in enumerate(names[1:6])],
    ]
    rows = [row for row in table.rows if f"三.{row.key}" not in draft.dropped]
    results = [row.key for row in rows if "R03" <= row.key <= "R22"]
    groups = (*_GROUPS, _GROUP_2021) if form.name == "ed2021" else _GROUPS
    for row in rows:
        key = f"三.{row.key}"
        label = draft.labels.get(key, row.label)
        values = _values(draft, key, [draft.cells[f"{key}.{column.name}"] for column in table.columns])
        head = [("三、本年度办理结果", 0, len(results), 1)] if results and row.key == results[0] else []
        group = next(
            ((g, [k for k in results if first <= k <= last]) for g, first, last in groups if first <= row.key <= last),
            None,
        )
        if row.key not in results:
            head = [(label, 0, 1, 3)]
        elif group is None:
            head.append((label, 1, 1, 2))
        else:
            head += [(group[0], 1, len(group[1]), 1)] if group[1][0] == row.key else []
            head.append((label, 2, 1, 1))
        grid.append([*head, *((text, 3 + place, 1, 1) for place, text in enumerate(values))])
    return grid


def _disputes(draft: Draft, form: Edition) -> Grid:
    table: TableForm = form.tables["四"]
    outcomes = [draft.headings.get(f"四.{column.name}", column.name) for column in table.columns]
    size = len(outcomes)
    values = [draft.cells[f"四.{row.key}.{column.name}"] for row in table.rows for column in table.columns]
    values = _values(draft, "四", values)
    return [
        [("行政复议", 0, 1, size), ("行政诉讼", size, 1, 2 * size)],
        [
            *((text, place, 2, 1) for place, text in enumerate(outcomes)),
            ("未经复议直接起诉", size, 1, size),
            ("复议后起诉", 2 * size, 1, size),
        ],
        [(text, size + place, 1, 1) for place, text in enumerate(outcomes * 2)],
        [(text, place, 1, 1) for place, text in enumerate(values)],
    ]


TABLES = {"二": _proactive, "三": _requests, "四": _disputes}
