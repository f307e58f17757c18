"""UN-05."""

from collections.abc import Iterator

from gouji.rule import INFO, Finding, Quote, Report, rule
from gouji_rules._before import is_year_before
from gouji_rules.units._money import PURCHASES, money_cell, stated_amounts


@rule(
    "UN-05",
    title="采购金额单位不统一",
    severity=INFO,
    basis="《政府信息公开条例》第二十条第（九）项；国办公开办函〔2019〕60号 表二",
    advice="两种单位都合法，不必修改；汇总时先换算为同一单位。",
    editions=["ed2019"],
)
def purchases_keep_one_unit(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """采购总金额在同一份报告的正文和表二之间、本单位前后两年之间，宜用同一种单位（元或者万元）。

    2019年试行格式没有规定单位，两种都合法；单位不一只在汇总、比较时容易出错，所以只作提示，并给出换算后的金额。

    常见误报：同一批各单位之间用元用万元不一，要看整批报告才知道，单份核查时不提示；没有写单位的由 T2-14 指出。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        二.政府集中采购.采购项目数量 = 9
        二.政府集中采购.采购总金额 = 146078.86元
        一：全年政府采购金额14.607886万元。
    正例：
        年度 = 2019
        二.政府集中采购.采购项目数量 = 9
        二.政府集中采购.采购总金额 = 146078.86元
        一：全年政府采购金额146078.86元。
    """
    cell = money_cell(report)
    if cell is None or not cell.yuan:
        return
    others: list[str] = []
    quotes: list[Quote] = []
    for stated in stated_amounts(report, PURCHASES):
        if stated.figure.measure != cell.unit:
            others.append(f"正文用“{stated.figure.measure}”")
            quotes.append(stated.passage.quote)
            break
    earlier = previous.cells.get(PURCHASES) if previous and is_year_before(report, previous) else None
    if earlier and earlier.yuan and earlier.doubt is None and earlier.unit != cell.unit:
        others.append(f"上一年用“{earlier.unit}”（{earlier.text}）")
    if others:
        yield Finding(
            f"表二政府集中采购·采购总金额用“{cell.unit}”（{cell.text}，合{cell.yuan.normalize():f}元），"
            f"{'，'.join(others)}；汇总时应先换算",
            cells=(PURCHASES,),
            quotes=tuple(quotes),
        )
