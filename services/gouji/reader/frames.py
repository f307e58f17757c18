"""What passes between the reader and its child, and what each of them may cost."""

from __future__ import annotations

import msgspec

from gouji.model import Document


class Limits(msgspec.Struct, frozen=True):
    """What reading one file may cost; the child is replaced when it keeps more than `kept` or has read `files`.

    Seconds of processor and of wall clock; bytes of address space, of memory kept between files, of a file, of an
    answer.
    """

    processor: float = 10
    wall: float = 20
    memory: int = 1 << 30
    kept: int = 200 << 20
    files: int = 500
    largest_file: int = 200_000_000
    largest_answer: int = 64 << 20
    largest_bundle: int = 500_000_000
    open_files: int = 64


class Asked(msgspec.Struct, frozen=True):
    """A request: the content follows in a frame of its own. `kind`: as for `gouji.parse.parse`."""

    name: str
    kind: str | None
    processor: float


class Read(msgspec.Struct, frozen=True, tag=True):
    """The file is a document."""

    document: Document
    kept: int


class Opened(msgspec.Struct, frozen=True, tag=True):
    """The file holds so many files: a Held and a frame with its content for each."""

    members: int
    format: str
    notes: tuple[str, ...]
    kept: int


class Held(msgspec.Struct, frozen=True):
    """A member whose content is in the frame that follows."""

    name: str
    reason: str | None


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The file cannot be read, for this reason; `convertible` is its format when a converter may help."""

    reason: str
    kept: int
    convertible: str | None = None
    out_of_memory: bool = False


class Broken(msgspec.Struct, frozen=True, tag=True):
    """The program made a mistake; `kind` is the exception's name, `traceback` says where."""

    kind: str
    traceback: str
    kept: int


Answer = Read | Opened | Refused | Broken
