"""What the check-up says of the programs that some formats need: there, missing, or broken."""

from __future__ import annotations

import shutil

import pytest

from gouji.checkup import Level, checkup
from gouji.config import Settings
from gouji.convert import Converter, program
from gouji.errors import ConverterUnavailable, NeedsConverter

COMMAND = "apt install --no-install-recommends libreoffice-writer-nogui"


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """A machine without LibreOffice; what is put into this folder is on its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(program, "_USUAL", ())
    (tmp_path / "bin").mkdir()
    return tmp_path / "bin"


@pytest.fixture
def broken(nowhere):
    """One with a LibreOffice that ends as soon as it is started."""
    for name in ("soffice", "soffice.bin", *program._WRITER):
        shutil.copy("/bin/false", nowhere / name)
    return nowhere


def _said(tmp_path) -> dict[str, tuple[Level, str]]:
    return {line.subject: (line.level, line.words) for line in checkup(Settings(home=tmp_path / "home"))}


def test_what_is_there_is_tried_and_said(tmp_path):
    said = _said(tmp_path)
    assert said["LibreOffice"][0] is Level.GOOD
    assert "不能联网" in said["LibreOffice"][1]
    assert {".docx", ".doc", ".wps", ".rtf", ".pdf"} <= set(said["可读格式"][1].partition("（")[0].split("、"))


def test_what_is_missing_is_named_with_its_formats_and_the_command(nowhere, tmp_path):
    said = _said(tmp_path)
    assert said["LibreOffice"] == (
        Level.NOTE,
        f"读不了 .doc、.wps、.rtf：没有安装 LibreOffice Writer；请安装（Debian/Ubuntu：{COMMAND}）",
    )
    readable = said["可读格式"][1].partition("（")[0].split("、")
    assert ".docx" in readable
    assert not {".doc", ".wps", ".rtf"} & set(readable)


def test_what_is_broken_is_told_apart_from_what_is_missing(broken, tmp_path):
    level, words = _said(tmp_path)["LibreOffice"]
    assert level is Level.BAD
    assert "bin/soffice.bin 不能用：LibreOffice 没能启动（退出码 1）" in words


def test_without_libreoffice_a_file_says_what_to_install(nowhere, folder):
    with Converter(folder) as converter, pytest.raises(NeedsConverter, match="apt install"):
        converter.to_odt(b"{\\rtf1 a}", "rtf")


def test_a_libreoffice_that_does_not_start_is_not_the_fault_of_the_file(broken, folder):
    with Converter(folder) as converter, pytest.raises(ConverterUnavailable, match="gouji doctor"):
        converter.to_odt(b"{\\rtf1 a}", "rtf")
    assert {path.suffix for path in folder.iterdir()} == {".lock"}
