"""What a document seems to be, from its own words: for files that are no annual report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.model import Document, Paragraph, Table
from gouji.text import compact

_LOOKED_AT = 40
_LONGEST_LINE = 80
_FEWEST_LETTERS = 60
_FEWEST_OF_TITLE = 10

#: What a title says a document is, the more particular first. None of them is an annual report of disclosure.
_TITLES: tuple[tuple[str, str], ...] = (
    (r"政府网站.{0,12}年度(?:工作)?报表|网站工作年度报表", "政府网站工作年度报表"),
    (r"法治政府(?:建设)?.{0,16}(?:报告|情况|年报)|依法行政.{0,10}(?:报告|情况|总结)", "法治政府建设年度报告"),
    (
        r"(?:评估|测评|考评|考核|检查|抽查|核查|编制|发布|公布|报送)(?:情况|结果)?的?(?:通报|公示|报告|反馈)$",
        "年度报告编制发布情况的通报或评估",
    ),
    (
        r"(?:年度报告|年报).{0,12}(?:通报|评估|测评|考核|解读|培训|通知|提示|说明会|问答|格式|编制指南|填报说明)",
        "关于年度报告的通知、通报或者解读",
    ),
    (r"的(?:紧急|补充)?通知$|^通知$", "通知"),
    (r"的?通报$|^通报$", "通报"),
    (r"公示$|公示公告$", "公示"),
    (r"的?公告$|^公告$", "公告"),
    (r"决算(?:公开|说明|报告|情况|信息|报表)?|部门决算", "决算公开"),
    (r"预算(?:公开|说明|报告|情况|信息|报表|草案)?|“?三公”?经费", "预算公开"),
    (r"会议纪要|会议记录|办公会.{0,6}纪要", "会议纪要"),
    (r"信息公开指南|公开指南$", "信息公开指南"),
    (r"信息公开目录|公开事项目录|主动公开基本目录|目录清单", "信息公开目录"),
    (r"申请表$|申请书$|信息公开申请表", "政府信息公开申请表"),
    (r"告知书$|答复书$|决定书$|受理(?:通知|告知)", "答复申请人的文书"),
    (r"(?:政务|信息)公开工作要点|工作要点$", "工作要点"),
    (r"实施方案$|工作方案$|行动方案$|工作计划$", "方案或计划"),
    (r"管理办法$|实施细则$|暂行规定$|条例$|管理规定$|工作制度$", "规章制度"),
    (r"政府工作报告", "政府工作报告"),
    (r"统计公报|统计报表|统计年报", "统计资料"),
    (r"述职|述廉", "述职报告"),
    (r"工作总结|工作情况(?:的)?(?:汇报|报告|总结)|总结$|自查报告|整改报告|调研报告", "工作总结或者专项报告"),
    (r"招标|采购(?:公告|文件)|中标|成交(?:结果|公告)|询价", "采购招标文件"),
    (r"合同书?$|协议书?$", "合同"),
    (r"简历|花名册|通讯录|名单$|人员名册|名册$", "人员名单"),
    (r"的?请示$|的?批复$|的?复函$|的?函$", "公文往来"),
    (r"的(?:意见|决定)$", "公文"),
    (r"发票|收据|凭证", "票据"),
)
_REPORT = re.compile(r"(?:政府|政务)?信息公开(?:工作)?(?:年度|工作|年度工作)*(?:报告|年报)")
_YEAR = re.compile(r"20\d\d|二[〇○零]")
_OF_A_FORM = re.compile(r"年度报告.{0,6}(?:模板|样式|样本|范本|格式)(?:[（(]?试行[)）]?)?$")
_WRAPPED = re.compile(r"^[》”]?的?(?:公告|公示|函|报告|说明)$")
_PRESS = re.compile(r"^(?:本报讯|.{0,12}讯[（(:]|新华社|.{0,10}记者)|\(?记者[\u4e00-\u9fff]{2,4}\)?|(?:责任)?编辑[:：]")
_CODE = re.compile(
    r"^\s*(?:def |class |import |from \w+ import|#include|public |private |function |var |const |let |return |package |"
    r"[\[{\"]\S*[\]}\",:]?|if ?\(|for ?\(|while ?\(|else\b|try\b|SELECT |INSERT |print\(|</?\w+|[{}];?$|"
    r"\w+(?:\.\w+)*\(.*\);?$|\w+ = .*;?$)"
)
_FEWEST_OF_CODE = 3


def genre(document: Document) -> str | None:
    """What the document says it is, None when its words do not tell."""
    lines = list(_first_lines(document))
    if found := _by_title(lines):
        return found
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.text.strip()]
    whole = "".join(texts[: _LOOKED_AT * 5])[:20_000]
    if texts and sum(bool(_CODE.search(text)) for text in texts) * 2 > len(texts) > _FEWEST_OF_CODE:
        return "程序代码或者数据文件"
    letters = sum(character.isascii() and character.isalpha() for character in whole)
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in whole)
    if letters > _FEWEST_LETTERS and letters > chinese * 4:
        return "外文文本"
    if any(_PRESS.search(compact(text)[:200]) for text in texts[:_LOOKED_AT]):
        return "新闻报道"
    return _of_tables(document, texts)


def title_says_otherwise(document: Document) -> str | None:
    """What the title says when it names another kind of document and no report; None when there is no such title."""
    return _by_title(list(_first_lines(document)))


def _by_title(lines: Sequence[str]) -> str | None:
    """What the first line that names a kind of document names; an annual report of disclosure first of all."""
    if any(_is_reports_title(line) or _OF_A_FORM.search(line) for line in lines):
        return None
    ordered = [*(line for line in lines if len(line) >= _FEWEST_OF_TITLE), *lines]
    return next((kind for line in ordered for pattern, kind in _TITLES if re.search(pattern, line)), None)


def _is_reports_title(line: str) -> bool:
    """Whether a line is the title of a report for a year, sent with a letter or published with a notice or not."""
    found = _REPORT.search(line)
    behind = (
        ""
        if found is None
        else _WRAPPED.sub("", line[found.end() :]).strip("()（）0123456789年度〇○零一二三四五六七八九稿")
    )
    return found is not None and not behind and bool(_YEAR.search(line))


def _first_lines(document: Document) -> Iterator[str]:
    """The short lines at the head of the document, in tables too; sentences left out."""
    count = 0
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells[:3]]
        for text in texts:
            bare = compact(text) if len(text) < 4 * _LONGEST_LINE else ""
            if bare and len(bare) <= _LONGEST_LINE and not bare.endswith(("。", ";", "，")):
                yield bare.strip("《》")
            count += bool(text.strip())
        if count >= _LOOKED_AT // 3:
            break
    if document.title_hint:
        yield compact(document.title_hint)[: 2 * _LONGEST_LINE]


def _of_tables(document: Document, texts: Sequence[str]) -> str | None:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not tables or len(texts) > len(tables) * 5:
        return None
    heads = [compact(cell.text) for cell in tables[0].cells if cell.row == tables[0].cells[0].row]
    shown = "、".join(head[:12] for head in heads if head)[:60]
    return f"一张表格（表头是“{shown}”）" if shown else "表格"
