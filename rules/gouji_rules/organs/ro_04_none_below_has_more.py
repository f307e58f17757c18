"""RO-04."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import EITHER_DOCUMENT, address_words
from gouji.rule import ERROR, Finding, Report, Subordinate, Unchecked, Unit, rule
from gouji_rules.organs._roll_up import own_figures, table_addresses, units_below

_SHOWN = 5
_FEWEST = 5


@rule(
    "RO-04",
    title="下级大于上级",
    severity=ERROR,
    basis=f"《政府信息公开条例》第六条第一款、第五十条；{EITHER_DOCUMENT}",
    advice="核对政府和该单位的报告，更正填错的一方；上级登记错了的，更正单位登记中的“上级/汇总单位”。",
    explains=("RO-01", "RO-02", "RO-03"),
)
def none_below_has_more(
    report: Report, unit: Unit | None = None, subordinates: tuple[Subordinate, ...] | None = None
) -> Iterator[Finding | Unchecked]:
    """归政府汇总的任何一个单位，报告中的任何一格都不应大于政府报告的同一格。

    政府的数是下级之和，所以不必等全部下级报送。每个单位的各格合并为一个问题。

    常见误报：上级登记错了：下级几乎每一格都大于政府的，不报，提请核对登记。空白只在同一行或同一列有数字时按0计，存疑的格
    不比较；目录的项数（2019年试行格式的项目数量和增减）不比较。

    沿革：0.1 首次收入。

    反例：
        单位 = 云溪县人民政府
        三.R01.总计 = 3
        下级.云溪县财政局.三.R01.总计 = 4
    正例：
        单位 = 云溪县人民政府
        三.R01.总计 = 4
        下级.云溪县财政局.三.R01.总计 = 4
    """
    below = [one for one in units_below(report, unit, subordinates) if one.cells]
    own = own_figures(report)
    addresses = [a for table in ("二", "三", "四") for a in table_addresses(report, table) if a in own]
    for one in below:
        figures = {a: one.cells[a] for a in addresses if one.cells and one.cells.get(a)}
        more = {a: figure for a, figure in figures.items() if figure > own[a]}
        if len(figures) >= _FEWEST and len(more) == len(figures):
            yield Unchecked(f"{one.name}的数字全部大于本报告，请核对单位登记中它的上级/汇总单位是否有误")
        elif more:
            yield _finding(one.name, more, own, report)


def _finding(name: str, more: dict[str, Decimal], own: object, report: Report) -> Finding:
    assert isinstance(own, dict)
    shown = "；".join(
        f"{address_words(address, report.edition)} {figure:f}，本报告 {own[address]:f}"
        for address, figure in list(more.items())[:_SHOWN]
    )
    rest = f"等{len(more)}格" if len(more) > _SHOWN else ""
    address, figure = max(more.items(), key=lambda pair: pair[1] - own[pair[0]])
    return Finding(
        f"下级单位{name}的数大于政府的数：{shown}{rest}",
        cells=tuple(more),
        equation=f"{figure:f} > {own[address]:f}",
        difference=figure - own[address],
        locator=name,
    )
