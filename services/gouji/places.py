"""Several places in few words: the cells of one row of a table, the names of cells on one worksheet."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from gouji.model import Place


def places_words(places: Iterable[Place]) -> str:
    """Where they are in a file of pages or worksheets: `第3页第2个表格第4行`, `工作表“年报”C5、D5单元格`.

    Empty for other files: there the row's own name says as much.
    """
    sheets: dict[str, list[str]] = {}
    others: list[str] = []
    for place in places:
        if place.sheet and place.cell:
            sheets.setdefault(place.sheet, []).append(place.cell)
        elif place.page:
            others.append(msgspec.structs.replace(place, column=None).words())
    named = [f"工作表“{sheet}”{'、'.join(dict.fromkeys(cells))}单元格" for sheet, cells in sheets.items()]
    return "；".join(filter(None, dict.fromkeys([*named, *others])))
