"""Names of other bodies where a report names its own: as who presents it, signs it, or acts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.model import Quote, Report, split_sentences
from gouji.prose import Passage, passages, read_paragraph
from gouji.recognise.identity import unit_in_title
from gouji.text import compact, quoted
from gouji.unit import Unit
from gouji_rules._names import Name, near_office, other_place, place_class, read_name, same_office

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
#: The report named by its year, which is no notice about reports; before it stands who presents it.
_NAMED = re.compile(
    r"20\d\d年?度?政府信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
    r"(?![^,。》]{0,14}(?:通知|函|要求|办法|意见|要点|编制|格式|的部署))"
)
_PRESENTER = re.compile(rf"(?P<name>{_ORGAN}|[\u4e00-\u9fff]{{2,8}}?(?:镇|乡|街道|县|市|区))(?:关于)?$")
_LED_BY = re.compile(r"^.*(?:现将|特将|将|由|公布|公开|发布|编制|[,。:《(])")
_CONTACT = re.compile(rf"(?:请(?:与|向|联系|径向)|联系|可(?:与|向))(?P<name>{_ORGAN})")
_SIGNED = re.compile(
    rf"^(?P<name>{_ORGAN}|[\u4e00-\u9fff]{{2,8}}?(?:镇|乡|街道)人民政府)(?:20\d\d年\d{{1,2}}月\d{{1,2}}日)?$"
)
_PLACES_WORK = re.compile(r"[县区旗镇乡道市]的?(?:政府信息|政务|信息)公开")
_WORK_OF = re.compile(
    r"(?:推进|做好|加强|提升|深化|规范|开展|加快|提高)了?(?P<name>[\u4e00-\u9fff]{1,6}?(?:县|区|旗|镇|乡|街道|市))$"
)
_PLACES_SITE = re.compile(r"[县区旗镇乡道](?:人民)?政府(?:门户)?网")
_SITE_OF = re.compile(r"(?:通过|依托|登录|利用)了?[“\"]?(?P<name>[\u4e00-\u9fff]{1,6}?(?:县|区|旗|镇|乡|街道))$")
#: What a sentence must have near its beginning to be about what somebody did.
_ACTS = re.compile(r"[局委厅院署室心府会处镇乡道县市区]" + _VERBS)
_REACH = 50
#: A sentence with one of these speaks of its own body beside the other.
_OWN_WORD = re.compile(r"[我本](?:局|委|办|厅|院|镇|乡|街道|县|市|区|省|州|中心|单位|机关|部门|处|署|行政机关)|我们")
_FORMER = re.compile(
    r"原(?=[\u4e00-\u9fff])|前身|更名|改名|改为|划转|划入|合并|组建|整合|撤销|并入|挂牌|机构改革|代管|承担"
)
_ABOVE = re.compile(
    r"上级|要求|部署|指导|考核|培训|通知|精神|联合|会同|配合|协助|学习|考察|交流|对接|下属|所属|直属|局属|牵头|印发|共同|等(?:部门|单位)"
)
_NO_NAME = re.compile(
    r"^(?:[省市州县区]?局(?:机关|党|$)|各|全|我|本|该|有关|相关|上级|同级|其他|所有|每个|部分|根据|按照|通过|"
    r"在|由|经|向|对|为|将|及|和|与|是|党|习近平|中央|国务院|中共)"
)
_BOARD = re.compile(rf"\(({_ORGAN})\)")
_LAST = 3


_ALONE = ((_PLACES_WORK, _WORK_OF), (_PLACES_SITE, _SITE_OF))


@dataclass(frozen=True, slots=True)
class Residue:
    """Another body's name in the place of the own one; `place` where its place alone contradicts, `where` in words.

    `near`: it does nearly the same by its name, and may be an earlier or a colloquial name of the own body.
    """

    name: str
    where: str
    quote: Quote
    own: str
    place: str | None = None
    near: bool = False


def own_names(report: Report, unit: Unit | None) -> list[Name]:
    """What the body that reports is called: registered, given, and as the title says where nothing is registered."""
    registered = [unit.name, *unit.aliases] if unit else []
    named = registered or [name for name in (report.unit, _titled(report), *_other_boards(report)) if name]
    read = (read_name(compact(name)) for name in dict.fromkeys(named))
    return [name for name in read if name.places or len(name.rest) > 1]


def _other_boards(report: Report) -> Iterator[str]:
    """A second name that the title has in brackets: 云溪县农业农村局（乡村振兴局）."""
    yield from _BOARD.findall(compact(report.title or ""))


def where_it_says_who(report: Report, own: Sequence[Name]) -> list[Residue]:
    """Other bodies in the title, in the introduction and in the signature."""
    return _without_former(report, [*_in_title(report, own), *_in_preface(report, own), *_in_signature(report, own)])


def where_it_acts(report: Report, own: Sequence[Name]) -> list[Residue]:
    """Other bodies that act in the overview and in the problems; by what they do only in the very first sentence."""
    return _without_former(report, list(_in_prose(report, own)))


def _without_former(report: Report, found: list[Residue]) -> list[Residue]:
    former = _former_names(report) if found else set()
    return [one for one in found if one.name not in former]


def places_alone(report: Report, own: Sequence[Name]) -> Iterator[Residue]:
    """Another place where the prose speaks of the own one: 推进宜宾市政府信息公开工作."""
    for passage in passages(report):
        if passage.section is None or not any(looked.search(passage.text) for looked, _ in _ALONE):
            continue
        bare = compact(passage.text)
        for place, start in _alone(bare):
            if not _ABOVE.search(bare[:start]) and _contradicts(place, own):
                yield Residue(place, "正文", _quote(passage), own[0].text, place)


def _alone(bare: str) -> Iterator[tuple[str, int]]:
    """Each place whose work or site a sentence speaks of, and where the words about it begin."""
    for looked, before in _ALONE:
        for found in looked.finditer(bare):
            said = before.search(bare, max(0, found.start() - _REACH), found.start() + 1)
            if said:
                yield said["name"], said.start()


def _contradicts(place: str, own: Sequence[Name]) -> bool:
    """Whether a place alone is another than the own one, of its own kind: not one above or below it."""
    name = read_name(place)
    lowest = {place_class(one.places[-1]) for one in own if one.places}
    return bool(name.places) and place_class(place) in lowest and all(other_place(name, one) for one in own)


def _titled(report: Report) -> str | None:
    return unit_in_title(report.title) if report.title else None


def _in_title(report: Report, own: Sequence[Name]) -> Iterator[Residue]:
    titled = _titled(report)
    if titled and report.title and report.title_place:
        quote = Quote(quoted(report.title), report.title_place)
        yield from _judged(titled, "标题", quote, own, organ_too=True)


def _in_preface(report: Report, own: Sequence[Name]) -> Iterator[Residue]:
    overview = report.section("overview")
    for paragraph in (*report.preface, *(overview.paragraphs[:1] if overview else ())):
        if "报" not in paragraph.text and "联系" not in paragraph.text and "请" not in paragraph.text:
            continue
        for passage in read_paragraph(paragraph.text, paragraph.place):
            bare, quote = compact(passage.text), _quote(passage)
            if len(bare) > len("政府信息公开") and report.title and bare in compact(report.title):
                continue
            for found in _NAMED.finditer(bare):
                before = _LED_BY.sub("", bare[max(0, found.start() - _REACH) : found.start()])
                if presenter := _PRESENTER.match(before):
                    yield from _judged(presenter["name"], "导语", quote, own, organ_too=True)
            for found in _CONTACT.finditer(bare):
                yield from _judged(found["name"], "联系方式", quote, own, organ_too=False)


def _in_prose(report: Report, own: Sequence[Name]) -> Iterator[Residue]:
    begun = False
    for passage in passages(report, "overview", "problems"):
        first, begun = not begun and passage.section == "overview", True
        if not _ACTS.search(passage.text, 0, _REACH):
            continue
        bare = compact(passage.text)
        found = _SUBJECT.match(bare)
        if found is None or _OWN_WORD.search(bare) or _ABOVE.search(bare[: found.end() + 2]):
            continue
        if not any(name.text in bare for name in own):
            yield from _judged(found["name"], "正文", _quote(passage), own, organ_too=first)


def _quote(passage: Passage) -> Quote:
    return Quote(quoted(passage.text), passage.place)


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
        yield Residue(text, where, quote, own[0].text, near=any(near_office(name, one) for one in own))


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
