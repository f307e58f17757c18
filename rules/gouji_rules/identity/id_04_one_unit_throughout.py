"""ID-04."""

import re
from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import ERROR, INFO, Confidence, Finding, Quote, Report, Unit, rule
from gouji.text import quoted
from gouji_rules._residue import Residue, own_names, where_it_acts, where_it_says_who

_PRONOUN = re.compile(r"我(局|委|镇|乡|街道|院|厅|校)(?!们|县|市|区)")
_CLOSED = {"局": ("镇", "乡", "街道", "校"), "镇": ("局", "院", "厅", "校", "乡"), "乡": ("局", "院", "厅", "校", "镇")}


@rule(
    "ID-04",
    title="单位名称前后不一致",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="核对全文的单位名称，改为本单位；沿用其他单位文稿的，逐句检查数据和表述。",
    explains=("RO-06",),
)
def one_unit_throughout(report: Report, unit: Unit | None = None) -> Iterator[Finding]:
    """标题、导语、正文、落款和登记的单位应当是同一个单位。

    标题是一个单位，导语、正文的主语或者落款却是另一个单位、另一个地方，多半是套用了别人的文稿，数据也就不可信。
    比较地名和职能：同级的另一个地名（“宜宾市”之于“威海市”），或者另一种职能（“教育局”之于“科技局”），是错误；
    只是自称不符（局的报告写“我镇”），或者名称只有一部分相同、可能是旧称（水务局与“县水利局”）的，只作提示。
    正文主语处的其他单位名称同时也是 RO-06。

    常见误报：简称与全称（科技局与科学技术局、县市场监管局与市场监督管理局）、登记的其他名称、标题括号里加挂的牌子、省略地名；作为上级、协作单位提到的市政府、区教育局；
    内设和下属机构；写明“原”“更名”“组建”的旧名称；政府报告里的部门，都不报。

    沿革：0.1 首次收入。

    反例：
        单位 = 威海市旅游局
        一：2023年，宜宾市旅游局认真贯彻落实条例，主动公开政府信息12条，受理申请2件。
    正例：
        单位 = 云溪县科学技术局
        一：2023年，县科技局认真贯彻落实条例，在县政府办公室、县教育局的配合下，主动公开政府信息12条。
    """
    own = own_names(report, unit)
    if not own:
        raise NotApplicable("没有认出单位名称，无法比较")
    by_name: dict[str, list[Residue]] = {}
    for one in (*where_it_says_who(report, own), *where_it_acts(report, own)):
        by_name.setdefault(one.name, []).append(one)
    for name, found in by_name.items():
        yield _finding(name, found)
    if not by_name:
        yield from _pronouns(report, own[0].text)


def _finding(name: str, found: list[Residue]) -> Finding:
    where = "、".join(dict.fromkeys(one.where for one in found))
    quotes = tuple(dict.fromkeys(one.quote for one in found))
    if all(one.near for one in found):
        return Finding(
            f"{where}写的单位是“{name}”，本单位是“{found[0].own}”；如是同一单位的简称、旧称，应统一为一个名称，如是下属单位，应写明，请核实",
            quotes=quotes,
            severity=INFO,
            confidence=Confidence.POSSIBLE,
            locator=f"单位|{name}",
        )
    what = f"“{found[0].place}”不是本单位所在地" if found[0].place else "职能不同"
    return Finding(
        f"{where}写的单位是“{name}”，本单位是“{found[0].own}”（{what}）；应为同一单位，请核实是否沿用了其他单位的文稿",
        quotes=quotes,
        confidence=Confidence.LIKELY,
        locator=f"单位|{name}",
    )


def _pronouns(report: Report, own: str) -> Iterator[Finding]:
    """我镇 in the report of a 局: another kind of body speaks."""
    kind = next((ending for ending in _CLOSED if own.removesuffix("人民政府").endswith(ending)), None)
    if kind is None:
        return
    for _, paragraph in report.paragraphs():
        found = next((one for one in _PRONOUN.finditer(paragraph.text) if one[1] in _CLOSED[kind]), None)
        if found:
            yield Finding(
                f"本单位是“{own}”，正文却自称“{found[0]}”；请核实是否沿用了其他单位的文稿",
                quotes=(Quote(quoted(paragraph.text), paragraph.place),),
                severity=INFO,
                confidence=Confidence.POSSIBLE,
                locator="自称",
            )
            return
