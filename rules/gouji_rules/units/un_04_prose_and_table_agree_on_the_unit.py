"""UN-04."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import address_words
from gouji.prose import Amount
from gouji.prose.amount import SCALES
from gouji.rule import ERROR, Cell, Confidence, Finding, Report, rule
from gouji_rules.units._money import digits, money_cell, stated_amounts

_UNIT_SLIPS = {one / other for one in SCALES.values() for other in SCALES.values() if one != other}
_FEW_DIGITS = 3


@rule(
    "UN-04",
    title="正文与表格金额单位不一致",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表二",
    explains=["T2-16", "UN-05"],
    advice="核对台账，正文和表二写同一个金额；2021年格式的收费金额以万元为单位。",
)
def prose_and_table_agree_on_the_unit(report: Report, *, percent: int = 1) -> Iterator[Finding]:
    """正文所写的收费（采购）金额与表二的金额，换算为元以后应当相等。

    数字相同而单位不同（正文“27.948692万元”，表中以万元为单位填“279486.92”），一定有一处单位错了。两处相差不超过
    percent% 的算相等；2019年试行格式比较采购总金额，2021年格式比较本年收费金额。

    常见误报：约数、其中一项、上一年、其他机关、减免和节约的金额不拿来比较；数字本身不同的不是单位问题；只有一两位数字的，
    只在正好相差一万倍或者一亿倍时才报。

    沿革：0.1 首次收入。

    反例：
        二.行政事业性收费.本年收费金额 = 279486.92
        一：全年收取行政事业性收费27.948692万元。
    正例：
        二.行政事业性收费.本年收费金额 = 27.95
        一：全年收取行政事业性收费279,486.92元。
    """
    cell = money_cell(report)
    if cell is None or not cell.yuan:
        return
    for stated in stated_amounts(report, cell.address):
        if abs(stated.yuan - cell.yuan) * 100 > percent * max(stated.yuan, cell.yuan) and _same_digits(stated, cell):
            yield _finding(stated, cell, cell.yuan, report)
            return


def _same_digits(stated: Amount, cell: Cell) -> bool:
    """Whether both are written with the same digits; few digits prove something only with a slip of the unit."""
    assert cell.value is not None
    assert cell.yuan
    written = digits(stated.figure.value)
    if written != digits(cell.value):
        return False
    return len(written) >= _FEW_DIGITS or stated.yuan / cell.yuan in _UNIT_SLIPS


def _finding(stated: Amount, cell: Cell, yuan: Decimal, report: Report) -> Finding:
    more, less = max(stated.yuan, yuan), min(stated.yuan, yuan)
    unit = "" if cell.unit and cell.unit in cell.text else f"（{cell.unit}）"
    return Finding(
        f"正文写{stated.words}，{address_words(cell.address, report.edition)}填“{cell.text}”{unit}；"
        f"数字相同，换算为元却相差{(more / less).normalize():f}倍，有一处单位错了",
        cells=(cell.address,),
        quotes=(stated.passage.quote,),
        equation=f"{stated.yuan.normalize():f}元 ≠ {yuan.normalize():f}元",
        difference=more - less,
        confidence=Confidence.LIKELY,
        locator=cell.address,
    )
