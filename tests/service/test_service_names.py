"""File and folder names: what is ignored, how a name is shown, what a folder says of the files in it."""

from __future__ import annotations

import pytest

from gouji.ingest.folders import Hints, hints_of
from gouji.names import display_name, is_ignored
from gouji.register import Register
from gouji.unit import Unit

UNITS = Register([Unit("慈溪市科学技术局", ("市科技局",), "慈溪市", folder="kjj")])


@pytest.mark.parametrize(
    "name",
    [
        *("~$年报.docx", ".~lock.年报.odt#", "年报.docx.part", "年报.tmp", "年报.docx.crdownload", "年报.filepart"),
        *(".年报.swp", ".hidden", "Thumbs.db", "desktop.ini", "年报.TMP", "年报.docx~", "~WRL0001.tmp"),
    ],
)
def test_temporary_and_hidden_names_are_ignored(name: str) -> None:
    assert is_ignored(name.encode())


@pytest.mark.parametrize("name", ["年报.docx", "2023.txt", "part.html", "tmp", "报告~1.docx", "无扩展名"])
def test_other_names_are_not(name: str) -> None:
    assert not is_ignored(name.encode())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("年报.docx".encode(), "年报.docx"),
        ("年报.docx".encode("gbk"), "年报.docx"),
        ("\u96e8\u3099.txt".encode(), "雨\u3099.txt"),
        ("cafe\u0301.txt".encode(), "café.txt"),
        (b"\xff\xfe.txt", "\\xff\\xfe.txt"),
        ("坏\n名\u202e.txt".encode(), "坏\\u000a名\\u202e.txt"),
        ("😀.txt".encode(), "😀.txt"),
    ],
)
def test_a_name_is_shown_so_that_people_can_read_it(name: bytes, shown: str) -> None:
    assert display_name(name) == shown


@pytest.mark.parametrize(
    ("path", "hints"),
    [
        ("年报.docx", Hints()),
        ("2023/年报.docx", Hints(year=2023)),
        ("2023年/年报.docx", Hints(year=2023)),
        ("２０２３年度/年报.docx", Hints(year=2023)),
        ("kjj/年报.docx", Hints(unit="慈溪市科学技术局", region="慈溪市")),
        ("市科技局/2019/年报.docx", Hints(unit="慈溪市科学技术局", year=2019, region="慈溪市")),
        ("2019/某县统计局/年报.docx", Hints(unit="某县统计局", year=2019)),
        ("某某镇人民政府/年报.docx", Hints(unit="某某镇人民政府")),
        ("城关镇/年报.docx", Hints(unit="城关镇")),
        ("某区应急管理综合行政执法大队/年报.docx", Hints(unit="某区应急管理综合行政执法大队")),
        ("某市统计局/某市水利局/年报.docx", Hints(unit="某市水利局")),
        ("第一批/年报.docx", Hints()),
        ("各部门/年报.docx", Hints()),
        ("县直委办局/年报.docx", Hints()),
        ("乡镇街道/年报.docx", Hints()),
        ("县政府/年报.docx", Hints()),
        ("1999/年报.docx", Hints()),
        ("20231/年报.docx", Hints()),
    ],
)
def test_folders_named_after_a_unit_or_a_year_say_so_and_others_say_nothing(path: str, hints: Hints) -> None:
    assert hints_of(path.encode(), UNITS) == hints


def test_a_folder_named_in_gbk_says_so_too() -> None:
    path = "某县统计局".encode("gbk") + b"/a.txt"
    assert hints_of(path, Register()) == Hints(unit="某县统计局")
