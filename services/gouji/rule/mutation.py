"""Small faults put into a sound example: a rule that does not notice them guards less than it seems to.

A figure one more or one less, two figures changed places, a cell blanked, a section dropped, a number in a sentence one
more or one less: only what the rule looks at, and each as the line of an example that makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

import msgspec

from gouji.editions import address_words
from gouji.errors import GoujiError
from gouji.model import Cell, Report
from gouji.prose import figures
from gouji.recognise.values import read_value
from gouji.rule.definition import Context
from gouji.rule.example import example_context
from gouji.rule.host import Trace
from gouji.rule.kinds.places import SECTIONS

#: At most so many of each kind an example, spread evenly over all that there are.
MOST = 24
_PROSE = re.compile(r"^\s*([一二三四五六]+)：(.*)$")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")

T = TypeVar("T")


class Mutation(msgspec.Struct, frozen=True):
    """One fault: its kind and what was done, in words; the lines that make it; the report that has it."""

    kind: str
    words: str
    lines: tuple[str, ...]
    context: Context


def mutations(
    text: str, context: Context, trace: Trace, *, numbers: bool = True, demanded: Sequence[str] = ()
) -> Iterator[Mutation]:
    """The faults of an example, the text and what it describes, that a rule with this trace should notice.

    `numbers`: the rule looks at the numbers in sentences too; `demanded` are the sections whose words it demands.
    """
    yield from _of_cells(context, context.report, trace.cells, "")
    if context.previous is not None:
        yield from _of_cells(context, context.previous, trace.earlier, "上年：")
    yield from _dropped_sections(text, {address.partition(".")[0] for address in trace.cells} | set(demanded))
    if numbers:
        yield from _changed_sentences(text, trace)


def _of_cells(context: Context, report: Report, read: Sequence[str], prefix: str) -> Iterator[Mutation]:
    cells = [report.cells[a] for a in read if a in report.cells and report.cells[a].doubt is None]
    filled = [cell for cell in cells if cell.value]
    for cell in sampled(filled, MOST // 2):
        for step in (1, -1):
            yield _mutation("数字±1", context, report, prefix, {cell.address: _stepped(cell, step)})
    pairs = [(one, other) for one in filled for other in _neighbours(one, cells) if one.value != other.value]
    for one, other in sampled(pairs, MOST // 2):
        yield _mutation("两格互换", context, report, prefix, {one.address: other.text, other.address: one.text})
    for cell in sampled(filled, MOST // 2):
        yield _mutation("改成空白", context, report, prefix, {cell.address: ""})


def _stepped(cell: Cell, step: int) -> str:
    """The text of a cell with its number one more or one less."""
    assert cell.value is not None
    number = f"{abs(cell.value) + step:f}"
    return _DIGITS.sub(number, cell.text, count=1) if _DIGITS.search(cell.text) else number


def _neighbours(cell: Cell, cells: Sequence[Cell]) -> Iterator[Cell]:
    """The next cell to the right and the next one below among those that are read."""
    right = [one for one in cells if (one.table, one.row) == (cell.table, cell.row)]
    below = [one for one in cells if (one.table, one.column) == (cell.table, cell.column)]
    for line in (right, below):
        place = line.index(cell) + 1
        if place < len(line):
            yield line[place]


def _mutation(kind: str, context: Context, report: Report, prefix: str, texts: dict[str, str]) -> Mutation:
    changed = with_texts(report, texts)
    was = {address: report.cells[address].text for address in texts}
    words = "，".join(
        f"{address_words(address, report.edition)} {was[address]} → {text or '空白'}" for address, text in texts.items()
    )
    return Mutation(
        kind,
        f"{'上年的' if prefix else ''}{words}",
        tuple(f"{prefix}{address} = {text}".rstrip() for address, text in texts.items()),
        msgspec.structs.replace(context, **{"previous" if prefix else "report": changed}),
    )


def with_texts(report: Report, texts: dict[str, str]) -> Report:
    """The report with other texts in these cells, as if it had been read so."""
    cells = dict(report.cells)
    tables = dict(report.tables)
    for address, text in texts.items():
        cell = cells[address]
        read = read_value(text)
        cells[address] = msgspec.structs.replace(
            cell,
            text=read.text,
            kind=read.kind,
            value=read.value,
            unit=read.unit or (cell.unit if read.value is not None else None),
            note=read.note,
            doubt=read.doubt,
        )
        table = tables[cell.table]
        rows = tuple(
            msgspec.structs.replace(
                row,
                texts=tuple(
                    text if place == cell.place else old for old, place in zip(row.texts, row.places, strict=True)
                ),
            )
            for row in table.rows
        )
        tables[cell.table] = msgspec.structs.replace(table, rows=rows)
    return msgspec.structs.replace(report, cells=cells, tables=tables)


def written_sections(text: str, trace: Trace) -> dict[str, str]:
    """The sections that the example writes and the rule reads, each with the example without those lines."""
    lines = text.splitlines()
    found = {m[1] for line in lines if (m := _PROSE.match(line)) and SECTIONS[m[1]] in trace.sections}
    return {
        one: "\n".join(line for line in lines if not ((m := _PROSE.match(line)) and m[1] == one))
        for one in sorted(found)
    }


def _dropped_sections(text: str, numerals: set[str]) -> Iterator[Mutation]:
    for numeral in sorted(numerals, key="一二三四五六".index):
        line = f"去掉 {numeral}"
        try:
            changed = example_context(f"{text}\n{line}")
        except GoujiError:
            continue  # the example has dropped it itself
        yield Mutation("去掉部分", f"去掉第{numeral}部分", (line,), changed)


def _changed_sentences(text: str, trace: Trace) -> Iterator[Mutation]:
    """The numbers in the sentences that the example writes, each one more and one less."""
    kinds = set(trace.sections)
    lines = text.splitlines()
    places = [
        (number, found, figure)
        for number, line in enumerate(lines)
        if (found := _PROSE.match(line)) and SECTIONS[found[1]] in kinds
        for figure in figures(found[2])
        if figure.value and not figure.approximate and _DIGITS.match(found[2], figure.start)
    ]
    for number, found, figure in sampled(places, MOST // 4):
        for step in (Decimal(1), Decimal(-1)):
            digits = _DIGITS.match(found[2], figure.start)
            assert digits is not None
            value = f"{Decimal(digits[0].replace(',', '')) + step:f}"
            line = f"{found[1]}：{found[2][: digits.start()]}{value}{found[2][digits.end() :]}"
            changed = example_context("\n".join([*lines[:number], line, *lines[number + 1 :]]))
            words = f"正文“{digits[0]}{figure.measure}” → “{value}{figure.measure}”"
            yield Mutation("正文数字±1", words, (line,), changed)


def sampled(items: Sequence[T], most: int) -> list[T]:
    """At most so many, evenly spread, always the same."""
    if len(items) <= most:
        return list(items)
    return [items[place * len(items) // most] for place in range(most)]


def numbers_matter(failing: Sequence[str], passing: str) -> bool:
    """Whether a 反例 writes the prose of a 正例 with other numbers: then its rule looks at them."""
    return any(_masked(one) == _masked(passing) != "" for one in failing)


def _masked(text: str) -> str:
    prose = "\n".join(line.strip() for line in text.splitlines() if _PROSE.match(line))
    return _DIGITS.sub("#", prose)
