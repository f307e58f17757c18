"""ST-07."""

import re
from collections.abc import Iterator

from gouji.editions import NAMES, edition
from gouji.model import Section, Table
from gouji.rule import ERROR, WARNING, Finding, Quote, Report, Unchecked, rule
from gouji.text import compact, label, quoted
from gouji_rules.structure._sections import heading, name

_LINKED = re.compile(
    r"(?:详?见|参见|点击|下载|查看|请看|浏览)[^。；]{0,14}(?:附件|附表|链接|表格|此处|文件)|附件下载|(?:附件|附表)\d*[:：]|\.(?:xlsx?|docx?|pdf|wps|et)\b"
    r"|(?:表格|统计表|数据表?)[^。；]{0,8}(?:另附|附后|见后|见附)",
    re.IGNORECASE,
)
_FEWEST_LABELS = 2


@rule(
    "ST-07",
    title="表格缺失/非文本表格",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="在相应部分按格式插入表格，用文字表格，不用图片；没有数据的也应保留并填0。",
)
def tables_are_there_as_text(report: Report) -> Iterator[Finding | Unchecked]:
    """第二、三、四部分应各有格式规定的表格，且是文字表格。

    缺表就没有数据可以核对和汇总；用图片代替，公众无法检索，数据也无从核查。缺几张表报在一项里。

    常见误报：表格在链接的附件里（网页上只有标题和“附件下载”），报告本身没有问题的可能性大，只作警告，表格未核查；文字里有表格的行名、
    只是没有分成格的，或者表格行列排法特别、没有认出的，不下结论；整个部分都没有的，由 ST-01 指出。

    沿革：0.1 首次收入。

    反例：
        去掉 表四
    正例：
        四：本年度没有因政府信息公开被申请行政复议、提起行政诉讼。
    """
    gone: list[tuple[str, Section | None]] = []
    for key, table in sorted(edition(NAMES[-1]).tables.items(), key=lambda one: "二三四".index(one[0])):
        section = report.section(table.section)
        if key in report.tables:
            continue
        if section is None and report.sections:
            yield Unchecked(f"没有找到表{key}，它所在的部分也没有找到（见 ST-01）")
        elif _is_unread(report, key):
            yield Unchecked(f"文中有表{key}的行名或者表头，但没有分成行列，没有认出这张表")
        else:
            gone.append((key, section))
    if gone:
        linked = _link(report)
        if linked:
            yield Unchecked(f"表{'、表'.join(key for key, _ in gone)}可能在附件中，没有核查")
        yield _finding(gone, linked)


def _finding(gone: list[tuple[str, Section | None]], linked: Quote | None) -> Finding:
    tables = "、".join(f"表{key}（在“{name(section)}”）" if section else f"表{key}" for key, section in gone)
    headings = tuple(heading(section) for _, section in gone if section)
    if linked:
        return Finding(
            f"没有找到{tables}，文中提到“{quoted(linked.text, 40)}”；表格应直接列在报告正文中，附件请另行投递核查",
            quotes=(*headings, linked),
            severity=WARNING,
            locator="表格",
        )
    return Finding(
        f"没有找到{tables}；应按格式列出文字表格（表格如果是图片，其中的数据无法核查）",
        quotes=headings,
        locator="表格",
    )


def _is_unread(report: Report, key: str) -> bool:
    """Whether labels of the table stand in the text or in tables of another shape."""
    wanted = _labels(key)
    found: set[str] = set()
    for block in report.document.blocks:
        texts = [cell.text for cell in block.cells] if isinstance(block, Table) else [_behind_sentences(block.text)]
        found |= {one for text in texts for one in wanted if one in label(text)}
        if len(found) >= _FEWEST_LABELS:
            return True
    return False


def _behind_sentences(text: str) -> str:
    """A sentence may name outcomes as the table does; labels that lost their table stand in none."""
    return text.rpartition("。")[2]


def _labels(key: str) -> set[str]:
    """Labels that nothing but this table says; of 表四 the outcomes."""
    forms = [edition(one).tables[key] for one in NAMES]
    texts = {column.name for form in forms for column in form.columns if key != "三"}
    texts |= {row.label for form in forms for row in form.rows if key == "三"}
    return {meaning for meaning in map(label, texts) if len(meaning) > 3 or meaning.startswith("结果")}  # noqa: PLR2004 - 总计, 其他


def _link(report: Report) -> Quote | None:
    """The first words that say the tables are elsewhere."""
    for _, paragraph in report.paragraphs():
        if _LINKED.search(compact(paragraph.text)):
            found = _LINKED.search(paragraph.text)
            at = max(0, found.start() - 10) if found else 0
            return Quote(quoted(paragraph.text[at : at + 60]), paragraph.place)
    return None
