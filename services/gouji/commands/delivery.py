"""Where the answer goes: all of it or nothing, to standard output or to a file."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import click

from gouji.errors import words_of


def require_a_file(form: str, output: Path | None) -> None:
    """Refuse to write a workbook to a terminal."""
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError(
            f"{form} 是二进制格式，不能显示在终端上；请用 --output 写入文件，例如 --output 台账.{form}"
        )


def require_writable(output: Path | None) -> None:
    """Say at once, not after an hour of checking, that the answer cannot be written."""
    if output is None:
        return
    place = output if output.exists() else output.parent
    if not place.exists():
        raise click.UsageError(f"写不进 {output}：没有目录 {place}")
    if not os.access(place, os.W_OK):
        raise click.UsageError(f"写不进 {output}：没有权限")


@contextmanager
def delivered(form: str, output: Path | None) -> Iterator[BinaryIO]:
    """A stream on the disk; what was written to it is delivered when all went well, and only then.

    Text on standard output is in the encoding of the terminal, everything else as it was written.
    """
    with TemporaryFile() as stream:
        yield stream
        stream.seek(0)
        if output is not None:
            _to_file(stream, output)
        elif form == "text":
            for line in io.TextIOWrapper(stream, "utf-8"):
                click.echo(line, nl=False)
        else:
            shutil.copyfileobj(stream, sys.stdout.buffer)


def _to_file(stream: BinaryIO, output: Path) -> None:
    try:
        with output.open("wb") as file:
            shutil.copyfileobj(stream, file)
    except OSError as problem:
        raise click.UsageError(f"写不进 {output}：{words_of(problem)}") from None
