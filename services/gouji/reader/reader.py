"""The half of reading that stands in the process that wants to know: asks the child, and words how it was lost."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import msgspec

from gouji.errors import NeedsConverter, ReaderBroken, Unreadable
from gouji.isolation import Isolated, Loss, Lost
from gouji.model import Bundle, Document, Member
from gouji.parse import FORMATS
from gouji.reader.frames import Answer, Asked, Broken, Held, Limits, Opened, Read, Refused

if TYPE_CHECKING:
    from gouji.convert import Converter

Convert = Callable[[bytes, str], bytes]
Keep = Callable[[Member], Member]

CHILD = ("-m", "gouji.reader.child")

_ENCODER = msgspec.msgpack.Encoder()
_ANSWERS = msgspec.msgpack.Decoder(Answer)
_HELD = msgspec.msgpack.Decoder(Held)
#: The part of the time for a file that its conversion may take, where one is needed.
_CONVERTING = 0.75
_AS = "请用 Word 或 WPS 打开后另存为 .docx，重新投递"


class Reader:
    """Reads files in a child process, one after the other; use as a context manager, in one thread.

    The child is replaced when a file cost its life, when it grew, and now and then; the next one is then coming up
    already. `convert` makes ODT of a file's content and format where only a converter can (see NeedsConverter); a
    LibreOffice of `gouji.convert` does when nothing else is given.
    """

    def __init__(self, limits: Limits = Limits(), *, convert: Convert | None = None) -> None:  # noqa: B008 - frozen
        self._limits, self._convert = limits, convert
        self._converter: Converter | None = None
        self._child: Isolated | None = None
        self._reads = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Have a child coming up, without waiting for it."""
        if self._child is None:
            self._child = Isolated(*CHILD, largest=self._limits.largest_answer)
            self._reads = 0
            self._child.send([_ENCODER.encode(self._limits)], time.monotonic() + self._limits.wall)

    def close(self) -> None:
        """End the child, and the LibreOffice if it was started here; a later read starts them anew."""
        self._end_child()
        if self._converter is not None:
            self._converter.close()

    def read(self, content: bytes, name: str, *, keep: Keep | None = None) -> Document | Bundle:
        """What a file holds; raises Unreadable with the reason, and ReaderBroken when the fault is ours.

        The members of a bundle come one by one: what `keep` makes of each stands in the bundle, so that it may put the
        content away and give back a member without it.
        """
        if len(content) > self._limits.largest_file:
            raise Unreadable(
                f"文件过大（超过 {self._limits.largest_file // 1_000_000} MB）；请压缩其中的图片后重新投递"
            )
        begun = time.monotonic()
        try:
            return self._read(content, Asked(name, None, self._limits.processor), self._limits.wall, keep)
        except NeedsConverter as fault:
            kind = fault.format
        content = self._converted(content, kind)
        left = max(self._limits.wall - (time.monotonic() - begun), self._limits.wall * (1 - _CONVERTING))
        found = self._read(content, Asked(name, "odt", self._limits.processor), left, keep)
        return msgspec.structs.replace(found, format=kind)

    def _converted(self, content: bytes, kind: str) -> bytes:
        if self._convert is None:
            from gouji.convert import Converter  # noqa: PLC0415 - most files need none

            self._converter = Converter(seconds=self._limits.wall * _CONVERTING)
            self._convert = self._converter.to_odt
        return self._convert(content, kind)

    def _read(self, content: bytes, asked: Asked, wall: float, keep: Keep | None) -> Document | Bundle:
        """A file is blamed when it cost the life of a child that had read nothing else before."""
        request = [_ENCODER.encode(asked), content]
        for again in (False, True):
            self.start()
            fresh = again or self._reads == 0
            try:
                answer, deadline = self._ask(request, wall)
                break
            except Lost as lost:
                self._replace()
                if again or not _may_be_by_chance(lost, fresh=fresh):
                    raise Unreadable(_words(lost, self._limits)) from None
            except BaseException:  # whatever it is, the child is in the middle of something
                self._end_child()
                raise
        return self._found(answer, deadline, keep)

    def _ask(self, request: list[bytes], wall: float) -> tuple[Answer, float]:
        assert self._child is not None
        try:
            self._child.ready()
        except Lost as lost:
            raise ReaderBroken(f"没能启动，{lost.how.name} {lost.code}") from lost
        self._reads += 1
        deadline = time.monotonic() + wall
        self._child.send(request, deadline)
        return _ANSWERS.decode(self._child.receive(deadline)), deadline

    def _found(self, answer: Answer, deadline: float, keep: Keep | None) -> Document | Bundle:
        if isinstance(answer, Opened):
            members = self._members(answer.members, deadline, keep or (lambda member: member))
            self._go_on(answer)
            return Bundle(members, answer.format, answer.notes)
        self._go_on(answer)
        if isinstance(answer, Read):
            return answer.document
        if isinstance(answer, Broken):
            raise ReaderBroken(answer.kind, answer.traceback)
        if answer.convertible is not None:
            raise NeedsConverter(FORMATS[answer.convertible].words, answer.convertible)
        raise Unreadable(_out_of_memory(self._limits) if answer.out_of_memory else answer.reason)

    def _members(self, count: int, deadline: float, keep: Keep) -> tuple[Member, ...]:
        """The members as `keep` gives them back; when it refuses one, the others are still taken from the child."""
        members, size = [], 0
        refusal: Exception | None = None
        try:
            for _ in range(count):
                member = self._member(deadline, self._limits.largest_bundle - size)
                size += len(member.content)
                begun = time.monotonic()
                if refusal is None:
                    try:
                        members.append(keep(member))
                    except Exception as problem:  # noqa: BLE001 - raised below, as it is
                        refusal = problem
                deadline += time.monotonic() - begun
        except Lost as lost:
            self._replace()
            raise Unreadable(_words(lost, self._limits)) from None
        except BaseException:
            self._end_child()
            raise
        if refusal is not None:
            raise refusal
        return tuple(members)

    def _member(self, deadline: float, largest: int) -> Member:
        assert self._child is not None
        held = _HELD.decode(self._child.receive(deadline))
        return Member(held.name, bytes(self._child.receive(deadline, largest)), held.reason)

    def _go_on(self, answer: Answer) -> None:
        """Go on with the same child, unless it has grown or has read its share."""
        spent = isinstance(answer, Refused) and answer.out_of_memory
        if spent or answer.kept > self._limits.kept or self._reads >= self._limits.files:
            self._replace()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def _replace(self) -> None:
        self._end_child()
        with suppress(OSError, Lost):  # the next read tries again, and says what is wrong
            self.start()


def _may_be_by_chance(lost: Lost, *, fresh: bool) -> bool:
    """Whether the same file might do no harm to another child: what it had read before, or the system, may have."""
    if lost.how is not Loss.ENDED or lost.code == -signal.SIGXCPU:
        return False
    return not fresh or lost.code == -signal.SIGKILL


def _words(lost: Lost, limits: Limits) -> str:
    if lost.how is Loss.TOO_LARGE:
        return "内容过大，不像年度报告；请只保留报告本身后重新投递"
    if lost.how is Loss.LATE:
        return f"超过 {limits.wall:g} 秒没有读完，已中止；{_AS}"
    if lost.code == -signal.SIGXCPU:
        return f"超过 {limits.processor:g} 秒没有读完，已中止；{_AS}"
    if lost.code == -signal.SIGKILL:
        return f"读取时占用内存过多，被系统中止；{_AS}"
    how = f"信号 {-lost.code}" if lost.code < 0 else f"退出码 {lost.code}"
    return f"读取程序被文件弄崩（{how}），文件可能已损坏；{_AS}"


def _out_of_memory(limits: Limits) -> str:
    return f"读取时占用内存超过 {limits.memory >> 20} MB，已中止；{_AS}"
