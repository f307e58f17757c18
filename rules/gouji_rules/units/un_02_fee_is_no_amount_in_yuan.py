"""UN-02."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.model import Change, Proposal
from gouji.prose import Amount
from gouji.rule import ERROR, WARNING, Cell, Confidence, Finding, Report, Unit, UnitType, by_type, rule
from gouji.unit import type_by_name
from gouji_rules._before import is_year_before
from gouji_rules.units._money import FEE, fee, is_bare, stated_amounts

_TEN_THOUSAND = Decimal(10_000)
_LARGEST = 1_000_000
#: No proposal is known for provinces and above: there only a whole number as large as `any_integer` looks like yuan.
_NO_LIMIT = 10**12
#: Not of a municipality of the State, whose departments are a province's.
_OF_A_CITY = re.compile(
    r"(?:[^市县区]+(?:省|自治区))?(?!北京|上海|天津|重庆)[^省市县区]{1,8}市(?![^人]*人民政府)[^县]*?(?:局|委员会|委|队|中心|院|办公室)"
)


@rule(
    "UN-02",
    title="收费金额量级疑似元",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（八）项；国办公开办函〔2021〕30号 表二（表头“单位：万元”）",
    advice="核对收费台账：表头单位是万元，按元统计的金额要除以10000再填。",
    editions=["ed2021"],
    explains=["UN-04", "XY-06"],
)
def fee_is_no_amount_in_yuan(
    report: Report,
    previous: Report | None = None,
    unit: Unit | None = None,
    *,
    threshold: int = by_type(
        _LARGEST,
        {
            UnitType.TOWNSHIP: 5_000,
            UnitType.COUNTY_DEPARTMENT: 5_000,
            UnitType.PREFECTURE_DEPARTMENT: 50_000,
            UnitType.COUNTY_GOVERNMENT: 100_000,
            UnitType.PREFECTURE_GOVERNMENT: _LARGEST,
            UnitType.PROVINCE_GOVERNMENT: _NO_LIMIT,
            UnitType.PROVINCE_DEPARTMENT: _NO_LIMIT,
            UnitType.STATE_DEPARTMENT: _NO_LIMIT,
        },
    ),
    department_of_a_city: int = 50_000,
    any_integer: int = _LARGEST,
    least_ratio: int = 5_000,
    most_ratio: int = 20_000,
) -> Iterator[Finding]:
    """2021年格式的行政事业性收费以万元为单位，只填数字的金额不应大到像是按元填的。

    不小于 threshold（按单位类型：乡镇和县级部门5 000，市级部门50 000，县级政府100 000，市级政府1 000 000），或者是
    不小于 any_integer 的整数，作警告；又是上一年的 least_ratio 至 most_ratio 倍，或者正文把同一个数写成“元”的，作错误。

    常见误报：确有大额收费的单位，市级政府一年收费三十多亿元（316441万元）是对的；单位没有登记、仅凭名称看不出类型的，
    从宽：“某市某局”可能是市级，也可能是县级，按市级部门的 department_of_a_city，其余（如“某市人民政府”）按
    1 000 000；省级以上单位只看不小于 any_integer 的整数；格内写明“万元”的按所写，不报；写明“元”的由 UN-01 指出。

    沿革：0.1 首次收入。

    反例：
        登记.类型 = 县级部门
        二.行政事业性收费.本年收费金额 = 21654145
    正例：
        单位 = 杭州市人民政府
        二.行政事业性收费.本年收费金额 = 316441
    """
    cell = fee(report)
    if cell is None or not cell.value or not is_bare(cell):
        return
    if _is_department_of_a_city(report, unit):
        threshold = min(threshold, department_of_a_city)
    if cell.value < threshold and not (cell.value >= any_integer and cell.value == cell.value.to_integral_value()):
        return
    before = _ratio(cell, report, previous)
    stated = next((one for one in stated_amounts(report, FEE) if _same_in_yuan(one, cell.value)), None)
    if before is None or not least_ratio <= before[1] <= most_ratio:
        before = None
    yield _finding(cell, cell.value, before, stated)


def _is_department_of_a_city(report: Report, unit: Unit | None) -> bool:
    """Whether the name is that of a department of a city, whatever the city's level, and no register says more."""
    kind = (unit.type if unit else None) or type_by_name(report.unit)
    return kind is None and bool(_OF_A_CITY.fullmatch(report.unit or ""))


def _ratio(cell: Cell, report: Report, previous: Report | None) -> tuple[Decimal, Decimal] | None:
    """Last year's fee in 万元 and how many times it this year's is; None when there is none to compare with."""
    if previous is None or not is_year_before(report, previous):
        return None
    earlier = previous.cells.get(FEE)
    if earlier is None or earlier.doubt is not None or not earlier.yuan or cell.yuan is None:
        return None
    return earlier.yuan / _TEN_THOUSAND, cell.yuan / earlier.yuan


def _same_in_yuan(stated: Amount, value: Decimal) -> bool:
    return stated.figure.measure == "元" and stated.figure.value == value


def _finding(cell: Cell, value: Decimal, before: tuple[Decimal, Decimal] | None, stated: Amount | None) -> Finding:
    due = (value / _TEN_THOUSAND).normalize()
    proofs = [f"是上一年{before[0].normalize():f}万元的{before[1]:.0f}倍"] if before else []
    proofs += [f"正文写的是{stated.words}"] if stated else []
    proof = f"，{'，'.join(proofs)}" if proofs else ""
    certain = bool(proofs)
    return Finding(
        f"表二行政事业性收费·本年收费金额填“{cell.text}”，按表头单位万元合{value / _TEN_THOUSAND:.2f}亿元{proof}；"
        f"疑按元填写，{'应' if certain else '如是，应'}为 {due:f}（万元）",
        cells=(FEE,),
        quotes=(stated.passage.quote,) if stated else (),
        equation=f"{value:f} ÷ 10000 = {due:f}",
        difference=value - due if certain else None,
        severity=ERROR if certain else WARNING,
        confidence=Confidence.LIKELY if certain else Confidence.POSSIBLE,
        proposals=(Proposal(1, "最可能", (Change(FEE, cell.text, f"{due:f}"),), "元换算为万元"),),
    )
