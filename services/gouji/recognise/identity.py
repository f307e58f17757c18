"""Whose report it is and for which year: title, unit and year from the text, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from gouji.model import Paragraph, Place
from gouji.text import chinese_year, compact, without_residue

_ORGAN_END = (
    "委员会办公室|人民政府办公室|人民政府|管理委员会|街道办事处|委员会|办事处|管委会|管理局|管理处|管理所|办公室|"
    "公安局|政府办|服务中心|中心|大队|支队|总队|分局|局|厅|委|院|所|署|馆|站|镇|乡|街道|政府"
)
_PLACE = "省|自治区|市|地区|自治州|州|盟|县|区|旗|镇|乡|街道|新区|开发区"
_ORGAN = rf"[\u4e00-\u9fa5]{{1,20}}?(?:{_PLACE})[\u4e00-\u9fa5（）()]{{0,24}}?(?:{_ORGAN_END})"
_VERBS = (
    "认真|坚持|深入|积极|全面|严格|按照|围绕|贯彻|始终|高度|切实|持续|紧紧|紧扣|不断|根据|以习近平|共|主动|进一步|"
    "政府信息公开|在|依据|着力|扎实|充分|大力|立足|依法|继续|将"
)
_OPENING = re.compile(rf"^(?:20\d\d年(?:度|以来)?)?[，,]?({_ORGAN})(?:{_VERBS})")
_ANNOUNCED = re.compile(rf"(?:公布|公开|现将|编制)({_ORGAN})20\d\d年?度?政府信息公开")
_SIGNED = re.compile(rf"^({_ORGAN})(?:20\d\d年\d{{1,2}}月\d{{1,2}}日)?$")
_TITLE = re.compile(r"政府信息公开.{0,12}(?:报告|年报)|(?:年度报告|工作报告).{0,6}政府信息公开")
_TITLE_TAIL = re.compile(
    r"(?:关于)?(?:编制|公布|发布|报送)?(?:20\d\d|[二〇○零一三四五六七八九]{4})?(?:年度|年)?(?:关于)?(?:政府信息|政务|信息)公开.*$"
)
_TITLE_HEAD = re.compile(r"^(?:20\d\d|[二〇○零一三四五六七八九]{4})(?:年度|年)?")
_YEAR = re.compile(r"(20\d\d)\s*(?:年|(?=政府信息公开|政务公开|度))")
_CHINESE_YEAR = re.compile(r"([二][〇○零][〇○零一二三四五六七八九]{2})年")
_PERIOD = re.compile(r"(?:统计期限|统计时限|统计期间|时限|期限|时间)[^。；]{0,20}?(20\d\d)年?1月1日")
_NOT_OF_THIS_YEAR = re.compile(r"《[^》]*》|〔\d{4}〕|\[\d{4}\]|（[^）]*号）")
_YEAR_ALONE = re.compile(r"\(?(?:20\d\d|[二〇○零一三四五六七八九]{4})年度?\)?")
_WHOLE_TITLE = re.compile(
    r"政府信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)(?:\((?:20\d\d|[二〇○零一三四五六七八九]{4})年?度?\))?$"
)
_NOT_IN_TITLE = re.compile(r"[。;,，；:：！？>《》]|通知|通报|解读|评估|\.{3,}|…|\d{1,3}$")
_ORGAN_ALONE = re.compile(rf"(?:20\d\d年?度?)?[\u4e00-\u9fa5（）()]{{2,30}}(?:{_ORGAN_END})(?:20\d\d年?度?)?")
_TITLED_END = re.compile(rf"(?:{_ORGAN_END}|公司|学校|大学|[中小]学|幼儿园|党校|海关|银行|联合会|协会|集团|部|社)$")
_LONGEST_TITLE = 60
_MOST_LINES_BEFORE = 3


class Title(msgspec.Struct, frozen=True):
    """The title as one line, and where it begins."""

    text: str
    place: Place


def clean_hint(hint: str | None) -> str | None:
    """A page's own title without the name of the site behind it; None when it does not look like a report's."""
    bare = re.split(r"[_|｜]|\s[-–—]\s|--", (hint or "").strip(), maxsplit=1)[0].strip()
    return bare if _TITLE.search(compact(bare)) else None


def find_title(preface: Sequence[Paragraph]) -> Title | None:
    """The title among the lines before the first section; lines that it is broken over are joined."""
    best: tuple[int, Title] | None = None
    for position, paragraph in enumerate(preface):
        text = without_residue(paragraph.text)[0].strip()
        bare = compact(text)
        if len(bare) > _LONGEST_TITLE or any(mark in bare for mark in "。；>《") or bare.endswith((":", "，")):
            continue
        title = _joined(preface, position, bare)
        if title is None or not _TITLE.search(compact(title.text)):
            continue
        score = 2 * bool(_YEAR.search(compact(title.text))) + title.text.endswith(("报告", "年报"))
        if best is None or score > best[0] or (score == best[0] and _is_whole(title.text, best[1].text)):
            best = (score, title)
    return best[1] if best else None


def _is_whole(title: str, part: str) -> bool:
    """Whether a title is one of which a line was taken for the title before."""
    return len(title) > len(part) and compact(title).endswith(compact(part))


def is_title(bare: str) -> bool:
    """Whether a line (compacted) is by itself, or as its last line, the title of an annual report for a year."""
    if len(bare) > _LONGEST_TITLE or not _WHOLE_TITLE.search(bare) or _NOT_IN_TITLE.search(bare):
        return False
    return not bare.startswith(("附件", "附:", "目录"))


def begins_title(text: str) -> bool:
    """Whether a line only names a unit or a year, as the first lines of a title that runs over several do."""
    bare = compact(without_residue(text)[0]) if len(text) <= 2 * _LONGEST_TITLE else ""
    if not bare or _NOT_IN_TITLE.search(bare):
        return False
    return bool(_YEAR_ALONE.fullmatch(bare)) or bool(_ORGAN_ALONE.fullmatch(bare))


def _joined(preface: Sequence[Paragraph], position: int, bare: str) -> Title | None:
    """The line at `position`, with up to three short lines before it as long as unit or year are not named.

    A year alone in the next line, （2023年度）, belongs to it too.
    """
    if not bare.endswith(("报告", "年报", "报告)")) and not _TITLE.search(bare):
        return None
    lines = [preface[position]]
    for before in reversed(preface[max(0, position - _MOST_LINES_BEFORE) : position]):
        text = compact(before.text)
        if not _belongs(text, "".join(compact(line.text) for line in lines), first=len(lines) < _MOST_LINES_BEFORE):
            break
        lines.insert(0, before)
    after = preface[position + 1 : position + 2]
    if not _YEAR.search(bare) and after and _YEAR_ALONE.fullmatch(compact(after[0].text)):
        lines.extend(after)
    whole = re.sub(r"\s+", " ", "".join(without_residue(line.text)[0].strip() for line in lines))
    return Title(whole, lines[0].place)


def _belongs(text: str, behind: str, *, first: bool) -> bool:
    """Whether a line is the beginning of the title whose later lines are `behind`."""
    if (
        not text
        or len(text) > _LONGEST_TITLE // 2
        or any(mark in text for mark in "。，；：:>《")
        or _TITLE.search(text)
    ):
        return False
    if unit_in_title(behind) is not None:
        return not _YEAR.search(behind) and not _CHINESE_YEAR.search(behind) and bool(_YEAR_ALONE.fullmatch(text))
    return first or begins_title(text)


def unit_in_title(title: str) -> str | None:
    """The organ that a title names, None when it names none."""
    bare = compact(title).replace("(", "（").replace(")", "）")
    name = _TITLE_HEAD.sub("", _TITLE_TAIL.sub("", _TITLE_HEAD.sub("", bare)))
    name = re.sub(r"(?:20\d\d|[二〇○零一三四五六七八九]{4})(?:年度|年)?$", "", name)
    name = re.sub(r"(?:关于|的)$", "", name)
    name = re.sub(r"(?<=.)（[^（）]*）$", "", name)
    return name if _TITLED_END.search(name) else None


def unit_in_text(paragraphs: Sequence[Paragraph]) -> str | None:
    """The organ that the text presents as its own: in the opening, the announcement or the signature."""
    texts = [compact(without_residue(paragraph.text)[0]) for paragraph in paragraphs]
    for pattern, method in ((_ANNOUNCED, "search"), (_OPENING, "match")):
        for text in texts:
            found = getattr(pattern, method)(text)
            if found and not _is_another(found[1]):
                return str(found[1])
    for text in reversed(texts[-4:]):
        if (found := _SIGNED.match(text)) and not _is_another(found[1]):
            return str(found[1])
    return None


def _is_another(name: str) -> bool:
    """A phrase that the pattern caught and that names no unit of its own: 我市…, 各镇街…, …和…."""
    return name.startswith(("我", "本", "全", "各", "该", "市政府", "区政府", "县政府")) or any(
        word in name for word in ("我局", "我市", "我县", "我区", "各级", "各部门", "工作", "政府信息", "年报", "报告")
    )


def years_in(text: str) -> Iterator[int]:
    """The years that a text states, in order; those inside document names and numbers left out."""
    bare = _NOT_OF_THIS_YEAR.sub("", text)
    for found in _YEAR.finditer(bare):
        yield int(found[1])
    for found in _CHINESE_YEAR.finditer(bare):
        if (year := chinese_year(found[1])) is not None:
            yield year


def year_in_title(title: str) -> int | None:
    """The report year that a title states."""
    return next(years_in(compact(title)), None)


def period_year(paragraphs: Sequence[Paragraph]) -> int | None:
    """The year of the stated period 1月1日 to 12月31日."""
    return next((int(m[1]) for p in paragraphs if (m := _PERIOD.search(compact(p.text)))), None)


def year_in_text(paragraphs: Sequence[Paragraph]) -> int | None:
    """The year that sentences of the overview begin with most often; the first among equals."""
    counted: Counter[int] = Counter()
    for paragraph in paragraphs:
        bare = _NOT_OF_THIS_YEAR.sub("", compact(paragraph.text))
        for found in re.finditer(r"(?:^|[。；，！）)])(?:截至|截止|到)?(20\d\d)年", bare):
            counted[int(found[1])] += 1
    return counted.most_common(1)[0][0] if counted else None


def year_in_name(file_name: str | None) -> int | None:
    """The year in a file's name, when there is just one."""
    years = set(re.findall(r"(?<!\d)(20\d\d)(?!\d)", file_name or ""))
    return int(years.pop()) if len(years) == 1 else None
