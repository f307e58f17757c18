"""The part of a table on the next page → joined to the part before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from gouji.parse.characters import rejoin
from gouji.parse.layout.cells import Piece, Spot
from gouji.parse.layout.rulings import NEAR
from gouji.text import compact

#: The two parts may stand this far apart to left and right (margins of left and right pages), in points.
_SHIFT = 60.0
#: No table of a report runs over more pages.
_MOST_PAGES = 30
#: How far their widths may differ.
_OTHER_WIDTH = 6.0

_FIGURE = re.compile(r"[增减+\-－—±]?[0-9][0-9,，]*(?:\.[0-9]+)?%?(?:个|件|条|项|次|元|万元)?|[/\-－—―─]+|无")
_CHINESE = "[一二三四五六七八九十]{1,3}"
NUMBERED = re.compile(rf"[0-9０-９]{{1,2}}\s*[.．、]|[（(]{_CHINESE}(?:[）)]|$)|{_CHINESE}\s*[、.．]|第{_CHINESE}条")
#: Room behind a line that the next word would have taken (ems).
_FULL = 1.6


def continued(above: Piece, below: Piece) -> Piece | None:
    """Both parts as one table, None when the second is a table of its own."""
    if below.page != above.page_end + 1 or below.page - above.page > _MOST_PAGES:
        return None
    shift = below.xs[0] - above.xs[0]
    if abs(shift) > _SHIFT or abs((below.xs[-1] - below.xs[0]) - (above.xs[-1] - above.xs[0])) > _OTHER_WIDTH:
        return None
    moved = tuple(x - shift for x in below.xs)
    xs = _both(above.xs, moved)
    upper, lower = _on(above.spots, above.xs, xs), _on(below.spots, moved, xs)
    if any(spot.colspan < 1 for spot in (*upper, *lower)):
        return None
    lower = _without_header(upper, lower)
    upper, lower = _without_last(upper), _without_first(lower)
    joined = _joined(upper, lower) if lower else upper
    return msgspec.structs.replace(above, spots=tuple(joined), xs=xs, bottom=below.bottom, page_end=below.page)


def _both(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    xs = list(one)
    xs += (x for x in other if all(abs(x - known) > NEAR for known in one))
    return tuple(sorted(xs))


def _on(spots: Iterable[Spot], own: Sequence[float], xs: Sequence[float]) -> list[Spot]:
    """The cells on the columns of both parts."""
    new = [min(range(len(xs)), key=lambda place: abs(xs[place] - x)) for x in own]
    return [
        msgspec.structs.replace(
            spot, column=new[spot.column], colspan=new[spot.column + spot.colspan] - new[spot.column]
        )
        for spot in spots
    ]


def _height(spots: Iterable[Spot]) -> int:
    return max(spot.row + spot.rowspan for spot in spots)


def _without_last(spots: list[Spot]) -> list[Spot]:
    """The rows without a last one that has nothing in it: the upper edge of a row that stands on the next page."""
    last = _height(spots) - 1
    if not last or any(spot.text for spot in spots if spot.row == last):
        return spots
    kept = [spot for spot in spots if spot.row < last]
    return [_lower(spot, spot.rowspan - 1) if spot.row + spot.rowspan > last else spot for spot in kept]


def _without_first(spots: list[Spot]) -> list[Spot]:
    """The rows without a first one that has nothing in it: the lower edge of a row that stands on the page before."""
    own = [spot for spot in spots if spot.row == 0 and spot.rowspan == 1]
    if not own or any(spot.text for spot in own) or _height(spots) == 1:
        return spots
    return [
        _lower(spot, spot.rowspan - 1) if spot.row == 0 else msgspec.structs.replace(spot, row=spot.row - 1)
        for spot in spots
        if spot.row > 0 or spot.rowspan > 1
    ]


def _lower(spot: Spot, rows: int) -> Spot:
    return msgspec.structs.replace(spot, rowspan=rows)


def _without_header(upper: Sequence[Spot], lower: list[Spot]) -> list[Spot]:
    """The second part without the heading rows of the first, where they were drawn again."""
    same = 0
    while (row := _row(upper, same)) and row == _row(lower, same) and not _has_figures(lower, same):
        same += 1
    while same and any(spot.row < same < spot.row + spot.rowspan for spot in lower):
        same -= 1
    if not any(spot.text for spot in lower if spot.row < same) or _is_needed(upper, lower, same):
        return lower
    return [msgspec.structs.replace(spot, row=spot.row - same) for spot in lower if spot.row >= same]


def _is_needed(upper: Sequence[Spot], lower: Sequence[Spot], same: int) -> bool:
    """Whether these headings begin a block whose caption ended the page before: figures follow, none stands above."""
    return _has_figures(lower, same) and not any(is_figure(spot.text) for spot in _last_row(upper))


def _row(spots: Sequence[Spot], row: int) -> list[tuple[int, int, str]]:
    return [(spot.column, spot.colspan, compact(spot.text)) for spot in spots if spot.row == row]


def _has_figures(spots: Sequence[Spot], row: int) -> bool:
    return any(is_figure(spot.text) for spot in spots if spot.row == row)


def _last_row(spots: Sequence[Spot]) -> list[Spot]:
    height = _height(spots)
    return [spot for spot in spots if spot.row + spot.rowspan == height]


def is_figure(text: str) -> bool:
    """Whether a cell holds what the columns of figures hold: a number, a stroke, 无."""
    return _FIGURE.fullmatch(compact(text)) is not None


def _joined(upper: Sequence[Spot], lower: Sequence[Spot]) -> list[Spot]:
    """The rows of both, a row or a label that the page's end cut in two as one."""
    height = _height(upper)
    last = {(spot.column, spot.colspan): spot for spot in _last_row(upper)}
    first = [spot for spot in lower if spot.row == 0]
    pairs = {(spot.column, spot.colspan): (last.get((spot.column, spot.colspan)), spot) for spot in first}
    if _is_cut_row(last, first):
        return _with_cut_row(upper, lower, last, height)
    merged: dict[int, Spot] = {}
    gone: set[int] = set()
    for above, below in pairs.values():
        if above is not None and _is_one_label(above, below, upper, lower):
            merged[id(above)] = _longer(above, below, below.rowspan)
            gone.add(id(below))
    return [merged.get(id(spot), spot) for spot in upper] + [
        msgspec.structs.replace(spot, row=spot.row + height) for spot in lower if id(spot) not in gone
    ]


def _longer(above: Spot, below: Spot, more: int) -> Spot:
    text = above.text if compact(above.text) == compact(below.text) else rejoin((above.text, below.text))
    page = above.page if above.text else below.page
    return msgspec.structs.replace(
        above, text=text, page=page, rowspan=above.rowspan + more, slack=below.slack, doubt=above.doubt or below.doubt
    )


def _is_one_label(above: Spot, below: Spot, upper: Sequence[Spot], lower: Sequence[Spot]) -> bool:
    """Whether a cell goes on over the page: a label beside labels (`三、本年度办理结果`), or a heading."""
    heading = _is_heading(lower, 0)
    if not heading and not _has_label(lower, 0, below.column):
        return False
    if is_figure(above.text) or is_figure(below.text):
        return False
    if not below.text:
        return bool(above.text)
    if not above.text:
        return _has_label(upper, above.row + above.rowspan - 1, above.column)
    if compact(above.text) == compact(below.text):
        return True
    tall = above.rowspan + below.rowspan > 2  # noqa: PLR2004 - more than a row on each page
    return not NUMBERED.match(below.text) and (tall or (heading and above.slack < _FULL))


def _is_heading(spots: Sequence[Spot], row: int) -> bool:
    """A row of headings: words in at least three columns and no figure."""
    words = [spot for spot in spots if spot.row == row and spot.text]
    return len(words) > 2 and not any(is_figure(spot.text) for spot in words)  # noqa: PLR2004 - more than labels


def _has_label(spots: Sequence[Spot], row: int, column: int) -> bool:
    """Whether words stand in a row to the right of a column."""
    beside = [spot for spot in spots if spot.row <= row < spot.row + spot.rowspan and spot.column > column]
    return any(spot.text and not is_figure(spot.text) for spot in beside)


def _is_cut_row(last: dict[tuple[int, int], Spot], first: Sequence[Spot]) -> bool:
    """Whether the first row of the next page is the rest of the last row of this one.

    Its columns are the same, no column has figures in both, and the label breaks off at the end of a full line.
    """
    single = [spot for spot in first if spot.rowspan == 1]
    pairs = [(last.get((spot.column, spot.colspan)), spot) for spot in single]
    both = [(above, below) for above, below in pairs if above is not None and above.text and below.text]
    if not both or any(above is None for above, _ in pairs):
        return False
    if any(is_figure(above.text) or is_figure(below.text) for above, below in both):
        return False
    if any(NUMBERED.match(below.text) or above.slack > _FULL for above, below in both):
        return False
    figures_above = any(above is not None and is_figure(above.text) for above, _ in pairs)
    figures_below = any(is_figure(below.text) for _, below in pairs)
    return figures_above != figures_below or not (figures_above or figures_below or _is_new_row(pairs))


def _is_new_row(pairs: Sequence[tuple[Spot | None, Spot]]) -> bool:
    """Words under words: another row unless each is the rest of a full line."""
    return any(below.text and (above is None or not above.text) for above, below in pairs)


def _with_cut_row(
    upper: Sequence[Spot], lower: Sequence[Spot], last: dict[tuple[int, int], Spot], height: int
) -> list[Spot]:
    """Both parts with the cut row as one row."""
    rest = {(spot.column, spot.colspan): spot for spot in lower if spot.row == 0}
    whole = []
    for spot in upper:
        below = rest.get((spot.column, spot.colspan)) if last.get((spot.column, spot.colspan)) is spot else None
        whole.append(spot if below is None else _longer(spot, below, below.rowspan - 1))
    return whole + [msgspec.structs.replace(spot, row=spot.row + height - 1) for spot in lower if spot.row > 0]
