"""Reports given together: each is judged with its unit's report of the year before, and beside the others of its year.

Two passes: all files are read first, then the reports are judged in the order in which they were given. In between a
report lies compressed in a temporary file; in memory stay its unit, its year and its signature, about 1 kB.
"""

from __future__ import annotations

import tempfile
import zlib
from array import array
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import msgspec

from gouji.check import Checker
from gouji.examination import Recognised
from gouji.likeness import LOOKED_AT, Candidate, likeness, promising
from gouji.model import Examined, Report
from gouji.resemblance import bands, own_prose, signature
from gouji.rule.definition import Context
from gouji.standing import Kin, kin_of
from gouji.text import compact

#: So many reports stay in memory, those that were asked for last.
_KEPT = 32
# A band and the number of a report in 64 bits.
_NUMBER_BITS = 20
_OF_ONE_BAND = 50
_Key = tuple[str, int]


@dataclass(slots=True)
class _Entry:
    """A report that was read; `key` is its unit and year, None where one of them is not known."""

    file: str
    sha256: str | None
    format: str | None
    key: _Key | None
    unit: str | None
    signature: bytes | None


class Batch:
    """Takes what comes out of the files (`add`), then judges it (`judged`); `len` is the number of answers."""

    def __init__(self) -> None:
        self._given: list[Examined | _Entry] = []
        self._shelf = _Shelf()
        self._bands: array[int] = array("Q")
        self._latest: dict[_Key, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._shelf.close()

    def __len__(self) -> int:
        return len(self._given)

    def add(self, one: Examined | Recognised) -> None:
        """Put away what was read."""
        if isinstance(one, Examined):
            self._given.append(one)
            return
        report = one.report
        key = (compact(report.unit), report.year) if report.unit and report.year else None
        signed = signature(own_prose(report)) if key else None
        self._shelf.put(len(self._given), report)
        self._given.append(_Entry(one.file, one.sha256, one.format, key, report.unit, signed))

    def judged(self, checker: Checker) -> Iterator[Examined]:
        """An answer for everything that was given, in that order."""
        entries = [(number, one) for number, one in enumerate(self._given) if isinstance(one, _Entry)]
        self._latest = {one.key: number for number, one in entries if one.key}
        self._bands = self._index()
        units = Counter(year for _, year in self._latest)
        for number, one in enumerate(self._given):
            if isinstance(one, Examined):
                yield one
                continue
            report = self._shelf.get(number)
            checked = checker.judge(self._context(report, one.key, units))
            yield Recognised(one.file, one.sha256, one.format, report).with_answer(checked)

    def _context(self, report: Report, key: _Key | None, units: Counter[int]) -> Context:
        """What the others say of it; where it is the only one of its year, there is nothing to compare it with."""
        if key is None:
            return Context(report)
        unit, year = key
        before = self._latest.get((unit, year - 1))
        previous = None if before is None else self._shelf.get(before)
        if units[year] == 1:
            return Context(report, previous)
        return Context(report, previous, peers=likeness(report, kin_of(unit, year), self._look).peers)

    def _index(self) -> array[int]:
        """The bands of the last report given of each unit and year, in their order, each with its number."""
        found: list[int] = []
        for (_, year), number in self._latest.items():
            if signed := self._entry(number).signature:
                found += [_slot(band) | number for band in bands(signed, year)]
        return array("Q", sorted(found))

    def _look(self, signed: bytes, kin: Kin) -> Sequence[Candidate]:
        year, own = kin.year or 0, {(name, kin.year) for name in kin.names}
        shared: Counter[int] = Counter()
        for band in bands(signed, year):
            shared.update(number for number in self._sharing(_slot(band)) if self._entry(number).key not in own)
        most = sorted(shared, key=lambda number: (-shared[number], number))[:LOOKED_AT]
        signatures = [(number, self._entry(number).signature or b"") for number in most]
        numbers = promising(signed, signatures)
        return [Candidate(one, self._entry(one).unit or "", self._shelf.get(one)) for one in numbers]

    def _sharing(self, slot: int) -> Iterator[int]:
        """Those that share a band, the first of many."""
        start = bisect_left(self._bands, slot)
        for value in self._bands[start : start + _OF_ONE_BAND]:
            if value >> _NUMBER_BITS != slot >> _NUMBER_BITS:
                return
            yield value & ((1 << _NUMBER_BITS) - 1)

    def _entry(self, number: int) -> _Entry:
        entry = self._given[number]
        assert isinstance(entry, _Entry)
        return entry


def _slot(band: int) -> int:
    return (band << _NUMBER_BITS) & (2**64 - 1)


class _Shelf:
    """Reports by their numbers: a few in memory, the others in a temporary file that nobody else sees."""

    def __init__(self) -> None:
        self._at_hand: OrderedDict[int, Report] = OrderedDict()
        self._places: dict[int, tuple[int, int]] = {}
        self._unwritable: dict[int, Report] = {}
        self._file = tempfile.TemporaryFile(prefix="gouji-")  # noqa: SIM115 - closed by `close`
        self._decoder = msgspec.json.Decoder(Report)

    def close(self) -> None:
        self._file.close()

    def put(self, number: int, report: Report) -> None:
        self._at_hand[number] = report
        if len(self._at_hand) > _KEPT:
            self._put_away()

    def get(self, number: int) -> Report:
        report = self._at_hand.get(number) or self._unwritable.get(number)
        if report is None:
            start, length = self._places[number]
            self._file.seek(start)
            report = self._decoder.decode(zlib.decompress(self._file.read(length)))
        self._at_hand[number] = report
        self._at_hand.move_to_end(number)
        if len(self._at_hand) > _KEPT:
            self._put_away()
        return report

    def _put_away(self) -> None:
        """Out of memory with the one that was not asked for longest."""
        number, report = self._at_hand.popitem(last=False)
        if number in self._places:
            return
        try:
            content = zlib.compress(msgspec.json.encode(report), 1)
        except UnicodeEncodeError:  # a name in another encoding, given as an argument
            self._unwritable[number] = report
            return
        start = self._file.seek(0, 2)
        self._file.write(content)
        self._places[number] = start, len(content)
