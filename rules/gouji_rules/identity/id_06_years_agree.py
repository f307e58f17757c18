"""ID-06."""

import re
from collections import Counter
from collections.abc import Iterator

from gouji.rule import ERROR, WARNING, Finding, Report, Severity, Unchecked, rule
from gouji.text import compact
from gouji_rules._years import OF_DOCUMENTS, Stated, stated_as_period, stated_in_prose, stated_in_title

_NAME_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d|[年._-]?\d{1,2}[月._-])")


@rule(
    "ID-06",
    title="年度不一致",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款、第五十条第二款",
    advice="核对标题、统计期限和正文的年份，统一为报告年度；沿用上年文稿的，逐句检查。",
    editions=("pre2019", "ed2019", "ed2021"),
)
def years_agree(report: Report) -> Iterator[Finding | Unchecked]:
    """标题、统计期限、总体情况开头、主动公开条数所写的年份和文件名中的年份应当是同一个报告年度。

    年份不一致多半是沿用上年文稿留下的，读者无法判断数据属于哪一年。标题与统计期限、标题与“××××年…主动公开…条”
    不一致是错误；其他地方和文件名是警告。

    常见误报：上年结转、决算、与上年比较、下年计划、文件名称和文号里的年份、法律施行日期、落款和公布日期、“截至××××年1月”、
    文件名里的公布年份、日期和文号，都不算不一致。

    沿革：0.1 首次收入。

    反例：
        年度 = 2023
        去掉 前言
        前言：本报告所列数据的统计期限为2022年1月1日至2022年12月31日。
    正例：
        年度 = 2023
        一：2023年，本机关主动公开政府信息120条，比2022年增加20条。
        一：根据《2022年政务公开工作要点》，2021年决算于2022年公开。2024年将继续主动公开政府信息100条以上。
    """
    title = stated_in_title(report)
    stated = [*([title] if title else []), *stated_as_period(report), *stated_in_prose(report)]
    year = _year_of_report(report, stated)
    if year is None:
        yield Unchecked("报告中没有写明年度")
        return
    named = _in_file_name(report, year)
    wrong = [one for one in (*stated, *named) if set(one.years) != {year}]
    if wrong:
        yield _finding(year, stated, wrong)


def _year_of_report(report: Report, stated: list[Stated]) -> int | None:
    """What the report was taken for; else the year that most places state."""
    counted = Counter(year for one in stated for year in one.years)
    return report.year if report.year is not None else next(iter(dict(counted.most_common(1))), None)


def _in_file_name(report: Report, year: int) -> list[Stated]:
    """The year in the file's name; the one after the report's is that of the publication."""
    years = set(map(int, _NAME_YEAR.findall(OF_DOCUMENTS.sub("", compact(report.file_name or "")))))
    return [Stated("文件名", tuple(years))] if len(years) == 1 and not years & {year, year + 1} else []


def _finding(year: int, stated: list[Stated], wrong: list[Stated]) -> Finding:
    right = [one for one in stated if one not in wrong]
    places = "，".join(dict.fromkeys(one.words for one in (*right, *wrong)))
    basis = "" if right else f"（按{year}年度核查）"
    return Finding(
        f"报告年度前后不一致：{places}{basis}；各处应为同一年度，请核实是否都应为{_likely_year(year, stated)}年",
        quotes=tuple(one.quote for one in wrong if one.quote),
        severity=_severity(stated),
        locator="年度",
    )


def _likely_year(year: int, stated: list[Stated]) -> int:
    """What most places state; the year that the report was taken for among equals."""
    counted = Counter(one for place in stated for one in place.years)
    return max(counted, key=lambda one: (counted[one], one == year), default=year)


def _severity(stated: list[Stated]) -> Severity:
    """Title against period or against the figures disclosed is an error, anything else a warning."""
    title = next((one.years for one in stated if one.where == "标题"), None)
    facts = {one.years for one in stated if one.where in ("统计期限", "主动公开条数一句")}
    return ERROR if title and facts - {title} else WARNING
