"""What the tests of the converter share: its own folder, and reports as somebody saved them in the old formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from convert.offices import FORMS
from formats.office import saved_as
from gouji.convert import Converter, find_program
from gouji.draft import sound
from writing import as_docx

if find_program() is None:
    pytest.skip("LibreOffice Writer is not installed: there is nothing to convert with", allow_module_level=True)


@pytest.fixture(scope="session")
def word_files() -> dict[str, bytes]:
    """A sound report of each edition, as Word 2007 and later saves it."""
    return {form: as_docx(sound(form).document()) for form in FORMS}


@pytest.fixture(scope="session")
def old_files(word_files) -> dict[str, dict[str, bytes]]:
    """The same by format and edition."""
    return {kind: saved_as(kind, word_files) for kind in ("doc", "rtf")}


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "convert"


@pytest.fixture(scope="session")
def warm(tmp_path_factory) -> Iterator[Converter]:
    """One for all tests that only convert."""
    with Converter(tmp_path_factory.mktemp("warm") / "convert") as converter:
        yield converter


@pytest.fixture
def converter(folder) -> Iterator[Converter]:
    with Converter(folder, seconds=20) as converter:
        yield converter
