"""The report among what a site puts around it: menus, where one is, links to other pages, who runs the site.

A report shows by its anchors: the headings of its sections and what only its tables say. The article is the smallest
element that holds as many kinds of them as any other does; a page has several when there are several reports.
Everything else goes, save the title above the article and the prose between the two. A page without enough anchors
stays as it is: recognition says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gouji.parse.grid import Drawing
from gouji.parse.pieces import Content

_HEADING = re.compile(
    r"\s*[（(]?([一二三四五六七八])[）)]?\s*[、.．，,:：\s]\s*(?!本年新收|上年结转|本年度办理|结转下年)\S.{1,34}$",
    re.DOTALL,
)
_OF_TABLES = {
    "第二十条第": "二",
    "本年新收政府信息公开申请数量": "三",
    "未经复议直接起诉": "四",
}
_ANCHOR_STARTS = frozenset("一二三四五六七八（( \xa0\u3000第未本")
_TITLE = re.compile(r"(?:政府信息公开|政务公开|信息公开).{0,14}(?:报告|年报)|(?:年度报告|工作报告).{0,8}信息公开")
_YEAR = re.compile(r"20\d\d|二[〇○零]")
_UNIT = re.compile(r"[局委厅院所办署市县区镇乡]|政府|街道|中心|支队")
_FURNITURE = re.compile(
    r"[【\[（(]?(?:主办单位|主办：|承办|网站标识码|政府网站标识|.{0,12}ICP备|.{0,6}公网安备|版权所有|Copyright|©|扫一扫|"
    r"分享到|分享：|上一篇|下一篇|上一条|下一条|打印本页|打印|关闭窗口|关闭本页|我要纠错|相关链接|相关阅读|相关文章|"
    r"相关信息|相关稿件|相关附件|网站地图|联系我们|关于我们|技术支持|友情链接|返回顶部|浏览次数|责任编辑)",
    re.IGNORECASE,
)
_MOST_ANCHORS = 500
_FEWEST_KINDS, _FEWEST_OF_ANOTHER, _LONGEST_TITLE, _LONGEST_FURNITURE, _PROSE = 3, 4, 60, 80, 20


class Text(str):
    """A paragraph: its ordinal among all texts of the page, and whether it is nothing but a link."""

    __slots__ = ("at", "linked")

    at: int
    linked: bool


class Span(msgspec.Struct, frozen=True):
    """An element by its texts, the last excluded, and how many kinds of anchors they are."""

    first: int
    last: int
    kinds: int = 0
    tables: bool = False


def anchor(text: str) -> str | None:
    """The kind of an anchor: a numeral for a heading, the table for words of a table; None for any other text."""
    if text[0] not in _ANCHOR_STARTS:
        return None
    if found := _HEADING.match(text):
        return found[1]
    return next((f"表{key}" for words, key in _OF_TABLES.items() if words in text[:_LONGEST_TITLE]), None)


class Articles:
    """Collects texts and elements while a page is read, and then says which texts belong to reports.

    `anchored` counts the anchors so far.
    """

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.anchored = 0
        self._anchors: list[tuple[int, str]] = []
        self._spans: list[Span] = []
        self._furniture: list[Span] = []

    @property
    def kinds(self) -> int:
        """How many kinds of anchors the page has."""
        return len({kind for _, kind in self._anchors})

    def add(self, text: str, *, linked: bool) -> Text:
        """Take the next text."""
        piece = Text(text)
        piece.at, piece.linked = len(self.texts), linked
        self.texts.append(piece)
        if (kind := anchor(text)) and not linked and len(self._anchors) < _MOST_ANCHORS:
            self._anchors.append((piece.at, kind))
            self.anchored += 1
        return piece

    def marks(self) -> tuple[int, int]:
        """How many texts and anchors there are; to be given back when the element that now begins ends."""
        return len(self.texts), self.anchored

    def end(self, marks: tuple[int, int], *, furniture: bool) -> None:
        """An element ends."""
        first, anchors = marks
        if anchors < len(self._anchors):
            kinds = {kind for _, kind in self._anchors[anchors:]}
            if len(kinds) >= _FEWEST_KINDS:
                tables = any(kind.startswith("表") for kind in kinds)
                self._spans.append(Span(first, len(self.texts), len(kinds), tables))
        elif furniture and first < len(self.texts):
            self._furniture.append(Span(first, len(self.texts)))

    def kept(self) -> set[int] | None:
        """The ordinals of the texts that belong to reports; None to keep all."""
        articles = self._distinct(self._chosen())
        if not articles:
            return None
        kept: set[int] = set()
        before = 0
        for article in articles:
            kept |= set(self._head(before, article.first, article)) | set(self._body(article))
            before = article.last
        for span in self._furniture:
            kept -= set(range(span.first, span.last))
        return kept

    def _chosen(self) -> list[Span]:
        """The smallest elements with the most kinds, none within or around another; in reading order."""
        chosen: list[Span] = []
        for span in sorted(self._spans, key=lambda span: (-span.kinds, span.last - span.first)):
            apart = all(span.last <= other.first or other.last <= span.first for other in chosen)
            enough = not chosen or (span.tables and span.kinds >= _FEWEST_OF_ANOTHER)
            if apart and enough:
                chosen.append(span)
        return sorted(chosen, key=lambda span: span.first)

    def _distinct(self, articles: Sequence[Span]) -> list[Span]:
        """Without the copies of an article that a page holds for printing or for small screens."""
        known: dict[tuple[str, ...], Span] = {}
        for article in articles:
            known.setdefault(self._substance(article) if len(articles) > 1 else (), article)
        return list(known.values())

    def _substance(self, article: Span) -> tuple[str, ...]:
        """What tells one report from another: its titles, and its text from the first anchor to the last.

        What a site writes around a copy is none of it. An article without a title of its own is all its text.
        """
        anchors = [at for at, _ in self._anchors if article.first <= at < article.last]
        titles = [text for text in self.texts[article.first : anchors[0]] if _is_title(text)]
        texts = self.texts[anchors[0] : anchors[-1] + 1] if titles else self.texts[article.first : article.last]
        return tuple("".join("".join(part).split()) for part in (titles[-1:], texts))

    def _head(self, start: int, end: int, article: Span) -> Iterator[int]:
        """The title above an article that does not hold it itself, and the prose between."""
        first_anchor = next((at for at, _ in self._anchors if at >= article.first), article.first)
        if any(map(_is_title, self.texts[article.first : first_anchor])):
            return
        above = [text for text in self.texts[start:end] if not text.linked and not self._is_furniture(text)]
        titles = [number for number, text in enumerate(above) if _is_title(text)]
        dated = [number for number in titles if _YEAR.search(above[number])]
        if not titles:
            yield from (text.at for text in above if len(text) > _PROSE and text.endswith("。"))
            return
        title = (dated or titles)[-1]
        if title and not _UNIT.search(_TITLE.split(above[title])[0]) and above[title - 1].at == above[title].at - 1:
            yield above[title - 1].at
        yield above[title].at
        yield from (text.at for text in above[title + 1 :] if len(text) > _PROSE and text.endswith(("。", "：")))

    def _is_furniture(self, text: Text) -> bool:
        return any(span.first <= text.at < span.last for span in self._furniture)

    def _body(self, article: Span) -> Iterator[int]:
        """The article's texts up to what a site puts below it."""
        last = max(at for at, _ in self._anchors if at < article.last)
        for text in self.texts[article.first : article.last]:
            if text.at > last and len(text) <= _LONGEST_FURNITURE and _FURNITURE.match(text):
                return
            yield text.at


def _is_title(text: Text) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.linked and "。" not in text and _TITLE.search(text) is not None


def only(contents: Iterable[Content], kept: set[int], spans: dict[int, tuple[int, int]]) -> Iterator[Content]:
    """Of the contents those that are kept; `spans` says which texts a drawing holds, by its identity.

    A table of which some texts go arranges the page: what is kept of it flows on.
    """
    for content in contents:
        if isinstance(content, Text):
            if content.at in kept:
                yield content
        elif isinstance(content, Drawing):
            held = range(*spans.get(id(content), (0, 0)))
            staying = sum(at in kept for at in held)
            if staying == len(held):
                if held:
                    yield content
            elif staying:
                for cell in content.cells:
                    yield from only(cell.contents, kept, spans)
