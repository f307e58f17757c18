"""Binary workbooks (.xls of Excel 5.0 to 2003, .et of WPS): BIFF5 and BIFF8 in a compound file."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator, Mapping
from struct import iter_unpack, unpack_from

import msgspec
import olefile

from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse.containers import damaged, locked
from gouji.parse.sheets.biff import Record, Texts, compressed, records
from gouji.parse.sheets.entries import Entries, Workbook
from gouji.parse.sheets.names import Position
from gouji.parse.sheets.styles import BUILT_IN, PLAIN, Style

_BOF, _EOF, _FILE_PASSWORD, _SHEET, _CODEPAGE, _DATES = 0x809, 0x0A, 0x2F, 0x85, 0x42, 0x22
_FORMAT, _XF, _STRINGS, _STRING = 0x41E, 0xE0, 0xFC, 0x207
_BIFF8 = 0x600
_WORKSHEET = 0
_ACROSS = 6
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_LARGEST_STREAM, _MOST_RECORDS, _MOST_MERGES, _MOST_STRINGS = 50_000_000, 1_000_000, 20_000, 300_000
_SHEETS_WORDS = "请用 Excel 或 WPS 打开修复并另存后投递"


class _Listed(msgspec.Struct, frozen=True):
    """A sheet as the workbook lists it."""

    name: str
    offset: int
    hidden: bool


def read(content: bytes) -> Document:
    """The visible worksheets of a workbook in order; raises Unreadable."""
    try:
        return _Reader(_stream(content)).document()
    except (struct.error, IndexError) as fault:
        raise Unreadable(f"表格内部结构已损坏；{_SHEETS_WORDS}") from fault


def _stream(content: bytes) -> bytes:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            name = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
            if name is None or container.get_size(name) > _LARGEST_STREAM:
                raise damaged()
            return bytes(container.openstream(name).read())
    except (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError, struct.error) as fault:
        raise damaged() from fault


class _Reader:
    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._book = Workbook("xls")
        self._left = _MOST_RECORDS
        self._wide = True
        self._codec = "gb18030"
        self._codes: dict[int, str] = {}
        self._styles: list[Style] = []
        self._strings: list[str] = []
        self._sheets: list[_Listed] = []

    def document(self) -> Document:
        self._globals()
        for listed in self._sheets:
            if listed.hidden:
                self._book.hidden(listed.name)
            else:
                _Worksheet(self, self._book.worksheet(listed.name)).read(self.records(listed.offset))
        return self._book.document()

    def records(self, start: int) -> Iterator[Record]:
        """The records of the part of the stream that begins here, without charts that are embedded in it."""
        depth = 0
        for record in records(self._stream, start):
            self._left -= 1
            if self._left < 0:
                raise Unreadable("表格大得异常，不像年度报告；请只保留报告的内容后重新投递")
            depth += (record.kind == _BOF) - (record.kind == _EOF)
            if depth <= 0:
                return
            if depth == 1:
                yield record

    def _globals(self) -> None:
        for record in self.records(0):
            data = record.data
            if record.kind == _BOF:
                self._wide = unpack_from("<H", data)[0] == _BIFF8
            elif record.kind == _FILE_PASSWORD:
                raise locked()
            elif record.kind == _CODEPAGE:
                self._codec = _codec(unpack_from("<H", data)[0])
            elif record.kind == _DATES:
                self._book.since_1904 = unpack_from("<H", data)[0] == 1
            elif record.kind == _FORMAT:
                self._codes[unpack_from("<H", data)[0]] = self.text(record, 2, 2 if self._wide else 1)
            elif record.kind == _XF:
                self._styles.append(self._style(data))
            elif record.kind == _STRINGS:
                self._strings = list(_shared(record))
            elif record.kind == _SHEET and data[5] == _WORKSHEET:
                self._sheets.append(_Listed(self.text(record, 6, 1), unpack_from("<I", data)[0], bool(data[4] & 3)))

    def _style(self, data: bytes) -> Style:
        number = unpack_from("<H", data, 2)[0]
        code = self._codes.get(number) or BUILT_IN.get(number, "General")
        drawn = self._wide and unpack_from("<H", data, 10)[0] != 0
        return Style(code, drawn, data[6] & 7 == _ACROSS)

    def text(self, record: Record, at: int, length_size: int = 2) -> str:
        """The text at this place of a record."""
        if self._wide:
            return Texts(record, at).text(length_size)
        data = record.data
        length = int.from_bytes(data[at : at + length_size], "little")
        return data[at + length_size : at + length_size + length].decode(self._codec, "replace")

    def string(self, number: int) -> str:
        """A text of the workbook's table of texts."""
        if number >= len(self._strings):
            raise Unreadable(f"表格内部结构已损坏（没有第 {number} 号文字）；{_SHEETS_WORDS}")
        return self._strings[number]

    def style(self, number: int) -> Style:
        return self._styles[number] if number < len(self._styles) else PLAIN


def _codec(codepage: int) -> str:
    """The codec of a code page; anything but Chinese is taken for GBK, which contains ASCII."""
    return {950: "cp950", 1200: "utf-16-le", 65001: "utf-8"}.get(codepage, "gb18030")


def _shared(record: Record) -> Iterator[str]:
    texts = Texts(record, 8)
    for _ in range(min(unpack_from("<I", record.data, 4)[0], _MOST_STRINGS)):
        yield texts.text()


class _Worksheet:
    """Reads the records of one worksheet."""

    def __init__(self, book: _Reader, entries: Entries) -> None:
        self._book = book
        self._entries = entries
        self._awaited: tuple[Position, Style] | None = None
        self._takers: Mapping[int, Callable[[Record], None]] = {
            0x06: self._formula,
            _STRING: self._result,
            0x7D: self._columns,
            0xBD: self._numbers,
            0xBE: self._blanks,
            0xD6: self._label,
            0xE5: self._merges,
            0xFD: self._shared,
            0x201: self._blank,
            0x203: self._number,
            0x204: self._label,
            0x205: self._truth,
            0x208: self._row,
            0x27E: self._compressed,
        }

    def read(self, found: Iterator[Record]) -> None:
        for record in found:
            taker = self._takers.get(record.kind)
            if taker is not None:
                taker(record)

    def _at(self, record: Record) -> tuple[Position, Style]:
        row, column, style = unpack_from("<HHH", record.data)
        return (row, column), self._book.style(style)

    def _row(self, record: Record) -> None:
        row, height, options = unpack_from("<H4xH4xH", record.data)
        if options & 0x20 or height & 0x7FFF == 0:
            self._entries.hidden_rows.add(row)

    def _columns(self, record: Record) -> None:
        first, last, width, options = unpack_from("<HHH2xH", record.data)
        if options & 1 or width == 0:
            self._entries.hide_columns(first, last)

    def _blank(self, record: Record) -> None:
        self._entries.blank(*self._at(record))

    def _blanks(self, record: Record) -> None:
        row, column = unpack_from("<HH", record.data)
        for across, (style,) in enumerate(iter_unpack("<H", record.data[4 : len(record.data) // 2 * 2 - 2])):
            self._entries.blank((row, column + across), self._book.style(style))

    def _number(self, record: Record) -> None:
        at, style = self._at(record)
        self._entries.number(at, repr(unpack_from("<d", record.data, 6)[0]), style)

    def _compressed(self, record: Record) -> None:
        at, style = self._at(record)
        self._entries.number(at, repr(compressed(unpack_from("<I", record.data, 6)[0])), style)

    def _numbers(self, record: Record) -> None:
        row, column = unpack_from("<HH", record.data)
        for across in range((len(record.data) - 6) // 6):
            style, number = unpack_from("<HI", record.data, 4 + across * 6)
            self._entries.number((row, column + across), repr(compressed(number)), self._book.style(style))

    def _shared(self, record: Record) -> None:
        at, style = self._at(record)
        self._entries.text(at, self._book.string(unpack_from("<I", record.data, 6)[0]), style)

    def _label(self, record: Record) -> None:
        at, style = self._at(record)
        self._entries.text(at, self._book.text(record, 6), style)

    def _truth(self, record: Record) -> None:
        at, style = self._at(record)
        self._outcome(at, style, record.data[6], is_error=bool(record.data[7]))

    def _outcome(self, at: Position, style: Style, value: int, *, is_error: bool) -> None:
        if is_error:
            self._entries.text(at, _ERRORS.get(value, "#N/A"), PLAIN)
        else:
            self._entries.truth(at, value=bool(value), style=style)

    def _formula(self, record: Record) -> None:
        at, style = self._at(record)
        result = record.data[6:14]
        if result[6:] != b"\xff\xff":
            self._entries.number(at, repr(unpack_from("<d", result)[0]), style)
        elif result[0] in {1, 2}:
            self._outcome(at, style, result[2], is_error=result[0] == 2)  # noqa: PLR2004 - 1 is a truth, 2 an error
        else:
            self._entries.text(at, "", style)
            self._awaited = (at, style) if result[0] == 0 else None

    def _result(self, record: Record) -> None:
        """The text that the formula before gives."""
        if self._awaited is not None:
            at, style = self._awaited
            self._entries.text(at, self._book.text(record, 0), style)
            self._awaited = None

    def _merges(self, record: Record) -> None:
        count = unpack_from("<H", record.data)[0]
        for top, bottom, left, right in iter_unpack(
            "<HHHH", record.data[2 : 2 + min(count, (len(record.data) - 2) // 8) * 8]
        ):
            if len(self._entries.merges) < _MOST_MERGES and top <= bottom and left <= right:
                self._entries.merges.append((top, left, bottom, right))
