"""MIME: bytes → parts, each with its headers and its content; for mails and for saved web pages.

The standard library's parser walks line by line through every level of nesting, and gives a message within a message
back in other bytes than it came in. This one cuts at the boundaries, in time that grows with the size alone; the
standard library then reads the headers, which are short.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.message import Message

import msgspec

from gouji.errors import Unreadable
from gouji.names import display_name
from gouji.parse.mail.words import decoded

MOST_PARTS, DEEPEST = 10_000, 10
_MOST_HEADERS, _LONGEST_HEADER = 1000, 10_000
_HEAD_END = re.compile(rb"\r?\n[ \t]*\r?\n|\r[ \t]*\r(?!\n)")
_LONGEST_HEAD = 1_000_000
_HEADER = re.compile(r"([!-9;-~]+)[ \t]*:[ \t]*(.*)", re.DOTALL)
_FOLDED = re.compile(r"(?:\r\n|\r|\n)(?=[ \t])")
_LINES = re.compile(r"\r\n|\r|\n")
_LONGEST_BOUNDARY = 1000

TOO_MANY_PARTS = "邮件的结构异常（超过 {most} 个部分），无法读取；请把附件取出后投递"
TOO_DEEP = "邮件的结构嵌套过深（超过 {most} 层），无法读取；请把附件取出后投递"


class Part(msgspec.Struct, frozen=True):
    """A part that holds no others: its headers, its body as transferred, and the kinds of the parts around it.

    `cut` says that the boundary behind it never came: the file ends before the part does.
    """

    headers: Message
    body: bytes
    within: tuple[str, ...] = ()
    cut: bool = False

    @property
    def kind(self) -> str:
        """`text/html`, in lower case."""
        return self.headers.get_content_type()

    @property
    def charset(self) -> str | None:
        return parameter(self.headers, "charset")

    def content(self) -> bytes:
        """The bytes that were transferred; damaged encoding gives as much of them as there is."""
        encoding = str(self.headers.get("content-transfer-encoding", "")).strip().lower()
        if encoding == "base64":
            return _from_base64(self.body)
        return binascii.a2b_qp(self.body) if encoding == "quoted-printable" else self.body


def split(content: bytes) -> tuple[Message, bytes]:
    """The headers of a message and its body."""
    start = len(content) - len(content.lstrip(b"\r\n\t \xef\xbb\xbf"))
    end = _HEAD_END.search(content, start, start + _LONGEST_HEAD)
    head, body = (content[start : end.start()], content[end.end() :]) if end else (content[start:], b"")
    return _headers(head[:_LONGEST_HEAD]), body


def parts(content: bytes) -> Iterator[Part]:
    """The parts of a message in order, however deep they stand; raises Unreadable for more than any mail has."""
    for count, part in enumerate(_parts(*split(content), ())):
        if count >= MOST_PARTS:
            raise Unreadable(TOO_MANY_PARTS.format(most=MOST_PARTS))
        yield part


def _parts(headers: Message, body: bytes, within: tuple[str, ...], *, cut: bool = False) -> Iterator[Part]:
    if len(within) > DEEPEST:
        raise Unreadable(TOO_DEEP.format(most=DEEPEST))
    boundary = parameter(headers, "boundary") if headers.get_content_maintype() == "multipart" else None
    if not boundary:
        yield Part(headers, body, within, cut)
        return
    for piece, is_cut in _pieces(body, boundary):
        # A piece without headers begins with its empty line.
        inner = (Message(), piece.lstrip(b"\r\n")) if piece[:1] in (b"\r", b"\n") else split(piece)
        yield from _parts(*inner, (*within, headers.get_content_type()), cut=is_cut)


def _pieces(body: bytes, boundary: str) -> Iterator[tuple[bytes, bool]]:
    """What stands between the boundary's lines, and whether the line behind it is missing."""
    mark = re.escape(boundary.encode("utf-8", "surrogateescape")[:_LONGEST_BOUNDARY])
    line = re.compile(rb"(?:\A|\r\n|\n|\r)--" + mark + rb"(--)?[ \t]*(?=\r|\n|\Z)(?:\r\n|\r|\n)?")
    start = None
    for found in line.finditer(body):
        if start is not None:
            yield body[start : max(found.start(), start)], False
        start = found.end()
        if found[1]:
            return
    if start is not None and start < len(body):
        yield body[start:], True


def _headers(head: bytes) -> Message:
    """Unfolded headers; what is neither ASCII nor declared is UTF-8 or GB18030."""
    message = Message()
    for line in _LINES.split(_FOLDED.sub("", _text(head)))[:_MOST_HEADERS]:
        if found := _HEADER.fullmatch(line[:_LONGEST_HEADER]):
            name, value = found[1], found[2]
            # Some programs encode such a header whole, parameters and all.
            message[name] = decoded(value) if value.startswith("=?") and name.lower().startswith("content-") else value
    return message


def _text(head: bytes) -> str:
    try:
        return head.decode()
    except UnicodeDecodeError:
        return head.decode("gb18030", "replace")


def parameter(headers: Message, name: str, header: str = "content-type") -> str | None:
    """A parameter of a header, RFC 2231's continued and percent-encoded ones too."""
    found = headers.get_param(name, header=header)
    if isinstance(found, tuple):
        charset, _, value = found
        raw = value.encode("latin-1", "replace")
        try:
            return raw.decode("gb18030" if (charset or "").lower().startswith("gb") else charset or "utf-8")
        except (LookupError, UnicodeDecodeError):
            return display_name(raw)
    return found or None


def _from_base64(body: bytes) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        # Cut off, or its padding lost: as many groups of four as are whole.
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body.partition(b"=")[0])
        whole = len(letters) - (len(letters) % 4 == 1)
        return binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4))
