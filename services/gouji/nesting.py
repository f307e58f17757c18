"""Files that come out of other files: how many, how deep, and what they are called; shared by several stages."""

from __future__ import annotations

from gouji.errors import Unreadable

#: Archives and mails within each other, and what all of them may hold together.
DEEPEST, MOST_FILES, MOST_BYTES = 3, 5000, 1_000_000_000
SEPARATOR = " › "
_WHAT = {"eml": "邮件"}


def refuse_too_deep(depth: int) -> None:
    """Raise Unreadable for an archive that stands in so many others that it is not to be opened."""
    if depth >= DEEPEST:
        raise Unreadable(f"压缩包（或邮件）层层相套超过 {DEEPEST} 层，没有展开；请取出里面的报告直接投递")


def refuse_too_many(files: int, size: int) -> None:
    """Raise Unreadable when what an outermost archive holds in all becomes so many files of so many bytes."""
    if files > MOST_FILES or size > MOST_BYTES:
        raise Unreadable(
            f"压缩包层层相套，展开后共 {files} 个文件、{size / 1_000_000:.0f} MB，"
            f"超过上限 {MOST_FILES} 个、{MOST_BYTES / 1_000_000:.0f} MB，没有展开；请分成几个投递"
        )


def inside(outer: str, member: str) -> str:
    """What a file out of another is called, `年报.zip › 财政局/报告.docx`."""
    return f"{outer}{SEPARATOR}{member}"


def within(name: str, outer: str) -> str:
    """The name that `inside` made, as far as it leads on from `outer`."""
    return name.removeprefix(inside(outer, ""))


def volume(part: int) -> str:
    """What one of the reports in a file is called there; counted from 1."""
    return f"第 {part} 份"


def opened(kind: str, files: int, lost: int) -> str:
    """How an archive or a mail (`kind`: a key of FORMATS) ends, in Chinese: its files go on by themselves."""
    what, each = (_WHAT[kind], "附件") if kind in _WHAT else ("压缩包", "文件")
    return f"{what}已展开：其中 {files} 个{each}分别核查" + (f"，另有 {lost} 个取不出" if lost else "")


def divided(parts: int) -> str:
    """How a file of several reports ends, in Chinese."""
    return f"文件中有 {parts} 份报告，已分开，分别核查"
