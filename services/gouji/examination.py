"""A file through reading and checking, with every way it can end: what `gouji check` does with it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Self

from gouji.check import Checker
from gouji.errors import ConverterUnavailable, NotAReport, ReaderBroken, Unreadable
from gouji.model import Bundle, Checked, Document, Examined, Member, Report, Status
from gouji.nesting import refuse_too_deep, refuse_too_many
from gouji.parse import parse
from gouji.reader import Reader
from gouji.recognise import recognise, split


@dataclass(frozen=True, slots=True)
class Recognised:
    """A report that was read out of a file and is yet to be judged."""

    file: str
    sha256: str | None
    format: str | None
    report: Report

    def with_answer(self, checked: Checked) -> Examined:
        """The answer for its file."""
        return Examined(self.file, Status.CHECKED, None, self.sha256, self.format, checked)


@dataclass(slots=True)
class _Source:
    """A file, or a member of one: `file` is what it is called, `name` what it is called by itself."""

    file: str
    name: str
    depth: int = 0
    sha256: str | None = None
    format: str | None = None

    def ended(self, status: Status, reason: str) -> Examined:
        return Examined(self.file, status, reason, self.sha256, self.format)


@dataclass(slots=True)
class _Examination:
    """What all that comes out of one file has in common; `files` and `size` count it."""

    reader: Reader | None
    unit: str | None
    year: int | None
    files: int = field(default=0)
    size: int = field(default=0)

    def of(self, content: bytes, source: _Source) -> Iterator[Examined | Recognised]:
        """A bad file is an answer, never an exception; those that come behind it must still be reported."""
        source.sha256 = hashlib.sha256(content).hexdigest()
        with _Shelf(self, source.depth) as shelf:
            try:
                found = self._read(content, source, shelf)
                documents = () if isinstance(found, Bundle) else split(found)
            except (Unreadable, ReaderBroken, ConverterUnavailable) as reason:
                yield source.ended(Status.NOT_ASSESSABLE, str(reason))
                return
            except Exception as problem:  # noqa: BLE001 - the edge of a parser
                yield source.ended(Status.NOT_ASSESSABLE, _ours(problem))
                return
            source.format = found.format
            for ordinal, document in enumerate(documents, 1):
                part = f"#{ordinal}" if len(documents) > 1 else ""
                yield self._recognised(
                    document, _Source(source.file + part, source.name, 0, source.sha256, source.format)
                )
            for member, path in shelf.members:
                inside = _Source(f"{source.file}!{member.name}", PurePath(member.name).name, source.depth + 1)
                if path is None:
                    yield inside.ended(Status.NOT_ASSESSABLE, member.reason or "")
                else:
                    yield from self.of(path.read_bytes(), inside)

    def _read(self, content: bytes, source: _Source, shelf: _Shelf) -> Document | Bundle:
        if self.reader:
            return self.reader.read(content, source.name, keep=shelf.keep)
        found = parse(content, source.name)
        if isinstance(found, Bundle):
            for member in found.members:
                shelf.keep(member)
        return found

    def _recognised(self, document: Document, source: _Source) -> Examined | Recognised:
        try:
            report = recognise(document, unit=self.unit, year=self.year, file_name=source.name)
        except Unreadable as reason:
            return source.ended(Status.NOT_ASSESSABLE, str(reason))
        except NotAReport as reason:
            return source.ended(Status.REJECTED, str(reason))
        except Exception as problem:  # noqa: BLE001 - the edge of recognition
            return source.ended(Status.NOT_ASSESSABLE, _ours(problem))
        return Recognised(source.file, source.sha256, source.format, report)


class _Shelf:
    """Where the members of an archive are put while they are examined one after the other: on the disk, by number."""

    def __init__(self, examination: _Examination, depth: int) -> None:
        self._examination, self._depth = examination, depth
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.members: list[tuple[Member, Path | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def keep(self, member: Member) -> Member:
        """Put a member away; raises Unreadable when there are too many, or when it stands too deep."""
        refuse_too_deep(self._depth)
        self._examination.files += 1
        self._examination.size += len(member.content)
        refuse_too_many(self._examination.files, self._examination.size)
        light = Member(member.name, b"", member.reason)
        self.members.append((light, None if member.reason else self._put(member.content)))
        return light

    def _put(self, content: bytes) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="gouji-")
        path = Path(self._folder.name, str(len(self.members)))
        path.write_bytes(content)
        return path


def recognise_all(
    content: bytes, file: str, *, reader: Reader | None = None, unit: str | None = None, year: int | None = None
) -> Iterator[Examined | Recognised]:
    """Read one file: each report in it, to be judged, and an answer for each file in it that is none.

    A member of an archive or a mail is called `年报.zip!财政局/报告.docx`, the second report in a file `合集.docx#2`.
    Files from outside need a `reader`; without one they are read in this process, for good or ill.
    """
    yield from _Examination(reader, unit, year).of(content, _Source(file, PurePath(file).name))


def examine_all(
    content: bytes,
    file: str,
    checker: Checker,
    *,
    reader: Reader | None = None,
    unit: str | None = None,
    year: int | None = None,
) -> Iterator[Examined]:
    """Read and check one file, each report in it by itself (reports given together: `gouji.batch`)."""
    for one in recognise_all(content, file, reader=reader, unit=unit, year=year):
        yield one if isinstance(one, Examined) else one.with_answer(checker.check(one.report))


def examine(
    content: bytes,
    file: str,
    checker: Checker,
    *,
    reader: Reader | None = None,
    unit: str | None = None,
    year: int | None = None,
) -> Examined:
    """The answer for a file that holds one report; raises ValueError for one that holds several."""
    [one] = examine_all(content, file, checker, reader=reader, unit=unit, year=year)
    return one


def _ours(problem: Exception) -> str:
    return f"读取时程序出错（{type(problem).__name__}: {problem}），请把文件交给开发者"
