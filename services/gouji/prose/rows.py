"""Where in 表三 the numbers of handlings stand: the keys of the rows that add up to each."""

from __future__ import annotations

from collections.abc import Collection

from gouji.prose.handling import Handling

_H = Handling
_ROWS = {
    _H.CARRIED_IN: ("R02",),
    _H.CARRIED_OUT: ("R23",),
    _H.FINISHED: ("R22",),
    _H.GRANTED: ("R03",),
    _H.PARTLY: ("R04",),
    _H.REFUSED: ("R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12"),
    _H.SECRET: ("R05",),
    _H.FORBIDDEN: ("R06",),
    _H.SECURITY: ("R07",),
    _H.THIRD_PARTY: ("R08",),
    _H.INTERNAL: ("R09",),
    _H.PROCESS: ("R10",),
    _H.ENFORCEMENT: ("R11",),
    _H.QUERY: ("R12",),
    _H.UNAVAILABLE: ("R13", "R14", "R15"),
    _H.NOT_HELD: ("R13",),
    _H.NOT_MADE: ("R14",),
    _H.UNCLEAR: ("R15",),
    _H.NOT_PROCESSED: ("R16", "R17", "R18", "R19", "R20"),
    _H.PETITION: ("R16",),
    _H.REPEATED: ("R17",),
    _H.PUBLICATION: ("R18",),
    _H.MASSIVE: ("R19",),
    _H.CONFIRMATION: ("R20",),
}
#: 其他处理 has one row in the form of 2019 and three in that of 2021.
_OTHER_ROW, _OTHER_ROWS = "R21", ("R21a", "R21b", "R21c")
_OF_2021 = {_H.UNCORRECTED: "R21a", _H.UNPAID: "R21b"}


def rows_of(handling: Handling, there: Collection[str]) -> tuple[str, ...]:
    """The rows that a number of this handling is the sum of; `there` are the addresses that the report has.

    Empty where 表三 has no row of its own for it.
    """
    if handling is Handling.OTHER:
        return (_OTHER_ROW,) if f"三.{_OTHER_ROW}.总计" in there else _OTHER_ROWS
    if handling in _OF_2021:
        row = _OF_2021[handling]
        return (row,) if f"三.{row}.总计" in there else ()
    return _ROWS.get(handling, ())
