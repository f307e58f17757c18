"""Files that hold files: the names their members get, what may be taken out, and when there is nothing in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from gouji.errors import Unreadable
from gouji.model import Bundle, Member
from gouji.names import is_ignored, printable
from gouji.parse.sniff import format_of

MEGABYTE = 1_000_000
#: Bounds of one archive or mail. A county hands in some sixty reports, each below ten megabytes.
MOST_MEMBERS, LARGEST_MEMBER, LARGEST_WHOLE = 2000, 100 * MEGABYTE, 300 * MEGABYTE
#: What deflate makes of text is a twentieth, of an empty table a hundredth; small files may be as dense as they like.
HIGHEST_RATIO, DENSE_ANYWAY = 200, 10 * MEGABYTE

_LONGEST_PART, _MOST_PARTS, _MOST_NAMED = 120, 20, 3
_DRIVE = re.compile(r"[A-Za-z]:")
_LITTER = frozenset(("__macosx",))
_PAGES = (".html", ".htm", ".shtml", ".xhtml", ".mht")
_FOLDER_OF_PAGE = re.compile(r"(.+?)(?:_files|\.files|_文件)/", re.DOTALL)

TOO_MANY = "{what}里有 {count} 个文件，超过上限 {most} 个；请分成几个投递，只放年度报告"
TOO_LARGE = "{what}解开后共 {size:.0f} MB，超过上限 {most:.0f} MB；请分成几个投递，只放年度报告"
BOMB = "{what}的压缩比异常（不到 {packed:.1f} MB 解开成 {size:.0f} MB），不像正常的文件；请重新打包后投递"
MEMBER_TOO_LARGE = "文件 {size:.0f} MB，超过上限 {most:.0f} MB，没有取出；请压缩其中的图片后重新投递"
MEMBER_BOMB = "文件的压缩比异常（解开成 {size:.0f} MB），不像正常的文件，没有取出；请核对后重新投递"
MEMBER_LOCKED = "文件在压缩包里设有密码，取不出；请取消密码后重新打包投递"
MEMBER_METHOD = "文件在压缩包里用了读不了的压缩方法，取不出；请用普通的 .zip 格式重新打包后投递"
MEMBER_DAMAGED = "文件在压缩包里已损坏，取不出；请重新打包后投递"


def shown(name: str) -> str:
    """A member's name for people: parts separated by `/`, nothing that leads out of the archive or disturbs a line."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").replace("\0", "")
    parts = [part for part in _DRIVE.sub("", plain, count=1).split("/") if part.strip() not in ("", ".", "..")]
    return "/".join(_shortened(printable(part)) for part in parts[-_MOST_PARTS:]) or "未命名文件"


def _shortened(part: str) -> str:
    """A part of a path, its middle left out when it is longer than any name; the ending stays."""
    return part if len(part) <= _LONGEST_PART else f"{part[: _LONGEST_PART - 21]}…{part[-20:]}"


def is_litter(name: str) -> bool:
    """Whether a member is what systems and programs leave behind, and nobody's report."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return any(part.lower() in _LITTER or is_ignored(part.encode("utf-8", "replace")) for part in parts)


def require_bounded(count: int, size: int, packed: int, what: str = "压缩包") -> None:
    """Raise Unreadable when so many members of so many bytes in all, packed in so many, are not to be taken out."""
    if count > MOST_MEMBERS:
        raise Unreadable(TOO_MANY.format(what=what, count=count, most=MOST_MEMBERS))
    if is_bomb(size, packed):
        raise Unreadable(BOMB.format(what=what, packed=packed / MEGABYTE + 0.05, size=size / MEGABYTE))
    if size > LARGEST_WHOLE:
        raise Unreadable(TOO_LARGE.format(what=what, size=size / MEGABYTE, most=LARGEST_WHOLE / MEGABYTE))


def is_bomb(size: int, packed: int) -> bool:
    """Whether so few bytes do not become so many in any file that people make."""
    return size > DENSE_ANYWAY and size > packed * HIGHEST_RATIO


def too_large(size: int) -> str:
    """The reason of a member that is larger than any report."""
    return MEMBER_TOO_LARGE.format(size=size / MEGABYTE, most=LARGEST_MEMBER / MEGABYTE)


def gathered(members: Sequence[Member], kind: str, what: str = "压缩包") -> Bundle:
    """The members as a bundle; raises Unreadable, in words, when none of them can be a report.

    What a browser or Word saved beside a page (年报.html, 年报_files/…) belongs to the page.
    """
    members = _without_parts_of_pages(members)
    if not members:
        raise Unreadable(f"{what}里没有文件；请把年度报告放进去后重新投递")
    if all(member.reason == MEMBER_LOCKED for member in members):
        raise Unreadable(f"{what}设有密码，无法核查；请取消密码后重新投递")
    if all(why_no_report(member) for member in members):
        refused = [
            f"{member.name}：{(why_no_report(member) or '').partition('；')[0]}" for member in members[:_MOST_NAMED]
        ]
        more = f"；……共 {len(members)} 个" if len(members) > _MOST_NAMED else ""
        named = "；".join(refused) + more
        raise Unreadable(f"{what}里没有可以核查的文件（{named}）；请放入报告的电子文本（.docx、.html 等）后投递")
    return Bundle(tuple(members), kind)


def _without_parts_of_pages(members: Sequence[Member]) -> list[Member]:
    """The members without pictures, scripts and the like in the folder of a saved page; pages in it are frames."""
    names = {member.name.lower() for member in members}
    return [member for member in members if not _is_part_of_page(member.name.lower(), names)]


def _is_part_of_page(name: str, names: set[str]) -> bool:
    found = _FOLDER_OF_PAGE.match(name)
    if found is None:
        return False
    return not name.endswith(_PAGES) and any(f"{found[1]}{ending}" in names for ending in _PAGES)


def why_no_report(member: Member) -> str | None:
    """Why a member cannot be a report whatever is in it, a picture for instance; None when it can."""
    if member.reason:
        return member.reason
    try:
        format_of(member.content, member.name)
    except Unreadable as reason:
        return str(reason)
    return None
