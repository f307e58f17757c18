"""Encoded words, `=?gb2312?B?…?=`: how headers carry Chinese."""

from __future__ import annotations

import binascii
import re

_WORD = re.compile(r"=\?([\w-]+)(?:\*[\w-]*)?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<=\?=)[ \t]+(?==\?)")


def decoded(text: str) -> str:
    """The text with its encoded words read; a character that was cut in two by the words' ends is put together."""
    found: list[str] = []
    pending: tuple[str, bytes] = ("", b"")
    position = 0
    text = _BETWEEN.sub("", text)
    for word in _WORD.finditer(text):
        before, charset = text[position : word.start()], word[1].lower()
        raw = _raw(word[2], word[3])
        if before or charset != pending[0]:
            found += [_text(*pending), before]
            pending = (charset, raw)
        else:
            pending = (charset, pending[1] + raw)
        position = word.end()
    return "".join([*found, _text(*pending), text[position:]])


def _raw(encoding: str, written: str) -> bytes:
    letters = written.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(letters, header=True)
    bare = re.sub(rb"[^A-Za-z0-9+/]", b"", letters)
    whole = len(bare) - (len(bare) % 4 == 1)
    return binascii.a2b_base64(bare[:whole] + b"=" * (-whole % 4))


def _text(charset: str, raw: bytes) -> str:
    """GB 2312 is what mail programs say when they mean GBK, and some say one charset and write another."""
    stated = "gb18030" if charset.startswith(("gb", "x-gb")) else charset or "ascii"
    for codec in (stated, "utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")
