"""Names of other bodies where a report names its own: as who presents it, signs it, or acts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.model import Paragraph, Quote, Report, split_sentences
from gouji.recognise.identity import unit_in_title
from gouji.text import compact, quoted
from gouji.unit import Unit
from gouji_rules._names import Name, other_place, place_class, read_name, same_office
from gouji_rules.identity._title import title_of

_ORGAN = (
    r"[\u4e00-\u9fff]{2,30}?(?:人民政府办公[室厅]|人民政府|办事处|管理委员会|管委会|委员会|办公[室厅]|服务中心|中心|"
    r"分局|局|厅|委|院|署)"
)
_VERBS = (
    r"(?:党组|党委)?(?:坚持|认真|深入|积极|全面|严格|贯彻|始终|高度重视|切实|持续|紧紧|紧扣|不断|以习近平|主动公开|进一步|着力|扎实|充分|大力|"
    r"立足|依法|继续|共(?:收到|受理|主动公开|公开|发布)|收到(?:政府信息)?(?:公开)?申请)"
)
_SUBJECT = re.compile(
    rf"^(?:\([一二三四五六七八九十]+\)[^。:]{{0,16}}[。:])?(?:20\d\d年(?:度|以来)?,?|一年来,?|本年度,?)?"
    rf"(?P<name>{_ORGAN}|[\u4e00-\u9fff]{{2,8}}?(?:镇|乡|街道|县|市|区))(?={_VERBS})"
)
_PRESENTED = re.compile(
    rf"(?:^|公布|公开|现将|编制|由|[,。:《])(?P<name>{_ORGAN}|[\u4e00-\u9fff]{{2,8}}?(?:镇|乡|街道|县|市|区))"
    r"(?:关于)?20\d\d年?度?政府信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)(?![^,。》]{0,14}(?:通知|函|要求|办法|意见|要点|编制|格式|的部署))"
)
_LED_BY = re.compile(r"^(?:现将|特将|将|现|特|由|兹|向社会)?(?:公布|公开|发布|编制)?")
_CONTACT = re.compile(rf"(?:请(?:与|向|联系|径向)|联系|可(?:与|向))(?P<name>{_ORGAN})")
_SIGNED = re.compile(
    rf"^(?P<name>{_ORGAN}|[\u4e00-\u9fff]{{2,8}}?(?:镇|乡|街道)人民政府)(?:20\d\d年\d{{1,2}}月\d{{1,2}}日)?$"
)
_OF_PLACE = re.compile(
    r"(?:推进|做好|加强|提升|深化|规范|开展|加快|提高)(?:了)?(?P<name>[\u4e00-\u9fff]{1,6}?(?:县|区|旗|镇|乡|街道|市))(?:的)?(?:政府信息公开|政务公开|信息公开)"
)
_SITE = re.compile(
    r"(?:通过|依托|登录|利用)(?:了)?[“\"]?(?P<name>[\u4e00-\u9fff]{1,6}?(?:县|区|旗|镇|乡|街道))(?:人民)?政府(?:门户)?网"
)
#: A sentence with one of these speaks of its own body beside the other.
_OWN_WORD = re.compile(r"[我本](?:局|委|办|厅|院|镇|乡|街道|县|市|区|省|州|中心|单位|机关|部门|处|署|行政机关)|我们")
_FORMER = re.compile(
    r"原(?=[\u4e00-\u9fff])|前身|更名|改名|改为|划转|划入|合并|组建|整合|撤销|并入|挂牌|机构改革|代管|承担"
)
_ABOVE = re.compile(
    r"上级|要求|部署|指导|考核|培训|通知|精神|联合|会同|配合|协助|学习|考察|交流|对接|下属|所属|直属|局属|牵头|印发|共同|等(?:部门|单位)"
)
_NO_NAME = re.compile(
    r"^(?:各|全|我|本|该|有关|相关|上级|同级|其他|所有|每个|部分|根据|按照|通过|在|由|经|向|对|为|将|及|和|与|是|党|习近平|中央|国务院|中共)"
)
_LAST = 3


@dataclass(frozen=True, slots=True)
class Residue:
    """Another body's name in the place of the own one; `place` where its place alone contradicts, `where` in words."""

    name: str
    where: str
    quote: Quote
    own: str
    place: str | None = None

    @property
    def in_prose(self) -> bool:
        return self.where == "正文"


def own_names(report: Report, unit: Unit | None) -> list[Name]:
    """What the body that reports is called: registered, given, and as the title says where nothing is registered."""
    registered = [unit.name, *unit.aliases] if unit else []
    named = registered or [name for name in (report.unit, _titled(report)) if name]
    read = (read_name(compact(name)) for name in dict.fromkeys(named))
    return [name for name in read if name.places or len(name.rest) > 1]


def residues(report: Report, unit: Unit | None) -> list[Residue]:
    """Every place where the report names another body, or another place, as its own."""
    own = own_names(report, unit)
    if not own:
        return []
    found = [*_in_title(report, own), *_in_preface(report, own), *_in_prose(report, own), *_in_signature(report, own)]
    former = _former_names(report)
    return [one for one in found if one.name not in former]


def places_alone(report: Report, unit: Unit | None) -> Iterator[Residue]:
    """Another place where the prose speaks of the own one: 推进宜宾市政府信息公开工作."""
    own = own_names(report, unit)
    for kind, paragraph in report.paragraphs() if own else ():
        text = paragraph.text
        if kind is None or ("公开" not in text and "网" not in text):
            continue
        for sentence in split_sentences(text):
            bare = compact(sentence)
            for pattern in (_OF_PLACE, _SITE):
                for found in pattern.finditer(bare):
                    place = found["name"]
                    if not _ABOVE.search(bare[: found.start()]) and _contradicts(place, own):
                        yield Residue(place, "正文", Quote(quoted(sentence), paragraph.place), own[0].text, place)


def _contradicts(place: str, own: Sequence[Name]) -> bool:
    """Whether a place alone is another than the own one, of its own kind: not one above or below it."""
    name = read_name(place)
    lowest = {place_class(one.places[-1]) for one in own if one.places}
    return bool(name.places) and place_class(place) in lowest and all(other_place(name, one) for one in own)


def _titled(report: Report) -> str | None:
    title = title_of(report)
    return unit_in_title(title.text) if title else None


def _in_title(report: Report, own: Sequence[Name]) -> Iterator[Residue]:
    title, titled = title_of(report), _titled(report)
    if title and titled:
        yield from _judged(titled, "标题", Quote(quoted(title.text), title.place), own, organ_too=True)


def _in_preface(report: Report, own: Sequence[Name]) -> Iterator[Residue]:
    overview = report.section("overview")
    for paragraph in (*report.preface, *(overview.paragraphs[:1] if overview else ())):
        for sentence, bare in _bare_sentences(paragraph):
            quote = Quote(quoted(sentence), paragraph.place)
            if len(bare) > len("政府信息公开") and report.title and bare in compact(report.title):
                continue
            for found in _PRESENTED.finditer(bare):
                yield from _judged(_LED_BY.sub("", found["name"]), "导语", quote, own, organ_too=True)
            for found in _CONTACT.finditer(bare):
                yield from _judged(found["name"], "联系方式", quote, own, organ_too=False)


def _in_prose(report: Report, own: Sequence[Name]) -> Iterator[Residue]:
    for kind, opening, sentence, bare, paragraph in _told(report):
        if (found := _SUBJECT.match(bare)) is None or _OWN_WORD.search(bare) or _ABOVE.search(bare[: found.end() + 2]):
            continue
        if any(name.text in bare for name in own):
            continue
        first = opening and kind == "overview"
        yield from _judged(found["name"], "正文", Quote(quoted(sentence), paragraph.place), own, organ_too=first)


def _told(report: Report) -> Iterator[tuple[str, bool, str, str, Paragraph]]:
    """The sentences of the overview and of the problems, the first of the overview marked."""
    for kind in ("overview", "problems"):
        section = report.section(kind)
        opening = True
        for paragraph in section.paragraphs if section else ():
            for sentence, bare in _bare_sentences(paragraph):
                yield kind, opening, sentence, bare, paragraph
                opening = False


def _in_signature(report: Report, own: Sequence[Name]) -> Iterator[Residue]:
    last = report.sections[-1] if report.sections else None
    for paragraph in last.paragraphs[-_LAST:] if last else ():
        if found := _SIGNED.match(compact(paragraph.text)):
            yield from _judged(
                found["name"], "落款", Quote(quoted(paragraph.text), paragraph.place), own, organ_too=True
            )


def _judged(text: str, where: str, quote: Quote, own: Sequence[Name], *, organ_too: bool) -> Iterator[Residue]:
    """The name as a residue when it contradicts every name of the own body; by its place, or by what it does."""
    if _NO_NAME.match(text) or any(one.text in text or text in one.text for one in own):
        return
    name = read_name(text)
    places = [other_place(name, one) for one in own]
    if all(places) and (name.rest == "" or _lowest_alike(name, own)):
        yield Residue(text, where, quote, own[0].text, places[0])
    elif organ_too and name.rest and not name.is_government and not any(_may_be(name, one) for one in own):
        yield Residue(text, where, quote, own[0].text)


def _lowest_alike(name: Name, own: Sequence[Name]) -> bool:
    """Whether both names end on the same level: what stands above or below is no other name for the own body."""
    lowest = {place_class(one.places[-1]) for one in own if one.places}
    return bool(name.places) and place_class(name.places[-1]) in lowest


def _may_be(name: Name, own: Name) -> bool:
    """Whether a name without another place may be the own body: the same office, its part, or its whole."""
    return own.is_government or same_office(name, own) or own.office in name.rest or name.office in own.rest


def _former_names(report: Report) -> set[str]:
    """Names that a sentence tells the former, or another, name of."""
    told = "。".join(
        sentence
        for _, paragraph in report.paragraphs()
        if _FORMER.search(paragraph.text)
        for sentence in map(compact, split_sentences(paragraph.text))
        if _FORMER.search(sentence)
    )
    return set(re.findall(_ORGAN, told)) if told else set()


def _bare_sentences(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    return ((sentence, compact(sentence)) for sentence in split_sentences(paragraph.text))
