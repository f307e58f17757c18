"""Every way a figure is written is read as what it is, and nothing becomes a number that is none."""

from decimal import Decimal

import pytest

from gouji.model import CellKind
from gouji.recognise.values import read_value

CASES = [
    ("0", CellKind.COUNT, "0", None),
    (" 58 ", CellKind.COUNT, "58", None),
    ("１２", CellKind.COUNT, "12", None),
    ("1,095", CellKind.COUNT, "1095", None),
    ("1，095", CellKind.COUNT, "1095", None),
    ("3个", CellKind.COUNT, "3", None),
    ("增1", CellKind.DELTA, "1", None),
    ("减2", CellKind.DELTA, "-2", None),
    ("减少2", CellKind.DELTA, "-2", None),
    ("新增3", CellKind.DELTA, "3", None),
    ("3减", CellKind.DELTA, "-3", None),
    ("+5", CellKind.DELTA, "5", None),
    ("＋5", CellKind.DELTA, "5", None),
    ("-2", CellKind.DELTA, "-2", None),
    ("－2", CellKind.DELTA, "-2", None),
    ("146078.86元", CellKind.AMOUNT, "146078.86", "元"),
    ("0.93402万元", CellKind.AMOUNT, "0.93402", "万元"),
    ("21654145元", CellKind.AMOUNT, "21654145", "元"),
    ("1,234,567.89 元", CellKind.AMOUNT, "1234567.89", "元"),
    ("6944.93", CellKind.AMOUNT, "6944.93", None),
    ("", CellKind.BLANK, None, None),
    ("\u3000\xa0", CellKind.BLANK, None, None),
    ("/", CellKind.SLASH, None, None),
    ("／", CellKind.SLASH, None, None),
    ("—", CellKind.SLASH, None, None),
    ("无", CellKind.SLASH, None, None),
    ("–", CellKind.SLASH, None, None),
    ("――", CellKind.SLASH, None, None),
    ("---", CellKind.SLASH, None, None),
    ("增1项", CellKind.DELTA, "1", None),
    ("￥12.5万元", CellKind.AMOUNT, "12.5", "万元"),
    ("¥120", CellKind.AMOUNT, "120", "元"),
    ("2²", CellKind.TEXT, None, None),
    ("②", CellKind.TEXT, None, None),
    ("٣", CellKind.TEXT, None, None),
    ("见附件", CellKind.TEXT, None, None),
    ("22（其中修订16件）", CellKind.COUNT, "22", None),
    ("22件，其中修订16件", CellKind.COUNT, "22", None),
    ("22\n（含修订16件）", CellKind.COUNT, "22", None),
    ("0（无此项职能）", CellKind.COUNT, "0", None),
    ("3（件）", CellKind.COUNT, "3", None),
    ("3（万元）", CellKind.AMOUNT, "3", "万元"),
    ("12.5万元[含罚没]", CellKind.AMOUNT, "12.5", "万元"),
    ("5（3）", CellKind.TEXT, None, None),
    ("（5）", CellKind.TEXT, None, None),
    ("5（应为3）", CellKind.TEXT, None, None),
    ("5（减少2）", CellKind.TEXT, None, None),
    ("16+6", CellKind.TEXT, None, None),
    ("约22件", CellKind.TEXT, None, None),
    ("其中2件", CellKind.TEXT, None, None),
    ("1,09", CellKind.TEXT, None, None),
    ("1 2", CellKind.COUNT, "12", None),
    ("十二", CellKind.TEXT, None, None),
]


@pytest.mark.parametrize(("written", "kind", "value", "unit"), CASES, ids=[repr(case[0]) for case in CASES])
def test_a_cell_is_read_as_what_is_written(written, kind, value, unit):
    reading = read_value(written)
    assert (reading.kind, reading.value, reading.unit) == (kind, None if value is None else Decimal(value), unit)


def test_residue_is_set_aside_and_kept():
    reading = read_value("[bookmark: _GoBack]58")
    assert (reading.text, reading.value, reading.residue) == ("58", Decimal(58), "[bookmark: _GoBack]")


DOUBTFUL = ["1 2", "1\n2", "１　２", "00", "00000", "007"]
SURE = ["0", " 12 ", "1,095", "0.5万元", "1 件", "22（其中 16 件）", "12345678.90", "2019年"]


@pytest.mark.parametrize("written", DOUBTFUL, ids=repr)
def test_digits_that_may_be_two_figures_are_doubtful(written):
    assert read_value(written).doubt


@pytest.mark.parametrize("written", SURE, ids=repr)
def test_a_figure_that_reads_in_one_way_is_sure(written):
    assert read_value(written).doubt is None


def test_a_remark_behind_a_figure_is_kept_as_its_note():
    assert read_value("22（其中修订16件）").note == "附注“其中修订16件”"
