"""A finding as it is shown: what it says, what stands there now, what should stand there, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gouji.digest import Disposition, FindingStatus, Ruling
from gouji.editions import address_words
from gouji.model import Cell, CellKind, Finding, Quote, Report, Severity
from gouji.places import places_words
from gouji.web.marks import Marks, severity_of
from gouji.web.words import plain

_TRUSTED = ("唯一", "最可能")
"""The certainties of a proposal whose figures may stand under 应为."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a mark in the document; `anchor` is None for what stands nowhere in it."""

    text: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Cells of one row of a table that say the same: where, the cells, what they say, what they should say.

    `source` is where they stand in the file, empty when that is not known.
    """

    where: str
    source: str
    cells: tuple[Link, ...]
    found: str
    expected: str | None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One figure of a repair, its cell in words."""

    cell: Link
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """A repair with its figures."""

    certainty: str
    why: str
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A sentence of the report with its place in words."""

    words: Link
    where: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with its number on the page; `status` compares it with the version before, None without one.

    `standing` is how it stands by what a person said of it, `ruling` what that was.
    """

    number: int
    finding: Finding
    severity: Severity
    quotes: tuple[ShownQuote, ...]
    figures: tuple[Figures, ...]
    proposals: tuple[ShownProposal, ...]
    status: FindingStatus | None
    standing: Disposition = Disposition.OPEN
    ruling: Ruling | None = None

    @property
    def anchor(self) -> str | None:
        """The first mark of this finding, None when it speaks of something that is not there."""
        links = [quote.words for quote in self.quotes] + [link for row in self.figures for link in row.cells]
        return next((link.anchor for link in links if link.anchor), None)


def show(
    report: Report, findings: Sequence[tuple[Finding, FindingStatus | None]], marks: Marks
) -> tuple[ShownFinding, ...]:
    """The findings, numbered from 1 as they are marked, each piece of evidence leading to its mark."""
    return tuple(
        _show(_Evidence(report, finding, number, marks), finding, number, status)
        for number, (finding, status) in enumerate(findings, start=1)
    )


def _show(evidence: _Evidence, finding: Finding, number: int, status: FindingStatus | None) -> ShownFinding:
    return ShownFinding(
        number=number,
        finding=finding,
        severity=severity_of(finding),
        quotes=tuple(evidence.quotes()),
        figures=tuple(evidence.figures()),
        proposals=tuple(evidence.proposals()),
        status=status,
    )


class _Evidence:
    def __init__(self, report: Report, finding: Finding, number: int, marks: Marks) -> None:
        self._report, self._finding, self._number, self._marks = report, finding, number, marks

    def quotes(self) -> Iterator[ShownQuote]:
        for quote in dict.fromkeys(self._finding.quotes):
            yield ShownQuote(Link(quote.text, self._anchor(quote)), quote.place.words())

    def figures(self) -> Iterator[Figures]:
        rows = ((self._where(address), *self._values(address), address) for address in self._finding.cells)
        for (where, found, expected), same in groupby(rows, key=lambda row: row[:3]):
            addresses = [address for *_, address in same]
            links = tuple(self._link(address, _column(address)) for address in addresses)
            cells = self._report.cells
            source = places_words(cells[address].place for address in addresses if address in cells)
            yield Figures(where, source, links, found, expected)

    def proposals(self) -> Iterator[ShownProposal]:
        for proposal in sorted(self._finding.proposals, key=lambda proposal: proposal.rank):
            changes = (ShownChange(self._named(c.cell), written(c.before), written(c.after)) for c in proposal.changes)
            yield ShownProposal(proposal.standing, proposal.why, tuple(changes))

    def _values(self, address: str) -> tuple[str, str | None]:
        """What the cell says and what it should say."""
        cell = self._report.cells.get(address)
        return found_in(cell), self._expected(address)

    def _expected(self, address: str) -> str | None:
        if address in self._finding.expected:
            return plain(self._finding.expected[address])
        trusted = [proposal for proposal in self._finding.proposals if proposal.certainty in _TRUSTED]
        best = min(trusted, key=lambda proposal: proposal.rank, default=None)
        changes = best.changes if best else ()
        return next((written(change.after) for change in changes if change.cell == address), None)

    def _named(self, address: str) -> Link:
        return self._link(address, "·".join(part for part in (self._where(address), _column(address)) if part))

    def _link(self, address: str, words: str) -> Link:
        return Link(words, self._anchor(address))

    def _anchor(self, evidence: str | Quote) -> str | None:
        return self._marks.anchors.get((self._number, evidence))

    def _where(self, address: str) -> str:
        """The table and the row in the form's own words; a finding may also name a whole row or table."""
        column = _column(address)
        if not column:
            return f"表{address}"
        return address_words(address, self._report.edition).removesuffix(f"·{column}")


def _column(address: str) -> str:
    return "".join(address.split(".", 2)[2:])


def found_in(cell: Cell | None) -> str:
    """What a cell says, in words where it says nothing."""
    if cell is None:
        return "没有这一格"
    return "空白" if cell.kind is CellKind.BLANK else cell.text


def written(text: str) -> str:
    """A figure of a repair; an empty one is a blank."""
    return text if text.strip() else "空白"
