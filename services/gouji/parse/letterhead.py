"""Whether a text begins like a mail, and whether that mail is a saved page: both have headers, and MIME below them."""

from __future__ import annotations

import re

_HEADER = re.compile(r"[!-9;-~]+:")
_FIRST = re.compile(r"From [^\r\n]+(?:\r\n|\r|\n)")  # the line before each mail of a Unix mailbox
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|$)")
_TYPE = re.compile(r"^content-type:\s*([\w./-]+)", re.IGNORECASE | re.MULTILINE)
_KNOWN = frozenset(
    (
        *("from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "delivered-to", "reply-to"),
        *("sender", "mime-version", "content-type", "content-transfer-encoding", "content-location"),
        *("snapshot-content-location", "dkim-signature", "arc-seal"),
    )
)
_SENT = frozenset(("to", "cc", "received", "message-id", "delivered-to", "return-path"))
_PAGES = ("multipart/related", "text/html", "multipart/alternative")


def kind_of(head: str, name: str) -> str | None:
    """`eml`, `mht`, or None for what is neither; `head` is the beginning of a text."""
    lines = _headers(_FIRST.sub("", head, count=1) if head.startswith("From ") else head)
    names = {line.partition(":")[0].strip().lower() for line in lines if line[:1] not in (" ", "\t")}
    if not _is_mail(names):
        return None
    if name.lower().endswith((".mht", ".mhtml")) or "snapshot-content-location" in names:
        return "mht"
    stated = _TYPE.search("\n".join(lines))
    is_page = stated is not None and stated[1].lower() in _PAGES and not names & _SENT
    return "mht" if is_page else "eml"


def _headers(head: str) -> list[str]:
    """The lines before the first empty one; none when there is one among them that is no header."""
    if not _HEADER.match(head):
        return []
    lines: list[str] = []
    for found in _LINE.finditer(head):
        line = found[1]
        if not line.strip():
            return lines
        if not (_HEADER.match(line) or (lines and line[0] in " \t")):
            return []
        lines.append(line)
    return lines


def _is_mail(names: set[str]) -> bool:
    if len(names & _KNOWN) < 2:  # noqa: PLR2004 - one such word may begin any text
        return False
    return bool(names & {"content-type", "mime-version", "received"}) or {"from", "subject"} <= names
