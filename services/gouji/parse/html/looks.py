"""How an element is shown, as far as that changes what is read: its style, its class and role, the page's own rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

Attributes = dict[str, str | None]

_DECLARATION = re.compile(
    r"(?:^|[;\s{])(display|visibility|list-style|list-style-type|white-space|font-size|opacity|vertical-align|"
    r"grid-template-columns|grid-column|grid-row|flex-direction|mso-hide|mso-element|mso-ignore|mso-footnote-id|mso-comment-reference)"
    r"\s*:\s*([^;]+)"
)
#: A rule for what stands in something else counts where it draws a table; hiding takes the whole selector.
_DRAWING = re.compile(
    r"(?:^|[;\s{])display\s*:\s*(?:inline-)?(?:table|table-row|table-cell|flex)\s*(?:!important)?\s*(?:;|$)"
)
_WITHIN = re.compile(r".*[\s>]((?:[a-z][a-z0-9]*)?\.[-\w]+)", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][-\w]+")
_OTHER_MEDIA = re.compile(r"print|max-width|speech|aural|handheld")
_LONGEST_BODY = 2_000
_MOST_RULES, _LONGEST_SHEET, _LONGEST_SELECTOR, _LONGEST_TRACKS = 2_000, 500_000, 100, 300

_SHAPES = {"table": "table", "inline-table": "table", "table-row": "tr", "table-cell": "td", "grid": "grid"}
_SHAPES |= {"flex": "flex", "inline-flex": "flex"}
_NAMING = frozenset(("class", "role", "id"))
_ROLES = {"table": "table", "grid": "table", "treegrid": "table", "row": "tr"}
_ROLES |= dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader"), "td")
_CLASSES = dict.fromkeys(("tr", "table-row", "t-row"), "tr") | dict.fromkeys(("td", "th", "table-cell", "t-cell"), "td")
_NEVER_SHOWN = re.compile(
    r"(?:^|\s)(?:MsoToc\d|MsoFootnoteReference|MsoEndnoteReference|msocomanchor|msoDel|"
    r"footnotes?|endnotes?|footnotes?-list|footnote-ref)(?:\s|$)"
)
#: Footnotes, as left out of Word files too: what they say is no part of the sentence or figure that they stand at.
_NOTES = frozenset(("doc-noteref", "doc-endnotes", "doc-endnote", "doc-footnote", "doc-footnotes"))
_OFFICE_PARTS = ("footnote-list", "endnote-list", "comment-list", "comment", "header", "footer")
_FURNITURE_ROLES = frozenset(("navigation", "contentinfo", "complementary", "search", "menu", "menubar"))
_FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|footer|foot|breadcrumbs?|crumbs?|share|bdshare\w*|copyright|sidebar|qrcode|ewm|"
    r"pagination|pager|friendlinks?)(?:$|[-_\s])",
    re.IGNORECASE,
)


class Look(msgspec.Struct, frozen=True):
    """How an element is shown.

    `hidden`: not at all. `blank`: its place only. `shape`: as a `table`, `tr`, `td`, `grid` or, where others
    like it stand beside it, `flex` row whatever its tag is.
    `marker`: the kind of numbers of its list. `columns`: the tracks of a grid; `wide`, `tall`: what a cell of it spans,
    0 where it is put at a place of its own. `furniture`: what stands around an article.
    """

    hidden: bool = False
    blank: bool = False
    preformatted: bool = False
    raised: bool = False
    furniture: bool = False
    unmerged: bool = False
    shape: str | None = None
    marker: str | None = None
    columns: int = 0
    wide: int = 1
    tall: int = 1


class Looks:
    """The looks of a page's elements; `sheets` are the texts of its `<style>` elements."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules = _rules(sheets)
        self._known: dict[tuple[str | None, ...], Look | None] = {}
        self._styled: dict[str | None, Look | None] = {None: None}

    def of(self, tag: str, attributes: Attributes) -> Look | None:
        """The look of an element, None when nothing about it is special."""
        if not self._rules and _NAMING.isdisjoint(attributes):
            written = attributes.get("style")
            try:
                return self._styled[written]
            except KeyError:
                look = self._styled[written] = self._look(tag, written, None, None, None)
                return look
        style, classes, role = attributes.get("style"), attributes.get("class"), attributes.get("role")
        named = attributes.get("id")
        key = (style, classes, role, named, tag) if self._rules else (style, classes, role, named)
        try:
            return self._known[key]
        except KeyError:
            look = self._known[key] = self._look(tag, style, classes, role, named)
            return look

    def _look(
        self, tag: str, style: str | None, classes: str | None, role: str | None, name: str | None
    ) -> Look | None:
        styles = [self._rules[key] for key in self._keys(tag, classes, name) if key in self._rules]
        said = {
            found[1]: found[2].strip() for found in _DECLARATION.finditer(";".join([*styles, (style or "").lower()]))
        }
        look = Look(
            hidden=_is_hidden(said) or (role or "").lower() in _NOTES or _NEVER_SHOWN.search(classes or "") is not None,
            blank=_is_blank(said),
            preformatted=said.get("white-space", "").startswith("pre"),
            raised=said.get("vertical-align", "").startswith("super"),
            furniture=(role or "") in _FURNITURE_ROLES
            or _FURNITURE.search(f"{classes or ''} {name or ''}") is not None,
            unmerged=said.get("mso-ignore") == "colspan",
            shape=_ROLES.get((role or "").lower()) or _by_display(said) or _by_class(classes),
            marker=_marker(said),
            columns=_tracks(said.get("grid-template-columns")),
            wide=_spans(said.get("grid-column")),
            tall=_spans(said.get("grid-row")),
        )
        return None if look == _ORDINARY else look

    def _keys(self, tag: str, classes: str | None, name: str | None) -> Iterable[str]:
        if not self._rules:
            return ()
        selectors = [f".{one}" for one in (classes or "").lower().split()] + ([f"#{name.lower()}"] if name else [])
        return (tag, *selectors, *(tag + selector for selector in selectors))


_ORDINARY = Look()


def _rules(sheets: Iterable[str]) -> Mapping[str, str]:
    """Of the page's rules those that matter, by simple selector; a later one adds to an earlier one."""
    rules: dict[str, str] = {}
    for sheet in sheets:
        text = sheet[:_LONGEST_SHEET].lower()
        if not _DECLARATION.search(text):
            continue
        for selectors, body in _in_force(_without_comments(text)):
            if not _DECLARATION.search(body):
                continue
            for selector in dict.fromkeys(map(str.strip, selectors.split(","))):
                if len(selector) > _LONGEST_SELECTOR or len(rules) >= _MOST_RULES:
                    continue
                drawn = _DRAWING.search(body) if " " in selector or ">" in selector else None
                within = _WITHIN.fullmatch(selector) if drawn else None
                if drawn and within:
                    rules[within[1]] = f"{rules.get(within[1], '')[-_LONGEST_BODY:]};{drawn[0]}"
                elif _SIMPLE.fullmatch(selector):
                    rules[selector] = f"{rules.get(selector, '')[-_LONGEST_BODY:]};{body[:_LONGEST_BODY]}"
    return rules


def _without_comments(sheet: str) -> str:
    head, *rest = sheet.replace("<!--", "").replace("-->", "").split("/*")
    return head + "".join(piece.partition("*/")[2] for piece in rest)


def _in_force(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules for a wide screen."""
    open_blocks: list[str] = []
    position = 0
    for brace in _BRACE.finditer(sheet):
        between = sheet[position : brace.start()]
        position = brace.end()
        if brace[0] == "{":
            open_blocks.append(between.rpartition(";")[2].strip())
        elif open_blocks:
            head = open_blocks.pop()
            if not head.startswith("@") and not any(_OTHER_MEDIA.search(block) for block in open_blocks):
                yield head, between


def _plain(value: str | None) -> str:
    return (value or "").replace("!important", "").strip()


def _is_hidden(said: Mapping[str, str]) -> bool:
    return (
        _plain(said.get("display")) == "none"
        or "all" in said.get("mso-hide", "")
        or _plain(said.get("mso-element")) in _OFFICE_PARTS
        or "mso-footnote-id" in said
        or "mso-comment-reference" in said
    )


def _is_blank(said: Mapping[str, str]) -> bool:
    return (
        _plain(said.get("visibility")) in ("hidden", "collapse")
        or re.fullmatch(r"0+(?:\.0+)?(?:px|pt|em|rem|%)?", _plain(said.get("font-size"))) is not None
        or re.fullmatch(r"0+(?:\.0+)?%?", _plain(said.get("opacity"))) is not None
    )


def _by_display(said: Mapping[str, str]) -> str | None:
    shape = _SHAPES.get(_plain(said.get("display")))
    return None if shape == "flex" and said.get("flex-direction", "").startswith("column") else shape


def _by_class(classes: str | None) -> str | None:
    return next((_CLASSES[name] for name in (classes or "").lower().split() if name in _CLASSES), None)


def _marker(said: Mapping[str, str]) -> str | None:
    written = said.get("list-style-type") or said.get("list-style")
    return _plain(written) or None


def _tracks(written: str | None) -> int:
    """How many columns a grid has, 0 when that depends on the width of the page."""
    text = _plain(written)[:_LONGEST_TRACKS]
    if not text or "auto-fi" in text or text == "none":
        return 0
    text = re.sub(r"\[[^\]]*\]", " ", text)
    count = 0
    for times, inner in re.findall(r"repeat\(\s*([0-9]{1,3})\s*,((?:[^()]|\([^()]*\))*)\)", text):
        count += int(times) * _listed(inner)
    return count + _listed(re.sub(r"repeat\((?:[^()]|\([^()]*\))*\)", " ", text))


def _listed(tracks: str) -> int:
    return len(re.sub(r"\([^()]*\)", "", tracks).split())


def _spans(written: str | None) -> int:
    text = _plain(written)
    if not text or text == "auto":
        return 1
    found = re.fullmatch(r"(?:auto\s*/\s*)?span\s+([0-9]{1,3})(?:\s*/\s*auto)?", text)
    return max(int(found[1]), 1) if found else 0
