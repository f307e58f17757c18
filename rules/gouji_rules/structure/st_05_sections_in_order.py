"""ST-05."""

from bisect import bisect_left
from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.model import Section
from gouji.rule import ERROR, Finding, Report, rule
from gouji_rules.structure._sections import forms, heading, name

_FEWEST = 2


@rule(
    "ST-05",
    title="章节顺序错误",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="按总体情况、主动公开、收到和处理申请、复议诉讼、问题及改进、其他需要报告的事项的顺序排列。",
)
def sections_in_order(report: Report) -> Iterator[Finding]:
    """六个部分应按格式的顺序排列。

    顺序错了，读者和汇总的人按位置找不到对应的部分。看的是各部分的内容，不看序号；序号本身的错误由 ST-03 指出。

    常见误报：缺少一个部分（ST-01）、多出一个部分（ST-04），其余部分的次序没有变的，不报；总体情况之内各方面的次序不限。

    沿革：0.1 首次收入。

    反例：
        二.标题 = 收到和处理政府信息公开申请情况
        三.标题 = 主动公开政府信息情况
    正例：
        去掉 四
    """
    official = [form.kind for form in forms()]
    known = [section for section in report.sections if section.kind in official]
    if len(known) < _FEWEST:
        raise NotApplicable("没有找到六个部分的标题，见 ST-01")
    places = [official.index(section.kind or "") for section in known]
    kept = _longest_rising(places)
    moved = [section for position, section in enumerate(known) if position not in kept]
    if moved:
        yield Finding(
            f"{'、'.join(f'“{name(section)}”' for section in moved)}的位置不对；现在的顺序是{_titles(known)}，"
            f"应为{_titles(sorted(known, key=lambda section: official.index(section.kind or '')))}",
            quotes=tuple(heading(section) for section in moved),
            locator="顺序",
        )


def _titles(sections: list[Section]) -> str:
    return "、".join(section.title for section in sections)


def _longest_rising(places: list[int]) -> set[int]:
    """The positions of a longest rising run of these numbers: what stands in order, the rest was moved."""
    ends: list[int] = []
    runs: list[list[int]] = []
    for position, place in enumerate(places):
        at = bisect_left(ends, place)
        run = [*(runs[at - 1] if at else []), position]
        ends[at : at + 1], runs[at : at + 1] = [place], [run]
    return set(runs[-1])
