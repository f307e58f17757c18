"""The notation of 反例 and 正例: lines that change a sound report, so that every example can be run.

年度 = 2019                          the report year (the form follows from it, title and text too)
版式 = ed2019                        the form, where it does not follow from the year
单位 = 云溪县公安局                   标题 = …    文件名 = …    网页标题 = …   (nothing behind = removes the title)
三.R01.自然人 = 12                   what a cell says; 三.*.总计 and 二.规章.* are every cell of a column or row
三.R03.标签 = （一）予以公开2          what a row's label says
三.列.其他 = 别的                     what a column's heading says (三.列.申请人情况 and 三.列.勾稽关系 too)
三.R05.格数 = 6                      how many value cells a row has (四.格数 for 表四)
三.增列 = 备注    二.增行 = 其他事项     a column or row that the form does not have, blank or 0
三.小计.不予公开 = 1,0,0,0,0,0,1        figures beside a group's label
文件格式 = html  未声明编码 = GB18030   what the reader of the file knows of it;  同一文件报告数 = 2
去掉 二.规章                          the row is missing;  去掉 六  the section is missing;  去掉 表三  its table
一：……                               the prose of section 一, in place of what is there; repeated lines add up
一×30：……                            the same, its text thirty times over
五.标题 = 下一步打算                  五.序号 = 四
在五前加 四、平台建设情况：……          a section more;  在末尾加 七、附表：……  one behind the last
前言：……                             a line before the first section;  去掉 前言  no line there but the title
⏎ in a title, heading or label is a line break.

上年：三.R23.总计 = 3                  a line of the report of the year before (上年： alone: it has no fault)

What else stands around the report is written as in `gouji.rule.around`.
"""

from __future__ import annotations

import fnmatch
import re

from gouji.draft import Draft, DraftSection, sound
from gouji.errors import GoujiError
from gouji.model import Report
from gouji.recognise import recognise
from gouji.rule.around import AROUND, with_line
from gouji.rule.definition import Context

_ASSIGNMENT = re.compile(r"^(\S+)\s*=\s*(.*)$")
_PROSE = re.compile(r"^([一二三四五六七八九十]+|前言)(?:×(\d+))?[：:](.*)$")
_ADDED = re.compile(r"^在(末尾|\S+(?=前))前?加\s*([一二三四五六七八九十]+)、([^：:]+)[：:](.*)$")
_HEAD = ("年度", "版式", "单位")
_BEFORE = ("上年：", "上年:")


class BadExample(GoujiError):
    """A line of an example that cannot be read; names the line."""

    def __init__(self, line: str, reason: str = "读不懂") -> None:
        super().__init__(f"例子中的“{line}”{reason}")


def example_context(text: str) -> Context:
    """The report that an example describes, with what stands around it; raises BadExample."""
    around = {line: found for line in _lines(text) if (found := AROUND.match(line))}
    earlier = [line[len(_BEFORE[0]) :].strip() for line in _lines(text) if line.startswith(_BEFORE)]
    report = example_report(text)
    before = _year_before(report, earlier) if earlier else None
    context = Context(report, before)
    for line, found in around.items():
        try:
            context = with_line(context, found)
        except (KeyError, ValueError) as problem:
            raise BadExample(line, f"有误（{problem}）") from problem
    return context


def example_report(text: str) -> Report:
    """The report that an example describes; raises BadExample."""
    draft = example_draft(text)
    return recognise(draft.document(), file_name=draft.file_name)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _year_before(report: Report, lines: list[str]) -> Report:
    """The report of the year before: of the same unit unless a line says otherwise."""
    head = [f"年度 = {(report.year or 0) - 1}", f"单位 = {report.unit}"]
    return example_report("\n".join([*head, *lines]))


def example_draft(text: str) -> Draft:
    """The draft that an example describes; raises BadExample."""
    lines = [line for line in _lines(text) if not line.startswith(_BEFORE) and not AROUND.match(line)]
    head = {m[1]: m[2].strip() for line in lines if (m := _ASSIGNMENT.match(line)) and m[1] in _HEAD}
    year = int(head["年度"]) if "年度" in head else None
    draft = sound(head.get("版式"), year, head.get("单位", "云溪县农业农村局"))
    replaced: set[str] = set()
    for line in lines:
        if not _is_head(line):
            _apply(line, draft, replaced)
    return draft


def _is_head(line: str) -> bool:
    found = _ASSIGNMENT.match(line)
    return bool(found and found[1] in _HEAD)


def _apply(line: str, draft: Draft, replaced: set[str]) -> None:
    try:
        if found := _ADDED.match(line):
            place = len(draft.sections) if found[1] == "末尾" else draft.sections.index(draft.section(found[1]))
            draft.sections.insert(place, DraftSection(found[2], found[3], [found[4]]))
        elif found := _PROSE.match(line):
            _write(draft, found[1], found[3] * int(found[2] or 1), replaced)
        elif line.startswith("去掉"):
            _remove(draft, line.removeprefix("去掉").strip())
        elif found := _ASSIGNMENT.match(line):
            _assign(draft, found[1], found[2].strip().replace("⏎", "\n"))
        else:
            raise BadExample(line)
    except (KeyError, ValueError, StopIteration) as problem:
        raise BadExample(line, f"指向不存在的地方（{problem}）") from problem


def _write(draft: Draft, where: str, text: str, replaced: set[str]) -> None:
    if where == "前言":
        draft.preface.append(text)
        return
    section = draft.section(where)
    if where not in replaced:
        replaced.add(where)
        section.paragraphs = []
    section.paragraphs.append(text)


def _remove(draft: Draft, what: str) -> None:
    if "." in what:
        table, row = what.split(".", 1)
        if not any(address.startswith(f"{table}.{row}.") for address in draft.cells):
            raise KeyError(what)
        draft.dropped.add(what)
    elif what == "前言":
        draft.preface.clear()
    elif what.startswith("表"):
        next(section for section in draft.sections if section.table == what[1:]).table = None
    else:
        draft.sections.remove(draft.section(what))


def _is_addition(parts: list[str]) -> bool:
    """Whether the name is that of something the form does not have: 三.增列, 二.增行, 三.小计.不予公开."""
    return parts[1:2] in (["增列"], ["增行"]) or parts[:2] == ["三", "小计"]


def _add(draft: Draft, parts: list[str], value: str) -> None:
    if parts[1] == "小计":
        draft.subtotals[parts[2]] = [one.strip() for one in value.split(",")]
    else:
        {"增列": draft.extra_columns, "增行": draft.extra_rows}[parts[1]][parts[0]] = value


def _assign(draft: Draft, name: str, value: str) -> None:
    simple = {
        "标题": "title",
        "文件名": "file_name",
        "网页标题": "title_hint",
        "文件格式": "format",
        "未声明编码": "guessed_encoding",
    }
    parts = name.split(".")
    if name in simple:
        setattr(draft, simple[name], value)
    elif name == "同一文件报告数":
        draft.reports_in_file = int(value)
    elif _is_addition(parts):
        _add(draft, parts, value)
    elif parts[-1] == "标签":
        draft.labels[".".join(parts[:-1])] = value
    elif parts[-1] == "格数":
        draft.lengths[".".join(parts[:-1])] = int(value)
    elif len(parts) == 3 and parts[1] == "列":  # noqa: PLR2004 - 三.列.其他
        draft.headings[f"{parts[0]}.{parts[2]}"] = value
    elif len(parts) == 2 and parts[1] in ("标题", "序号"):  # noqa: PLR2004 - 五.标题
        setattr(draft.section(parts[0]), {"标题": "title", "序号": "numeral"}[parts[1]], value)
    elif addresses := fnmatch.filter(draft.cells, name):
        draft.cells |= dict.fromkeys(addresses, value)
    else:
        raise KeyError(name)
