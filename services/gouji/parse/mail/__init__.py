"""Mails (.eml) → Bundle: the attachments; and the letter itself, when it is a report or nothing attached can be one."""

from __future__ import annotations

import codecs
import mimetypes
import re
from collections.abc import Sequence
from email.message import Message
from itertools import chain

from gouji.errors import Unreadable
from gouji.model import Bundle, Member
from gouji.parse import anchors, bundle
from gouji.parse.encoding import decode
from gouji.parse.mail import mime
from gouji.parse.mail.mime import Part
from gouji.parse.mail.words import decoded

_BODIES = ("text/html", "text/plain")
_SIGNATURES = frozenset(
    (
        *("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"),
        *("application/pgp-keys", "text/calendar", "application/ics", "text/vcard", "text/x-vcard", "text/x-amp-html"),
        *("message/delivery-status", "message/disposition-notification", "text/rfc822-headers", "message/partial"),
    )
)
_LEFT_OUT_ENDINGS = (".p7s", ".asc", ".sig", ".ics", ".vcf")
_SEALED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_TNEF = frozenset(("application/ms-tnef", "application/vnd.ms-tnef"))
_ENDINGS = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt", "application/octet-stream": ""}
_NO_TEXT = re.compile(r"<[^<>]*>|&nbsp;|\s", re.IGNORECASE)
_LOOK = 200_000
_SHORTEST_REPORT = 500
_WIDE_CHARSETS = frozenset(("hz-gb-2312", "utf-7", "utf-16", "utf-16le", "utf-16be"))

SEALED = "邮件已加密（{how}），无法核查；请解密后把报告作为普通附件重新投递"
CUT = "邮件在这个附件中间断开，没有收完，取不出；请重新导出邮件，或直接投递附件"
TNEF = "附件包在 Outlook 专用格式（winmail.dat）里，取不出；请发件人改用“HTML”或“纯文本”格式重发，或直接投递附件"


def read(content: bytes) -> Bundle:
    """The files in the mail; raises Unreadable for one that is sealed, or holds nothing that can be a report."""
    parts = list(mime.parts(content))
    _refuse_sealed(mime.split(content)[0], parts)
    files = [part for part in parts if _is_file(part)]
    members = [_member(part) for part in files]
    size = sum(len(member.content) for member in members)
    bundle.require_bounded(len(members), size, len(content), "邮件")
    letter = [part for part in parts if not _is_file(part)]
    if all(bundle.why_no_report(member) for member in members) or _is_report(letter):
        members = [*_letter(letter), *members]
    if not members:
        raise Unreadable("邮件里没有附件，正文也是空的；请把报告作为附件重新投递")
    return bundle.gathered(members, "eml", "邮件")


def _refuse_sealed(headers: Message, parts: Sequence[Part]) -> None:
    kinds = {headers.get_content_type(), *chain.from_iterable(part.within for part in parts)}
    if "multipart/encrypted" in kinds:
        raise Unreadable(SEALED.format(how="PGP"))
    if any(part.kind in _SEALED and not part.within for part in parts):
        raise Unreadable(SEALED.format(how="S/MIME"))


def _is_file(part: Part) -> bool:
    """Whether a part is a file that somebody attached; not the letter, nor what belongs to its looks."""
    name = _stated_name(part)
    disposition = part.headers.get_content_disposition()
    if part.kind in _SIGNATURES or (name or "").lower().endswith(_LEFT_OUT_ENDINGS):
        return False
    if part.kind in _BODIES and disposition != "attachment" and not name:
        return False
    if part.headers.get_content_maintype() == "image":
        shown = disposition == "inline" or (part.headers.get("content-id") and disposition != "attachment")
        return not shown and "multipart/related" not in part.within
    return not bundle.is_litter(name or "")


def _member(part: Part) -> Member:
    name = _name(part)
    if part.kind in _TNEF or name.lower() == "winmail.dat":
        return Member(name, b"", TNEF)
    if part.kind in _SEALED:
        return Member(name, b"", SEALED.format(how="S/MIME"))
    if part.cut:
        return Member(name, b"", CUT)
    content = part.content()
    if len(content) > bundle.LARGEST_MEMBER:
        return Member(name, b"", bundle.too_large(len(content)))
    return Member(name, content)


def _name(part: Part) -> str:
    """The file's name as the mail has it, else one made of what the part says that it is."""
    if stated := _stated_name(part):
        return bundle.shown(stated)
    if part.kind == "message/rfc822":
        subject = decoded(str(mime.split(part.body)[0].get("subject", ""))).strip()
        return bundle.shown((subject or "转发的邮件").replace("/", "／").replace("\\", "＼") + ".eml")
    ending = _ENDINGS.get(part.kind)
    return "附件" + (ending if ending is not None else mimetypes.guess_extension(part.kind, strict=False) or "")


def _stated_name(part: Part) -> str | None:
    stated = mime.parameter(part.headers, "filename", "content-disposition") or mime.parameter(part.headers, "name")
    return decoded(stated).strip() or None if stated else None


def _is_report(letter: Sequence[Part]) -> bool:
    """Whether the report was written, or pasted, into the letter, whatever is attached to it."""
    texts = [_text(part) for part in letter if part.kind in _BODIES and not part.cut]
    return any(len(_NO_TEXT.sub("", text)) >= _SHORTEST_REPORT and anchors.are_enough(text) for text in texts)


def _letter(parts: Sequence[Part]) -> list[Member]:
    """The letter itself as a file, its formatted form before the plain one; in UTF-8, whatever it was sent in."""
    for kind, name in zip(_BODIES, ("正文.html", "正文.txt"), strict=True):
        written = [part for part in parts if part.kind == kind]
        texts = [_text(part) for part in written]
        if any(_NO_TEXT.sub("", text[:_LOOK]) for text in texts):
            if any(part.cut for part in written):
                raise Unreadable("邮件在正文中间断开，没有收完；请重新导出邮件后投递")
            return [Member(name, codecs.BOM_UTF8 + "\n".join(texts).encode("utf-8", "replace"))]
    return []


def _text(part: Part) -> str:
    content, charset = part.content(), (part.charset or "").lower()
    if charset in _WIDE_CHARSETS:
        return content.decode("hz" if charset.startswith("hz") else charset, "replace")
    try:
        return decode(content, charset).text
    except Unreadable:
        return ""
