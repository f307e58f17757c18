"""Bytes → text, in the encodings that reports come in."""

import pytest

from gouji.errors import Unreadable
from gouji.parse.encoding import Decoded, ascii_view, decode

REPORT = (
    "某局2019年政府信息公开工作年度报告\n一、总体情况\n全年主动公开政府信息342条，“三安全一稳定”——详见〔2019〕60号。\n\t规章\n\t0\n"
    * 4
)
TRADITIONAL = (
    "某縣2019年政府資訊公開工作年度報告\n一、總體情況\n全年主動公開政府資訊342條，詳見附表。\n\t規章\n\t0\n" * 4
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_settles_the_encoding(encoding):
    assert decode(("\ufeff" + REPORT).encode(encoding)) == Decoded(REPORT, encoding)


@pytest.mark.parametrize(("encoding", "named"), [("utf-8", "utf-8"), ("gbk", "gb18030"), ("gb18030", "gb18030")])
def test_chinese_without_a_mark_is_told_by_its_bytes(encoding, named):
    assert decode(REPORT.encode(encoding)) == Decoded(REPORT, named, guessed=named == "gb18030")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_nuls(encoding):
    assert decode(REPORT.encode(encoding)) == Decoded(REPORT, encoding)


def test_big5_is_not_taken_for_gb18030():
    assert decode(TRADITIONAL.encode("big5")) == Decoded(TRADITIONAL, "cp950", guessed=True)


def test_characters_beyond_gb2312_are_read_as_gb18030():
    text = "陈㛃、㙍镕、龢之同志任组长。\n" + REPORT
    assert decode(text.encode("gb18030")) == Decoded(text, "gb18030", guessed=True)


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
def test_a_declared_charset_of_the_gb_family_is_gb18030(declared):
    assert decode("龢、镕".encode("gb18030"), declared) == Decoded("龢、镕", "gb18030")


def test_utf_8_that_is_declared_otherwise_is_utf_8():
    assert decode(REPORT.encode(), "gb2312") == Decoded(REPORT, "utf-8")


def test_gbk_that_is_declared_as_utf_8_is_gbk():
    assert decode(REPORT.encode("gbk"), "utf-8") == Decoded(REPORT, "gb18030", guessed=True)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_cut_off_at_the_end_is_counted(encoding):
    content = (REPORT + "尾").encode(encoding)[:-1]
    assert decode(content) == Decoded(REPORT + "\ufffd", encoding, damaged=1, guessed=encoding == "gb18030")


def test_stray_nuls_in_a_text_are_left_out():
    assert decode(REPORT.encode() + b"\0\0") == Decoded(REPORT, "utf-8")


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)) * 8, bytes(range(128, 256)) * 16, bytes(range(1, 32)) * 50, b"\0" * 4000],
    ids=["all bytes", "high bytes", "control characters", "nuls"],
)
def test_what_is_no_text_is_refused(content):
    with pytest.raises(Unreadable, match="不是文字"):
        decode(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_quick_look_shows_every_ascii_character(encoding):
    assert "<html>" in ascii_view(f"<!DOCTYPE html><html>{REPORT}".encode(encoding))
