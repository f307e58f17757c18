"""Bytes → text: byte order mark, strict UTF-8, UTF-16 by its NULs, a declared charset, GB18030 or Big5 by likelihood.

GB18030 contains GBK and GB2312, and the pages that declare those mean it.
"""

from __future__ import annotations

import codecs
import re

import msgspec

from gouji.errors import Unreadable

REPLACEMENT = "\ufffd"

#: UTF-32 before UTF-16: its mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_UNPRINTABLE = bytes(sorted(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b")))
_EXPECTED = re.compile(r"[\t\r\n -~\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_CHINESE_CHARSETS = {"big5": "cp950", "big5-hkscs": "big5hkscs", "x-x-big5": "cp950"}
_GUESSED = {"gb18030": "GB18030（GBK）", "cp950": "Big5"}
#: Shares of a text: of damaged characters that it may have, of expected ones that it must have.
_TOLERATED, _LIKELY = 0.01, 0.9


class Decoded(msgspec.Struct, frozen=True):
    """A text, its encoding, and how many characters of it could not be read (they are U+FFFD).

    `guessed` says that neither a mark nor a declaration names the encoding.
    """

    text: str
    encoding: str
    damaged: int = 0
    guessed: bool = False

    @property
    def guessed_encoding(self) -> str | None:
        """The Chinese encoding that the text turned out to have, as people call it; None where it is declared."""
        return _GUESSED.get(self.encoding) if self.guessed else None


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The text of `content`; `declared` is the charset that an HTML page names. Raises Unreadable."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _leniently(content[len(mark) :], encoding)
    length = len(content)
    if b"\0" in content:
        if wide := _wide(content):
            return wide
        content = content.replace(b"\0", b"")
    if len(content.translate(None, _UNPRINTABLE)) < length * (1 - _TOLERATED):
        raise _not_text()
    for candidate in ("utf-8", _chinese(declared)):
        if candidate and (text := _strictly(content, candidate)) is not None:
            return Decoded(text, candidate)
    found = _likeliest(content)
    return msgspec.structs.replace(found, guessed=found.encoding in _GUESSED)


def ascii_view(content: bytes) -> str:
    """A quick look at bytes that may be text: every ASCII character is right, the others are anything."""
    for mark, encoding in _MARKS:
        if content.startswith(mark) and encoding.startswith("utf-"):
            return content[len(mark) :].decode(encoding, "replace")
    if b"\0" in content[:256]:
        return content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le", "replace")
    return content.decode("latin-1")


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _leniently(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    if text.count("\0") > len(text) * _TOLERATED:
        raise _not_text()
    return Decoded(text, encoding, text.count(REPLACEMENT))


def _wide(content: bytes) -> Decoded | None:
    """UTF-16 without a mark: the byte order that gives more of the characters a report has; None when neither does."""
    share, decoded = max(
        ((_expected_share(guess.text), guess) for guess in (_guess(content, e) for e in ("utf-16-le", "utf-16-be"))),
        key=lambda pair: pair[0],
    )
    return decoded if share >= _LIKELY else None


def _guess(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding, text.count(REPLACEMENT))


def _expected_share(text: str) -> float:
    return len(_EXPECTED.findall(text)) / max(len(text), 1)


def _chinese(declared: str | None) -> str | None:
    """The codec of a declared Chinese charset; None for any other, which on these pages is a slip."""
    name = (declared or "").lower()
    return "gb18030" if name.startswith(("gb", "x-gb", "hz-gb")) else _CHINESE_CHARSETS.get(name)


def _likeliest(content: bytes) -> Decoded:
    """Damaged UTF-8, else GB18030 when nearly all of it is GB 2312, else Big5, else damaged GB18030."""
    utf8, simplified = _guess(content, "utf-8"), _guess(content, "gb18030")
    if _slightly_damaged(utf8):
        return utf8
    if len(simplified.text.encode("gb2312", "ignore")) >= len(content) * _LIKELY:
        return simplified
    if (traditional := _strictly(content, "cp950")) is not None:
        return Decoded(traditional, "cp950")
    if _slightly_damaged(simplified):
        return simplified
    raise _not_text()


def _slightly_damaged(decoded: Decoded) -> bool:
    return decoded.damaged <= max(len(decoded.text) * _TOLERATED, 1)


def _not_text() -> Unreadable:
    return Unreadable("文件内容不是文字，也不是认得的文件格式，可能已损坏；请重新导出为 .docx、.html 或 .txt 后投递")
