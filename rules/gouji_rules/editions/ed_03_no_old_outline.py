"""ED-03."""

import re
from collections.abc import Iterator

from gouji.model import Section
from gouji.rule import WARNING, Finding, Report, Unchecked, rule
from gouji.text import compact
from gouji_rules._years import doubt_about_year
from gouji_rules.structure._sections import heading, name

_OVERVIEW = re.compile(r"(?:工作|基本|情况)?概述")
_FEES = re.compile(r"收费(?:及|和|与|、)?减免|减免(?:及|和|与|、)?收费|收费情况|收取费用")


@rule(
    "ED-03",
    title="旧式体例",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="按格式的六个部分重新安排：“概述”改为“总体情况”，收费及减免写入“其他需要报告的事项”。",
    explains=("ST-02", "ST-04"),
)
def no_old_outline(report: Report) -> Iterator[Finding | Unchecked]:
    """2019年度起，一级标题不应再有“概述”“收费及减免情况”等旧式体例。

    2018年度及以前没有全国统一格式，报告多以“概述”开头，并按当时的条例单列“收费及减免情况”。2019年度起统一格式的六个部分中
    没有这两项，沿用旧体例说明报告是照旧文稿改的。

    同一份报告只报一项，列出全部旧式标题；它们不再由 ST-02、ST-04 重复指出。

    常见误报：“概述”用作部分之内的小标题或者正文里的词，不报；2018年度及以前的报告不适用；报告年度不能确定、表格也看不出
    用的是哪一版格式的，本规则不下结论。

    沿革：0.1 首次收入。

    反例：
        年度 = 2020
        一.标题 = 概述
    正例：
        年度 = 2020
        一：（一）工作概述。2020年，本机关主动公开政府信息12条，受理申请2件。
    """
    old = [section for section in report.sections if _is_old(section)]
    if not old:
        return
    if not any(table.edition for table in report.tables.values()) and (doubt := doubt_about_year(report)):
        yield Unchecked(doubt)
        return
    yield Finding(
        f"一级标题{'、'.join(f'“{name(section)}”' for section in old)}是2018年度及以前的旧式体例；"
        f"{'；'.join(dict.fromkeys(_due(section) for section in old))}",
        quotes=tuple(heading(section) for section in old),
        locator="体例",
    )


def _is_old(section: Section) -> bool:
    title = compact(section.title)
    if section.kind == "overview":
        return bool(_OVERVIEW.search(title)) and "总体" not in title
    return section.kind in (None, "other") and bool(_FEES.search(title))


def _due(section: Section) -> str:
    if section.kind == "overview":
        return "应为“一、总体情况”"
    return "收费及减免情况不单列为一个部分，应写入“六、其他需要报告的事项”"
