"""No finding rests on a figure of which it is not sure that it is the one: the rule did not check that part.

A rule may look at every cell; what it says of doubtful ones is set aside here, whatever the rule, with the doubt as the
reason. Words that stand there whatever figure they are (a finding that quotes the cell's own text) remain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from gouji.editions import address_words
from gouji.gathered import gathered
from gouji.model import Cell, Finding, Report
from gouji.rule.host import Answer
from gouji.text import quoted


def without_doubtful(answer: Answer, report: Report) -> Answer:
    """The answer without findings that rest on doubtful cells; these become parts that were not checked."""
    if not answer.findings or not (doubtful := doubtful_cells(report)):
        return answer
    sure: list[Finding] = []
    unchecked = list(answer.unchecked)
    for finding in answer.findings:
        cell = next((doubtful[address] for address in _rests_on(finding) if address in doubtful), None)
        if cell is None:
            sure.append(finding)
        elif _quotes_all(finding, doubtful):
            cells = tuple(address for address in finding.cells if address not in doubtful)
            sure.append(msgspec.structs.replace(finding, cells=cells))
        else:
            unchecked.append(doubt_words([cell], report))
    return msgspec.structs.replace(answer, findings=tuple(sure), unchecked=tuple(dict.fromkeys(unchecked)))


@gathered
def doubtful_cells(report: Report) -> dict[str, Cell]:
    """The cells of which it is not sure that they belong where they stand, or read so."""
    return {address: cell for address, cell in report.cells.items() if cell.doubt is not None}


def doubt_words(cells: Sequence[Cell], report: Report) -> str:
    """Doubtful cells with one doubt, in words: 表三 一、本年新收…·自然人存疑：…."""
    more = f"等{len(cells)}格" if len(cells) > 1 else ""
    return f"{address_words(cells[0].address, report.edition)}{more}存疑：{cells[0].doubt}"


def doubts(report: Report) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Every doubt once, with the cells that it concerns, in the order of the report."""
    by_doubt: dict[str, list[Cell]] = {}
    for cell in report.cells.values():
        if cell.doubt is not None:
            by_doubt.setdefault(cell.doubt, []).append(cell)
    for doubt, cells in by_doubt.items():
        yield doubt, tuple(cells)


def _rests_on(finding: Finding) -> Iterator[str]:
    yield from finding.cells
    yield from finding.expected
    for proposal in finding.proposals:
        yield from (change.cell for change in proposal.changes)


def _quotes_all(finding: Finding, doubtful: dict[str, Cell]) -> bool:
    """Whether the finding quotes the texts of its doubtful cells and says nothing of their figures."""
    if finding.expected or finding.proposals or finding.equation:
        return False
    said = {(quote.text, quote.place) for quote in finding.quotes}
    own = [doubtful[address] for address in finding.cells if address in doubtful]
    return all(any(place == cell.place and quoted(cell.text) in text for text, place in said) for cell in own)
