"""RO-06."""

from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import ERROR, Confidence, Finding, Report, Unit, rule
from gouji_rules._residue import Residue, own_names, places_alone, where_it_acts


@rule(
    "RO-06",
    title="他单位名称残留",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="改为本单位、本地区的名称；沿用其他单位文稿的，逐句检查数据和表述。",
)
def no_other_unit_in_own_place(report: Report, unit: Unit | None = None) -> Iterator[Finding]:
    """正文中应写“我局”“我镇”的地方，不应出现其他单位、其他地区的名称。

    “推进宜宾市政府信息公开工作”出现在威海市的报告里，“龙口镇认真贯彻…”出现在另一个镇的报告里，都是套用文稿留下的。
    只看做主语、被说成本单位工作或者网站的位置。
    名称同时在标题、导语、落款出现或者做主语的，与 ID-04 是同一个问题，只报一项。

    常见误报：上级政府及其网站、毗邻地区、学习考察和协作的对象、下属单位、原名称、书名号里的文件名称，都不报。

    沿革：0.1 首次收入。

    反例：
        单位 = 威海市旅游局
        一：2023年，我局积极推进宜宾市政府信息公开工作，主动公开政府信息12条，受理申请2件。
    正例：
        单位 = 云溪县农业农村局
        一：2023年，在云溪县人民政府和清江市农业农村局指导下，我局推进云溪县政府信息公开工作，受理申请2件。
    """
    own = own_names(report, unit)
    if not own:
        raise NotApplicable("没有认出单位名称，无法比较")
    by_name: dict[str, list[Residue]] = {}
    for one in (*where_it_acts(report, own), *places_alone(report, own)):
        if one.near:
            continue
        by_name.setdefault(one.name, []).append(one)
    for name, found in by_name.items():
        yield Finding(
            f"正文把“{name}”写在本单位的位置；本单位是“{found[0].own}”，应改为本单位或者本地区的名称",
            quotes=tuple(dict.fromkeys(one.quote for one in found)),
            confidence=Confidence.LIKELY,
            locator=f"残留|{name}",
        )
