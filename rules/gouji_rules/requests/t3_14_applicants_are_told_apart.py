"""T3-14."""

from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import INFO, Confidence, Finding, Report, UnitType, by_type, rule
from gouji_rules._counts import count_of
from gouji_rules._figures import lines

_PERSONS, _TOTAL = "自然人", "总计"


@rule(
    "T3-14",
    title="全部列入自然人",
    severity=INFO,
    basis="《政府信息公开条例》第五十条第一款第（二）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三",
    advice="按收件登记核对申请人类别，法人或其他组织的申请分别列入相应的列。",
)
def applicants_are_told_apart(
    report: Report,
    *,
    fewest: int = 50,
    concerned: bool = by_type(default=True, values={UnitType.TOWNSHIP: False}),
) -> Iterator[Finding]:
    """表三应按申请人类别分列；申请不少于 fewest 件的，一般不会全部是自然人。

    除总计以外，所有数字都在“自然人”一列的，可能是没有区分申请人类别。

    常见误报：乡镇街道的申请人大多是村（居）民，本规则不适用于乡镇街道；申请少的单位不提示；所以只作提示。

    沿革：0.1 首次收入。

    反例：
        三.R01.自然人 = 50
        三.R01.总计 = 50
        三.R03.自然人 = 50
        三.R03.总计 = 50
        三.R22.自然人 = 50
        三.R22.总计 = 50
    正例：
        三.R01.自然人 = 49
        三.R01.商业企业 = 1
        三.R01.总计 = 50
    """
    if not concerned:
        raise NotApplicable("乡镇街道的申请人大多是自然人")
    total = count_of(report, "三.R01.总计")
    if total < fewest:
        return
    own = count_of(report, "三.R01.自然人")
    others = [
        cell
        for line in lines(report, "三")
        for name, cell in line.cells.items()
        if name not in (_PERSONS, _TOTAL) and cell.value
    ]
    if own != total or others:
        return
    yield Finding(
        f"表三本年新收 {total:f} 件全部列入自然人，法人或其他组织五列都是0；请核对是否区分了申请人类别",
        cells=("三.R01.自然人", "三.R01.总计"),
        equation=f"{own:f} = {total:f}",
        confidence=Confidence.POSSIBLE,
        locator="三.自然人",
    )
