"""Reading alone, by format: CPU a report, beside another reader that gives the same grid in the same run.

Then what the isolated child adds when files come in numbers, the converter's formats in bulk, and the memory of the
reading process after two thousand mixed files.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import python_calamine
from lxml import html

from benchmarks.table import show, spread
from gouji.convert import Converter, find_program
from gouji.parse import parse
from gouji.parse.layout import Glyph, Page, Stroke, blocks
from gouji.reader import Reader

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the writers of the tests

from formats.office import saved_as
from formats.writers import WRITERS
from seeded import seeded_report

REPORTS, ROUNDS, MIXED = 20, 5, 2000
AIMS = {"docx": 12, "html": 5, "xlsx": 4, "xls": 4, "pdf": 100, "ofd": 40, "odt": 6, "txt": 4}


def run() -> None:
    """All tables of this part."""
    files = _files()
    rows = [_reading(ending, contents) for ending, contents in files.items()]
    show(
        f"读取（CPU 毫秒/份，{REPORTS} 份中位数，括号内最低–最高；同轮对照：能给出同样表格的其他读法）",
        ["格式", "字节", "本读法", "目标", "对照", "对照读法"],
        rows,
    )
    show("隔离子进程（墙钟毫秒/份，连续读取）", ["格式", "进程内", "子进程", "增加"], _isolated(files))
    if find_program():
        show("LibreOffice 转换（墙钟毫秒/份，连续，一个常驻进程）", ["格式", "首份", "其余"], _converted(files["docx"]))
    _memory(files)


def _files() -> dict[str, list[bytes]]:
    documents = [seeded_report(seed).document() for seed in range(REPORTS)]
    files = {ending: [write(document) for document in documents] for ending, write in WRITERS.items()}
    if find_program():
        words, sheets = _named(files["docx"]), _named(files["xlsx"])
        for ending in ("odt", "pdf"):
            files[ending] = list(saved_as(ending, words).values())
        for ending in ("xls", "ods"):
            files[ending] = list(saved_as(ending, sheets, "xlsx").values())
    return files


def _named(contents: list[bytes]) -> dict[str, bytes]:
    return {f"{number:03}": content for number, content in enumerate(contents)}


def _reading(ending: str, contents: list[bytes]) -> list[str]:
    own = _cpu(lambda content: parse(content, f"报告.{ending}"), contents)
    name, other = OTHERS.get(ending, ("", None))
    size = sorted(map(len, contents))[len(contents) // 2]
    compared = spread(_cpu(other, contents)) if other else "—"
    return [ending, str(size), spread(own), f"≤ {AIMS[ending]}" if ending in AIMS else "", compared, name]


def _cpu(read: Callable[[bytes], object], contents: list[bytes]) -> list[float]:
    """Of each file the least of the rounds, in CPU milliseconds."""
    read(contents[0])
    spent = []
    for content in contents:
        rounds = []
        for _ in range(ROUNDS):
            begun = time.process_time_ns()
            read(content)
            rounds.append((time.process_time_ns() - begun) / 1e6)
        spent.append(min(rounds))
    return spent


def _isolated(files: Mapping[str, list[bytes]]) -> list[list[str]]:
    rows = []
    with Reader() as reader:
        for ending, contents in files.items():
            name = f"报告.{ending}"
            reader.read(contents[0], name)
            inside = _wall(lambda content, name=name: parse(content, name), contents)
            child = _wall(lambda content, name=name: reader.read(content, name), contents)
            added = sorted(child)[REPORTS // 2] - sorted(inside)[REPORTS // 2]
            rows.append([ending, spread(inside), spread(child), f"{added:.2f}"])
    return rows


def _wall(read: Callable[[bytes], object], contents: list[bytes]) -> list[float]:
    spent = []
    for content in contents:
        begun = time.perf_counter_ns()
        read(content)
        spent.append((time.perf_counter_ns() - begun) / 1e6)
    return spent


def _converted(words: list[bytes]) -> list[list[str]]:
    rows = []
    for kind in ("doc", "rtf"):
        contents = list(saved_as(kind, _named(words)).values())
        with Converter() as converter:
            spent = _wall(lambda content, kind=kind: converter.to_odt(content, kind), contents)
        rows.append([kind, f"{spent[0]:.0f}", spread(spent[1:], 0)])
    return rows


def _memory(files: Mapping[str, list[bytes]]) -> None:
    """The most that the reading child held while it read two thousand files of all formats in turn."""
    mixed = [(f"报告.{ending}", content) for ending, contents in files.items() for content in contents]
    most = 0
    with Reader() as reader:
        for number in range(MIXED):
            name, content = mixed[number * 7 % len(mixed)]
            reader.read(content, name)
            most = max(most, _children_kilobytes())
    print(f"\n连续读取 {MIXED} 份各种格式的文件：读取子进程最多 {most >> 10} MB，本进程 {_kilobytes('self') >> 10} MB")


def _children_kilobytes() -> int:
    children = Path("/proc/self/task").glob("*/children")
    return sum(_kilobytes(child) for listed in children for child in listed.read_text().split())


def _kilobytes(process: str) -> int:
    try:
        status = Path("/proc", process, "status").read_text()
    except FileNotFoundError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)


# -- the other readers


def _python_docx(content: bytes) -> object:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return cells, [paragraph.text for paragraph in document.paragraphs]


def _lxml_html(content: bytes) -> object:
    page = html.fromstring(content.decode())
    cells = [
        (cell.get("rowspan"), cell.get("colspan"), cell.text_content())
        for table in page.iter("table")
        for row in table.iter("tr")
        for cell in row.iter("td", "th")
    ]
    return cells, [paragraph.text_content() for paragraph in page.iter("p")]


def _openpyxl(content: bytes) -> object:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [(list(sheet.values), list(sheet.merged_cells.ranges)) for sheet in book]


def _calamine(content: bytes) -> object:
    book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(content))
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    return [(sheet.to_python(), sheet.merged_cell_ranges) for sheet in sheets]


def _pdfplumber(content: bytes) -> object:
    with pdfplumber.open(io.BytesIO(content)) as document:
        pages = [
            Page(
                number,
                float(page.width),
                float(page.height),
                tuple(Glyph(c["text"], c["x0"], c["x1"], c["bottom"], c["size"]) for c in page.chars),
                tuple(Stroke(e["x0"], e["top"], e["x1"], e["bottom"]) for e in page.edges),
            )
            for number, page in enumerate(document.pages, 1)
        ]
    return blocks(pages)


OTHERS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "docx": ("python-docx", _python_docx),
    "html": ("lxml.html", _lxml_html),
    "xlsx": ("openpyxl", _openpyxl),
    "xls": ("calamine，不含显示格式", _calamine),
    "pdf": ("pdfplumber + 同一版面分析", _pdfplumber),
}
