"""Documents whose grid is known, because another program wrote or reads them: parsing gives that grid back."""

import html
import io
import re

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_views import grid, outline, rows, tables, texts, width

from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.parse import parse
from shared_reports import shared

WORDS = st.sampled_from(
    ["", "0", "12", "增1", "/", "146078.86元", "规章", "（三）不予公开", "1.属于国家秘密", "危及“三安全一稳定”", "<&>"]
)
LABELS = st.sampled_from(["规章", "规范性文件", "（三）不予公开", "1.属于国家秘密", "上一年项目数量", "2.重复申请"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"])


@st.composite
def merged_grids(draw: st.DrawFn) -> list[tuple[int, int, int, int, str]]:
    """Cells that cover a grid without overlap; the last row is unmerged, so that every column begins a cell."""
    height, width = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    free = {(row, column) for row in range(height - 1) for column in range(width)}
    cells = []
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        tall, wide = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        while any((row, column + extra) not in free for extra in range(wide)):
            wide -= 1
        while row + tall > height - 1:
            tall -= 1
        free -= {(row + down, column + right) for down in range(tall) for right in range(wide)}
        cells.append((row, column, tall, wide, draw(WORDS)))
    return cells + [(height - 1, column, 1, 1, draw(WORDS)) for column in range(width)]


def as_page(cells: list[tuple[int, int, int, int, str]]) -> bytes:
    written = [""] * (max(cell[0] for cell in cells) + 1)
    for row, _, tall, wide, text in sorted(cells):
        written[row] += f"<td rowspan={tall} colspan={wide}><p><span>{html.escape(text)}</span></p></td>"
    return f"<meta charset=utf-8><p>前<table>{''.join(f'<tr>{row}</tr>' for row in written)}</table><p>后".encode()


def as_word(cells: list[tuple[int, int, int, int, str]]) -> bytes:
    document = docx.Document()
    document.add_paragraph("前")
    drawn = document.add_table(max(cell[0] for cell in cells) + 1, max(cell[1] + cell[3] for cell in cells))
    for row, column, tall, wide, text in cells:
        drawn.cell(row, column).merge(drawn.cell(row + tall - 1, column + wide - 1)).text = text
    document.add_paragraph("后")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("write", [as_page, as_word])
@settings(deadline=None)
@given(cells=merged_grids())
def test_merged_cells_come_back_from_pages_and_word_files(write, cells):
    document = parse(write(cells), "报告")
    assert texts(document) == ["前", "后"]
    assert grid(tables(document)[0]) == sorted(cells)


@settings(deadline=None)
@given(
    table=st.lists(st.tuples(LABELS, st.lists(WORDS, min_size=1, max_size=7)), min_size=2, max_size=8),
    blanks=st.integers(1, 3),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=ENCODINGS,
    heading=st.sampled_from([" 四、政府信息公开行政复议、行政诉讼情况", "2019年我局认真贯彻落实有关文件精神。"]),
)
def test_rows_come_back_from_text(table, blanks, line_end, encoding, heading):
    written = [[label, "0", *values] for label, values in table]
    lines = ["政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
    for row in written:
        lines += [f"\t{text}" for text in row] + [""] * blanks
    lines = [*lines[: len(lines) - blanks], heading]
    document = parse(line_end.join(lines).encode(encoding), "报告.txt")
    assert outline(document) == [*lines[:2], written, heading.strip()]


@settings(deadline=None)
@given(
    table=st.lists(st.tuples(LABELS, st.lists(WORDS, min_size=2, max_size=7)), min_size=2, max_size=8),
    encoding=ENCODINGS,
)
def test_rows_of_one_line_come_back_from_text(table, encoding):
    written = [[label, *values] for label, values in table]
    lines = ["三、收到和处理政府信息公开申请情况", *("\t".join(row) for row in written), "完。"]
    if not any(value for row in written for value in row[1:]):
        return
    assert outline(parse("\n".join(lines).encode(encoding), "报告.txt")) == [lines[0], written, "完。"]


def official_form() -> bytes:
    return shared("reports", "official-template-2021.docx").read_bytes()


def test_the_official_form_has_the_official_columns():
    found = tables(parse(official_form(), "格式.docx"))
    assert [(len(rows(table)), width(table)) for table in found] == [(14, 4), (28, 10), (4, 15)]
    assert [len(row) for row in rows(found[1])] == [
        2,
        3,
        5,
        8,
        8,
        9,
        8,
        *[9] + [8] * 7,
        9,
        8,
        8,
        9,
        *[8] * 4,
        9,
        8,
        8,
        8,
        8,
    ]


def test_the_official_form_reads_as_python_docx_reads_it():
    """Nothing is in it that python-docx would miss; it gives a merged cell at each of its positions."""
    document = docx.Document(io.BytesIO(official_form()))
    expected = [
        [[re.sub(r"\s", "", cell.text) for cell in row.cells] for row in table.rows] for table in document.tables
    ]
    found = tables(parse(official_form(), "格式.docx"))
    assert [_expanded(table) for table in found] == expected
    words = [re.sub(r"\s", "", paragraph.text) for paragraph in document.paragraphs]
    assert [re.sub(r"\s", "", text) for text in texts(parse(official_form(), "格式.docx"))] == [
        word for word in words if word
    ]


def _expanded(table: Table) -> list[list[str]]:
    whole = [[""] * width(table) for _ in range(max(cell.row + cell.rowspan for cell in table.cells))]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                whole[row][column] = re.sub(r"\s", "", cell.text)
    return whole


SEEDS = {
    "000_b6df51ac5e23e936.txt": [("p", 8), (18, 4), ("p", 1), (26, 10), ("p", 1), (4, 15), ("p", 5)],
    "001_688c2c5f0fa9dd80.txt": [("p", 16), (18, 4), ("p", 1), (26, 10), ("p", 1), (4, 15), ("p", 4)],
    "002_9ae0767dbc617b7e.txt": [("p", 8), (17, 4), ("p", 1), (26, 10), ("p", 1), (4, 15), ("p", 7)],
    "003_d431c75f51fe3f30.txt": [("p", 5), (51, 15), ("p", 8)],
    "004_ae0d86926bb958f8.txt": [("p", 4), (18, 4), ("p", 1), (26, 10), ("p", 1), (4, 15), ("p", 6)],
}


def seed(name: str) -> Document:
    return parse(shared("seeds", name).read_bytes(), name)


@pytest.mark.parametrize("name", SEEDS)
def test_real_texts_part_into_prose_and_tables(name):
    found: list[tuple[str | int, int]] = []
    for block in seed(name).blocks:
        if isinstance(block, Table):
            found.append((len(rows(block)), width(block)))
        elif found and found[-1][0] == "p":
            found[-1] = ("p", found[-1][1] + 1)
        else:
            found.append(("p", 1))
    assert found == SEEDS[name]


@pytest.mark.parametrize("name", SEEDS)
def test_every_line_of_a_real_text_is_in_one_block_at_its_place(name):
    lines = shared("seeds", name).read_text("utf-8").split("\n")
    pieces: list[GridCell | Paragraph] = []
    for block in seed(name).blocks:
        pieces += block.cells if isinstance(block, Table) else [block]
    places = [piece.place.line for piece in pieces]
    assert places == sorted(set(places))
    assert "".join(piece.text for piece in pieces).split() == "".join(line.strip() for line in lines).split()
    for piece in pieces:
        assert piece.text.startswith(lines[piece.place.line - 1].strip())


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", SEEDS)
def test_a_real_text_is_the_same_in_every_encoding_and_line_end(name, encoding):
    text = shared("seeds", name).read_text("utf-8").replace("\xa0", " ")
    expected = parse(text.encode(), name)
    read = parse(text.replace("\n", "\r\n").encode(encoding), name)
    assert read.blocks == expected.blocks
    assert read.guessed_encoding == ("GB18030（GBK）" if encoding.startswith("gb") else None)


def test_the_last_row_of_a_broken_table_ends_where_the_prose_begins():
    document = seed("004_ae0d86926bb958f8.txt")
    last = tables(document)[-1]
    assert rows(last)[-1] == ["", "", "", "", "0", "", "", "", "", "0"]
    following = document.blocks[document.blocks.index(last) + 1]
    assert following == Paragraph("五、存在的主要问题及改进情况", Place(line=388))
