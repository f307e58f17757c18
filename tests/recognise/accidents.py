"""What happens to reports between the official form and the file: one accident at a time, done to a sound report.

An accident changes a `Sheet`; every value cell keeps the address that it has in the form, so that a figure read at
another address is known to be wrong. `ACCIDENTS` names, for each, the codes of findings that may be told of it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from gouji.draft import Draft
from gouji.model import Block, Document, GridCell, Paragraph, Place, Table

_NUMBERING = "一二三四五六七八九十"


@dataclass
class Box:
    """A cell as drawn; `address` for value cells."""

    text: str
    column: int
    rowspan: int = 1
    colspan: int = 1
    address: str | None = None


@dataclass
class Grid:
    """A table; `key` is 二, 三 or 四 as long as it is one of them."""

    key: str
    rows: list[list[Box]]

    def boxes(self) -> list[Box]:
        return [box for row in self.rows for box in row]

    def width(self) -> int:
        return max(box.column + box.colspan for box in self.boxes())

    def data(self) -> list[list[Box]]:
        """The rows with value cells."""
        return [row for row in self.rows if any(box.address for box in row)]


@dataclass
class Sheet:
    """A report's paragraphs and tables in order."""

    blocks: list[str | Grid]
    form: str
    title: str
    cells: dict[str, str] = field(default_factory=dict)

    def grid(self, key: str) -> Grid:
        return next(block for block in self.blocks if isinstance(block, Grid) and block.key == key)

    def at(self, start: str) -> int:
        """The position of the paragraph that begins so."""
        return next(n for n, block in enumerate(self.blocks) if isinstance(block, str) and block.startswith(start))

    def truth(self) -> dict[str, str]:
        """What is written at each address."""
        return {
            box.address: box.text
            for grid in self.blocks
            if isinstance(grid, Grid)
            for box in grid.boxes()
            if box.address
        }

    def document(self) -> Document:
        blocks: list[Block] = []
        tables = 0
        for block in self.blocks:
            ordinal = len(blocks) + 1
            if isinstance(block, str):
                blocks.append(Paragraph(block, Place(paragraph=ordinal)))
                continue
            tables += 1
            cells = tuple(
                GridCell(
                    row,
                    box.column,
                    box.text,
                    Place(paragraph=ordinal, table=tables, row=row + 1, column=box.column + 1),
                    box.rowspan,
                    box.colspan,
                )
                for row, line in enumerate(block.rows)
                for box in sorted(line, key=lambda one: one.column)
            )
            blocks.append(Table(cells, Place(paragraph=ordinal, table=tables)))
        return Document(tuple(blocks), "draft")


def sheet_of(draft: Draft) -> Sheet:
    """The draft as it is drawn, every value cell with its address."""
    marked = copy.deepcopy(draft)
    marked.cells = {address: f"@{address}" for address in draft.cells}
    blocks: list[str | Grid] = []
    keys = iter("二三四")
    for block in marked.document().blocks:
        if isinstance(block, Paragraph):
            blocks.append(block.text)
            continue
        rows: list[list[Box]] = [[] for _ in range(max(cell.row for cell in block.cells) + 1)]
        for cell in block.cells:
            address = cell.text[1:] if cell.text.startswith("@") else None
            text = draft.cells[address] if address else cell.text
            rows[cell.row].append(Box(text, cell.column, cell.rowspan, cell.colspan, address))
        blocks.append(Grid(next(keys), rows))
    return Sheet(blocks, draft.form, draft.title)


Change = Callable[[Sheet, Random], None]
ACCIDENTS: dict[str, tuple[Change, frozenset[str]]] = {}


def accident(*codes: str) -> Callable[[Change], Change]:
    """Register an accident with the codes that may be told of it."""

    def register(change: Change) -> Change:
        ACCIDENTS[change.__name__] = (change, frozenset(codes))
        return change

    return register


def _labels(grid: Grid) -> list[Box]:
    """The label of each data row."""
    found = []
    for row in grid.data():
        first = min(box.column for box in row if box.address)
        found += [max((box for box in row if not box.address and box.column < first), key=lambda box: box.column)]
    return found


def _replace(grid: Grid, before: str, after: str) -> None:
    for box in grid.boxes():
        if not box.address:
            box.text = box.text.replace(before, after)


def _values(sheet: Sheet, *keys: str) -> list[Box]:
    return [box for key in keys or "二三四" for box in sheet.grid(key).boxes() if box.address]


def _insert_column(grid: Grid, at: int, texts: Callable[[int, list[Box]], str | None]) -> None:
    """A column more before column `at`; cells across it grow. `texts` gives what stands in it, None for no cell."""
    for row in grid.rows:
        for box in row:
            if box.column >= at:
                box.column += 1
            elif box.column + box.colspan > at:
                box.colspan += 1
    for number, row in enumerate(grid.rows):
        covered = any(
            box.column <= at < box.column + box.colspan and start <= number < start + box.rowspan
            for start, line in enumerate(grid.rows)
            for box in line
        )
        text = texts(number, row)
        if not covered and text is not None:
            row.append(Box(text, at))


# -- rows


@accident("ST-08")
def row_missing(sheet: Sheet, random: Random) -> None:
    """One row of 表三 in the middle of a group is gone."""
    grid = sheet.grid("三")
    rows = [row for row in grid.data() if len(row) == 8 and not any("总计" in box.text for box in row)]
    row = random.choice([one for one in rows if one[0].column == 2])
    at = grid.rows.index(row)
    for start, line in enumerate(grid.rows[:at]):
        for box in line:
            if box.rowspan > 1 and start + box.rowspan > at:
                box.rowspan -= 1
    grid.rows.remove(row)


@accident("ST-08", "ST-09", "ST-10")
def row_added(sheet: Sheet, random: Random) -> None:
    """A row that the form does not know stands between others."""
    grid = sheet.grid("二")
    at = random.randrange(len(grid.rows) + 1)
    grid.rows.insert(at, [Box("行政检查", 0, 1, 1), Box(str(random.randint(0, 50)), 1, 1, 3)])


@accident()
def rows_renamed(sheet: Sheet, random: Random) -> None:
    """Labels as they are misprinted in published reports."""
    three = sheet.grid("三")
    _replace(three, "属于行政执法案卷", "属于行政执法案件")
    _replace(three, "其他法律行政法规禁止公开", "其他法律行政止公开")
    _replace(three, "保护第三方合法权益", random.choice(["保护第三方合法权利", "保护第三方合法利益"]))
    _replace(sheet.grid("二"), "现行有效件数", "先行有效件数")


@accident()
def label_misprinted(sheet: Sheet, random: Random) -> None:
    """One character of a long label is another one, or gone."""
    box = random.choice([box for box in _labels(sheet.grid("三")) if len(box.text) > 8])
    at = random.randrange(3, len(box.text))
    box.text = box.text[:at] + random.choice(["某", ""]) + box.text[at + 1 :]


@accident()
def labels_spaced(sheet: Sheet, random: Random) -> None:
    """White space and line breaks within labels and headings."""
    for key in "二三四":
        for box in sheet.grid(key).boxes():
            if not box.address and len(box.text) > 2:
                at = random.randrange(1, len(box.text))
                words = box.text[at - 1 : at + 1].isalpha()
                between = random.choice(["\n", " ", "\u3000", "\xa0"] if words else [" ", "\xa0"])
                box.text = box.text[:at] + between + box.text[at:]


@accident()
def numbering_otherwise(sheet: Sheet, random: Random) -> None:
    """1、 １． (1) ① and no point at all for 1."""
    for box in _labels(sheet.grid("三")):
        if box.text[:1].isdigit():
            number, rest = int(box.text[0]), box.text[2:]
            box.text = random.choice(
                [
                    *(
                        f"{number}、{rest}",
                        f"{chr(0xFF10 + number)}．{rest}",
                        f"({number}){rest}",
                        f"（{number}）{rest}",
                    ),
                    *(
                        f"{chr(0x245F + number)}{rest}",
                        f"{number} {rest}",
                        f"{number}.{rest}",
                        f"{number}）{rest}",
                        rest,
                    ),
                ]
            )
        elif box.text.startswith("（"):
            box.text = random.choice([box.text.replace("（", "(").replace("）", ")"), box.text[3:]])


@accident("ST-10")
def row_repeated(sheet: Sheet, random: Random) -> None:
    """A row stands twice, with other figures."""
    grid = sheet.grid("三")
    row = random.choice([one for one in grid.data() if len(one) == 8 and one[0].column == 2])
    twin = [Box(box.text if not box.address else str(random.randint(500, 900)), box.column) for box in row]
    at = grid.rows.index(row)
    _stretch(grid, at)
    grid.rows.insert(at + 1, twin)


@accident()
def rows_in_another_order(sheet: Sheet, random: Random) -> None:
    """Two rows of one group changed places."""
    grid = sheet.grid("三")
    plain = [n for n, row in enumerate(grid.rows) if len(row) == 8 and row[0].column == 2]
    at = random.choice([n for n in plain if n + 1 in plain])
    grid.rows[at], grid.rows[at + 1] = grid.rows[at + 1], grid.rows[at]


def _subtotal(group: Box, column: int) -> str | None:
    """（六）其他处理 is also a row of the form of 2019."""
    names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    return f"三.R21.{names[column]}" if "其他处理" in group.text else None


@accident()
def subtotals_filled_in(sheet: Sheet, random: Random) -> None:
    """The groups of results have rows of their own with the sums of what is below them."""
    grid = sheet.grid("三")
    for row in grid.data():
        group = next((box for box in row if box.column == 1 and box.rowspan > 1), None)
        if group is not None:
            _insert_subtotal(grid, row, group)


def _insert_subtotal(grid: Grid, row: list[Box], group: Box) -> None:
    at = grid.rows.index(row)
    members = grid.rows[at : at + group.rowspan]
    _stretch(grid, at, but=group)
    head = [box for box in row if box.column == 0]
    row[:] = [box for box in row if box.column > 1]
    sums: dict[int, int] = dict.fromkeys(range(3, 10), 0)
    for box in (box for one in members for box in one):
        if box.address:
            sums[box.column] += int(box.text)
        elif box.column == 2:
            box.column, box.colspan = 1, 2
    values = [Box(str(sums[column]), column, 1, 1, _subtotal(group, column - 3)) for column in sums]
    grid.rows.insert(at, [*head, Box(group.text, 1, 1, 2), *values])


def _stretch(grid: Grid, at: int, but: Box | None = None) -> None:
    """A row more at `at`: what is drawn over it grows."""
    for start, line in enumerate(grid.rows[: at + 1]):
        for box in line:
            if box is not but and box.rowspan > 1 and start + box.rowspan > at:
                box.rowspan += 1


@accident()
def blank_rows(sheet: Sheet, random: Random) -> None:
    """Empty rows between others."""
    for key in "二三四":
        grid = sheet.grid(key)
        width, at = grid.width(), random.randrange(1, len(grid.rows))
        if any(
            box.rowspan > 1 and start < at < start + box.rowspan for start, row in enumerate(grid.rows) for box in row
        ):
            at = len(grid.rows)
        grid.rows.insert(at, [Box("", column) for column in range(width)])


# -- columns


@accident()
def total_first(sheet: Sheet, _: Random) -> None:
    """The column 总计 of 表三 stands before the others."""
    grid = sheet.grid("三")
    for box in grid.boxes():
        if box.column == 9:
            box.column = 3
        elif box.column >= 3 and box.colspan != 7:
            box.column += 1
    for row in grid.rows:
        row.sort(key=lambda box: box.column)


@accident("ST-10", "T3-05")
def total_gone(sheet: Sheet, _: Random) -> None:
    """The column 总计 of 表三 was taken out."""
    grid = sheet.grid("三")
    for row in grid.rows:
        row[:] = [box for box in row if box.column != 9]
        for box in row:
            if box.colspan == 7:
                box.colspan = 6


@accident("ST-09")
def ordinal_column(sheet: Sheet, random: Random) -> None:
    """A column 序号 before the labels."""
    grid = sheet.grid(random.choice("二三"))
    first = grid.rows.index(grid.data()[0])
    numbers = iter(range(1, 99))
    if grid.key == "二":
        _insert_column(
            grid,
            0,
            lambda _, row: str(next(numbers)) if any(b.address for b in row) else "序号" if len(row) > 1 else "",
        )
        return
    _insert_column(grid, 0, lambda at, _: "序号" if at == 0 else "" if at < first else str(next(numbers)))


@accident("ST-09", "ST-10")
def remark_column(sheet: Sheet, random: Random) -> None:
    """A column 备注 behind the others, mostly empty."""
    grid = sheet.grid("三")
    first = grid.rows.index(grid.data()[0])
    _insert_column(grid, 10, lambda at, _: "备注" if at == 0 else random.choice(["", "", "无"]) if at >= first else "")


@accident("ST-09", "ST-10")
def share_column(sheet: Sheet, random: Random) -> None:
    """A column 占比 in the middle, with its heading."""
    grid = sheet.grid("三")
    at = random.randint(5, 8)
    _insert_column(grid, at, lambda row, _: "占比" if row == 2 else f"{random.randint(0, 99)}%" if row > 2 else None)


@accident("ST-10")
def blank_column(sheet: Sheet, random: Random) -> None:
    """An empty column between others."""
    grid = sheet.grid("三")
    _insert_column(grid, random.randint(4, 10), lambda _, __: "")


@accident("ST-10")
def cell_lost(sheet: Sheet, random: Random) -> None:
    """A row lacks a cell: those behind it move up."""
    grid = sheet.grid("三")
    row = random.choice(grid.data())
    gone = random.choice([box for box in row if box.address])
    row.remove(gone)
    for box in row:
        if box.column > gone.column:
            box.column -= 1


@accident("ST-10")
def cell_more(sheet: Sheet, random: Random) -> None:
    """A row has a cell more: those behind it move on."""
    grid = sheet.grid("三")
    row = random.choice(grid.data())
    at = random.randint(3, 10)
    for box in row:
        if box.column >= at:
            box.column += 1
    row.append(Box(str(random.randint(1, 9)), at))
    row.sort(key=lambda box: box.column)


@accident()
def numbering_in_its_own_column(sheet: Sheet, _: Random) -> None:
    """一、 and （一） and 1. stand in a column before the words."""
    grid = sheet.grid("三")
    for row in grid.data():
        first = min(box.column for box in row if box.address)
        label = max((box for box in row if not box.address), key=lambda box: box.column)
        mark = next((m for m in "、）." if m in label.text[:4]), None)
        if mark and label.colspan > 1:
            number, words = label.text.split(mark, 1)
            at = label.column
            label.text, label.column, label.colspan = words, at + 1, first - at - 1
            row.append(Box(number + mark, at))
            row.sort(key=lambda box: box.column)


@accident()
def labels_in_one_column(sheet: Sheet, _: Random) -> None:
    """The three columns of labels are one; groups have rows of their own without figures."""
    grid = sheet.grid("三")
    rows: list[list[Box]] = []
    for row in grid.rows:
        values = [box for box in row if box.column >= 3]
        labels = sorted((box for box in row if box.column < 3), key=lambda box: box.column)
        rows += [[Box(box.text, 0), *(Box("", 1 + n) for n in range(7))] for box in labels[:-1]]
        for box in values:
            box.column -= 2
        last = labels[-1:] if labels else []
        for box in last:
            box.column, box.colspan, box.rowspan = 0, 1, box.rowspan if box.rowspan == 3 else 1
        rows.append([*last, *values])
    grid.rows[:] = rows


@accident()
def headings_in_one_row(sheet: Sheet, _: Random) -> None:
    """表三 has seven headings in one row, without what is above them."""
    grid = sheet.grid("三")
    names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    grid.rows[:3] = [[Box("申请人情况", 0, 1, 3), *(Box(name, 3 + n) for n, name in enumerate(names))]]


@accident()
def headings_merged_otherwise(sheet: Sheet, _: Random) -> None:
    """表三 without the row 申请人情况 over the headings."""
    grid = sheet.grid("三")
    corner = grid.rows[0][0]
    corner.rowspan = 2
    grid.rows[0:2] = [[corner, *grid.rows[1]]]


@accident()
def heading_misprinted(sheet: Sheet, random: Random) -> None:
    """One character of a heading is another one."""
    _replace(sheet.grid("三"), "社会公益组织", random.choice(["社会公众组织", "社会公益祖织"]))
    _replace(sheet.grid("三"), "法律服务机构", random.choice(["法律服务机关", "法律服务机购"]))
    _replace(sheet.grid("四"), "未经复议直接起诉", "未经复议直接起诉")


@accident()
def units_in_headings(sheet: Sheet, random: Random) -> None:
    """采购总金额（元）, 本年制发件数（件）."""
    for box in sheet.grid("二").boxes():
        if not box.address and box.text.endswith(("数量", "件数")):
            box.text += random.choice(["（件）", "(项)", "（单位：件）"])
        elif not box.address and box.text == "采购总金额":
            box.text += random.choice(["（万元）", "（单位：万元）"])


# -- 表二 and 表四 drawn otherwise


@accident()
def captions_beside_the_rows(sheet: Sheet, _: Random) -> None:
    """第二十条第（一）项 stands in a column of its own beside the block."""
    grid = sheet.grid("二")
    rows: list[list[Box]] = []
    caption: Box | None = None
    for row in grid.rows:
        if len(row) == 1 and row[0].text.startswith("第二十条"):
            caption = row[0]
            continue
        for box in row:
            box.column += 1
        if caption is not None:
            caption.column, caption.colspan, caption.rowspan = 0, 1, 0
            rows.append([caption, *row])
            holder, caption = caption, None
        else:
            rows.append(row)
        holder.rowspan += 1
    grid.rows[:] = rows


@accident()
def disputes_with_a_label(sheet: Sheet, random: Random) -> None:
    """表四 has a first column 件数."""
    grid = sheet.grid("四")
    _insert_column(grid, 0, lambda at, _: {0: "项目", 3: random.choice(["件数", "数量（件）"])}.get(at, ""))


@accident()
def disputes_in_two_tables(sheet: Sheet, random: Random) -> None:
    """行政复议 and 行政诉讼 are two tables."""
    grid = sheet.grid("四")
    at = sheet.blocks.index(grid)
    parts = []
    for low, high in ((0, 5), (5, 15)):
        rows = [[copy.copy(box) for box in row if low <= box.column < high] for row in grid.rows]
        for box in (box for row in rows for box in row):
            box.column -= low
        parts.append(Grid("四", [row for row in rows if row]))
    parts[0].rows[1:] = [[Box(b.text, b.column, 1) for b in parts[0].rows[1]], parts[0].rows[-1]]
    between = ["表2　行政诉讼情况"] if random.random() < 0.5 else []
    sheet.blocks[at : at + 1] = [parts[0], *between, parts[1]]


@accident()
def disputes_with_kinds_as_rows(sheet: Sheet, _: Random) -> None:
    """The three kinds of cases are rows, the five outcomes columns."""
    grid = sheet.grid("四")
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    values = {box.address: box.text for box in grid.boxes() if box.address}
    rows = [[Box("类别", 0), *(Box(name, 1 + n) for n, name in enumerate(outcomes))]]
    for kind in ("行政复议", "未经复议直接起诉", "复议后起诉"):
        addresses = [f"四.{kind}.{name}" for name in outcomes]
        rows.append([Box(kind, 0), *(Box(values[a], 1 + n, 1, 1, a) for n, a in enumerate(addresses))])
    grid.rows[:] = rows


@accident("ST-07", "ST-08", "ST-10", "T4-05")
def transposed(sheet: Sheet, random: Random) -> None:
    """Rows and columns of a table changed places."""
    grid = sheet.grid(random.choice("三四"))
    for start, row in enumerate(grid.rows):
        for box in row:
            box.column, box.rowspan, box.colspan = box.column, box.colspan, box.rowspan
            box.__dict__["row"] = box.column
            box.column = start
    boxes = grid.boxes()
    grid.rows[:] = [
        [box for box in boxes if box.__dict__["row"] == n] for n in range(max(b.__dict__["row"] for b in boxes) + 1)
    ]
    grid.rows[:] = [sorted(row, key=lambda box: box.column) for row in grid.rows]


# -- tables cut and joined


def _cut(sheet: Sheet, random: Random, *between: str, repeat: bool) -> None:
    grid = sheet.grid("三")
    heads = len(grid.rows) - len(grid.data())
    place = sheet.blocks.index(grid)
    at = random.randint(heads + 1, len(grid.rows) - 1)
    lower = grid.rows[at:]
    for start, row in enumerate(grid.rows[:at]):
        for box in row:
            over = start + box.rowspan - at
            if over > 0:
                box.rowspan -= over
                lower[0] = sorted([*lower[0], Box("", box.column, over, box.colspan)], key=lambda one: one.column)
    head = copy.deepcopy(grid.rows[:heads]) if repeat else []
    grid.rows[:] = grid.rows[:at]
    sheet.blocks[place + 1 : place + 1] = [*between, Grid("三续", [*head, *lower])]


@accident()
def table_in_two_parts(sheet: Sheet, random: Random) -> None:
    """表三 is two tables, as where a page ended."""
    _cut(sheet, random, repeat=False)


@accident()
def table_in_two_parts_with_its_headings(sheet: Sheet, random: Random) -> None:
    """The second part has the headings again."""
    _cut(sheet, random, repeat=True)


@accident()
def table_in_two_parts_with_prose_between(sheet: Sheet, random: Random) -> None:
    """Between the parts stands the foot of a page."""
    _cut(sheet, random, "— 3 —", sheet.title, repeat=random.random() < 0.5)


@accident()
def three_tables_in_one(sheet: Sheet, _: Random) -> None:
    """One table from 二 to 四, the headings of the sections in rows of their own."""
    begin, end = sheet.at("二、"), sheet.blocks.index(sheet.grid("四"))
    rows: list[list[Box]] = []
    for block in sheet.blocks[begin : end + 1]:
        rows += [[Box(block, 0, 1, 10)]] if isinstance(block, str) else block.rows
    sheet.blocks[begin : end + 1] = [Grid("二", rows)]


@accident()
def heading_in_the_table(sheet: Sheet, random: Random) -> None:
    """The heading of a section is the first row of its table."""
    key = random.choice("二三四")
    grid, at = sheet.grid(key), sheet.at(f"{key}、")
    grid.rows.insert(0, [Box(str(sheet.blocks[at]), 0, 1, grid.width())])
    del sheet.blocks[at]


# -- what is written in cells


@accident()
def remarks_in_cells(sheet: Sheet, random: Random) -> None:
    """22（其中修订16件）."""
    for box in random.sample([box for box in _values(sheet) if box.text.isdigit()], 6):
        box.text += random.choice(["（其中修订1件）", "（含上年2件）", "，其中网上申请1件", " （其中：重复1件）"])


@accident()
def measures_in_cells(sheet: Sheet, random: Random) -> None:
    """3个, 3件."""
    for box in random.sample([box for box in _values(sheet) if box.text.isdigit()], 20):
        if "金额" not in (box.address or ""):
            box.text += random.choice(["个", "件", " 件", "项"])


@accident()
def full_width_digits(sheet: Sheet, _: Random) -> None:
    """１２ for 12."""
    for box in _values(sheet):
        box.text = box.text.translate({ord("0") + n: 0xFF10 + n for n in range(10)})


@accident()
def thousands_separated(sheet: Sheet, random: Random) -> None:
    """1,095 and 1，095."""
    for box in _values(sheet):
        if box.text.isdigit() and len(box.text) > 3:
            box.text = f"{int(box.text):,}".replace(",", random.choice([",", "，"]))


@accident()
def space_around_figures(sheet: Sheet, random: Random) -> None:
    """White space before and behind figures."""
    for box in _values(sheet):
        box.text = random.choice(["", " ", "\n", "\xa0"]) + box.text + random.choice(["", " ", "\u3000"])


@accident("T2-01", "T3-04", "T3-05", "T3-06", "T4-04")
def dashes_for_zeros(sheet: Sheet, random: Random) -> None:
    """— ／ 无 for 0."""
    sign = random.choice(["—", "／", "无", "-", "――", "/"])
    for box in _values(sheet):
        if box.text == "0" and random.random() < 0.3:
            box.text = sign


@accident()
def figures_torn(sheet: Sheet, random: Random) -> None:
    """1 2: one figure or two."""
    for box in random.sample(_values(sheet, "三"), 4):
        box.text = random.choice(["1 2", "1\n2", "3 0"])


@accident()
def figures_glued(sheet: Sheet, random: Random) -> None:
    """00000: those of several cells."""
    for box in random.sample(_values(sheet, "三"), 2):
        box.text = "0" * random.randint(2, 6)


@accident("T3-01", "T3-02", "T3-03", "T3-05", "T3-06")
def figure_over_two_rows(sheet: Sheet, random: Random) -> None:
    """A figure is drawn over two rows."""
    grid = sheet.grid("三")
    plain = [n for n, row in enumerate(grid.rows) if len(row) == 8 and row[0].column == 2]
    at = random.choice([n for n in plain if n + 1 in plain])
    column = random.randint(3, 9)
    next(box for box in grid.rows[at] if box.column == column).rowspan = 2
    grid.rows[at + 1][:] = [box for box in grid.rows[at + 1] if box.column != column]


# -- editions


@accident("ED-02")
def labels_of_the_other_edition(sheet: Sheet, _: Random) -> None:
    """规范性文件 and 行政规范性文件, 处理决定数量 and 本年处理决定数量."""
    grid = sheet.grid("二")
    if sheet.form == "ed2021":
        _replace(grid, "行政规范性文件", "规范性文件")
    else:
        _replace(grid, "规范性文件", "行政规范性文件")


# -- headings, title, prose


@accident("ST-03", "ST-04")
def seventh_section(sheet: Sheet, random: Random) -> None:
    """A section more, the numbers behind it one too high."""
    kinds = ["三、", "四、", "五、", "六、"]
    start = random.choice(kinds)
    at = sheet.at(start)
    for n, block in enumerate(sheet.blocks):
        if n >= at and isinstance(block, str) and block[:2] in kinds:
            sheet.blocks[n] = _NUMBERING[_NUMBERING.index(block[0]) + 1] + block[1:]
    sheet.blocks[at:at] = [f"{start[0]}、政务公开重点工作落实", "围绕重点工作，做好政策解读和回应关切。"]


@accident("ST-03")
def numerals_off_by_one(sheet: Sheet, random: Random) -> None:
    """From some section on the numerals are one too low."""
    first = random.choice("二三四五六")
    for n, block in enumerate(sheet.blocks):
        if (
            isinstance(block, str)
            and block[1:2] == "、"
            and first <= block[0]
            and _NUMBERING.index(block[0]) >= _NUMBERING.index(first)
        ):
            sheet.blocks[n] = _NUMBERING[_NUMBERING.index(block[0]) - 1] + block[1:]


@accident()
def heading_glued_behind(sheet: Sheet, _: Random) -> None:
    """一、总体情况2023年…."""
    at = sheet.at("一、")
    sheet.blocks[at : at + 2] = [f"{sheet.blocks[at]}{sheet.blocks[at + 1]}"]


@accident()
def heading_glued_before(sheet: Sheet, random: Random) -> None:
    """…。六、其他需要报告的事项."""
    at = sheet.at(random.choice(["二、", "六、"]))
    sheet.blocks[at - 1 : at + 1] = [f"{sheet.blocks[at - 1]}{sheet.blocks[at]}"]


@accident("ID-02")
def title_over_lines(sheet: Sheet, random: Random) -> None:
    """The title over two or three lines."""
    unit, _, rest = sheet.title.partition("20")
    year, rest = f"20{rest[:3]}", rest[3:]
    sheet.blocks[0:1] = random.choice(
        [[unit, year + rest], [unit, year, rest], [unit + year, rest], [unit, year + rest[:6], rest[6:]]]
    )


@accident()
def contents_page(sheet: Sheet, random: Random) -> None:
    """The headings before the report, with page numbers or without."""
    tail = random.choice(["", "……………1", "\t3", "　　5"])
    heads = [
        f"{block}{tail}"
        for block in sheet.blocks
        if isinstance(block, str) and block[1:2] == "、" and block[0] in _NUMBERING
    ]
    sheet.blocks[1:1] = ["目　录", *heads]


@accident()
def running_heads(sheet: Sheet, random: Random) -> None:
    """The title again and a page number somewhere in the middle."""
    for _ in range(3):
        at = random.randrange(3, len(sheet.blocks))
        sheet.blocks[at:at] = [random.choice(["— 2 —", "第2页 共5页", sheet.title])]


@accident()
def unit_rows(sheet: Sheet, random: Random) -> None:
    """单位：件 over a table or in its first row."""
    grid = sheet.grid("三")
    if random.random() < 0.5:
        sheet.blocks.insert(sheet.blocks.index(grid), "单位：件")
    else:
        grid.rows.insert(0, [Box("单位：件", 0, 1, 10)])


@accident()
def merged_cells_repeated(sheet: Sheet, _: Random) -> None:
    """A program without merged cells wrote the text of each into all the places that it covers."""
    for block in sheet.blocks:
        if not isinstance(block, Grid):
            continue
        rows: list[list[Box]] = [[] for _ in block.rows]
        for start, row in enumerate(block.rows):
            for box in row:
                for down in range(box.rowspan):
                    places = range(box.column, box.column + box.colspan)
                    rows[start + down] += [Box(box.text, column, address=box.address) for column in places]
        block.rows[:] = [sorted(row, key=lambda box: box.column) for row in rows]
