"""Kind `stated`: a figure in the prose and the cell that says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from gouji.errors import Absent, NotApplicable
from gouji.model import Finding, Report, Unchecked
from gouji.prose import Denial, Mention, Passage, Reader, Scope, denials, mentions, passages, scopes
from gouji.prose.scope import is_bracketed_organ
from gouji.rule.kinds.cells import CellSum, cell_sum, is_money
from gouji.rule.kinds.kind import BadKey, Claim, Key, Keys, Kind, number, whole
from gouji.rule.kinds.places import SECTIONS
from gouji.rule.kinds.wording import compiled, halved, in_either_width
from gouji.rule.notation import YUAN
from gouji.text import quoted

_GROUP = "number"
#: How far before its number a phrase may stand by default.
_WITHIN = 12
_DENIED_TAIL = r"(?:事项|申请|案件|业务|件)*的?(?:情况|情形)?$"


class _Said(msgspec.Struct, frozen=True):
    """A figure of the prose: its number (in 元 for amounts), how many decimals it has, its words and sentence."""

    number: Decimal
    decimals: int
    words: str
    passage: Passage


class _Stated(msgspec.Struct, frozen=True):
    """What the rule looks for in sentences."""

    phrases: tuple[str, ...]
    named: re.Pattern[str] | None
    pattern: Any
    measures: tuple[str, ...]
    sections: tuple[str, ...]
    allowed: frozenset[Scope]
    denied: re.Pattern[str] | None
    money: bool

    def said(self, report: Report, within: int) -> Iterator[_Said]:
        """Every figure that is this unit's for the year."""
        reader = Reader(report.unit, report.year)
        for passage in passages(report, *self.sections):
            if self.named is not None and not self.named.search(passage.plain):
                continue
            for mention, own in self._mentions(passage, within):
                if not self._is_limited(mention, own, passage, reader) and (one := self._read(mention, passage)):
                    yield one
            if self.denied is not None and not self.money:
                denied = (one for one in denials(passage.plain) if self._denies(one, reader))
                yield from (_Said(Decimal(0), 0, one.words, passage) for one in denied)

    def _mentions(self, passage: Passage, within: int) -> Iterator[tuple[Mention, str]]:
        """The figures that are meant, each with what of its clause the rule did not name itself."""
        if self.pattern is not None:
            yield from self._matched(passage)
            return
        for mention in mentions(passage.plain):
            lead = halved(mention.lead)
            for phrase in self.phrases:
                place = lead.rfind(phrase)
                if place >= 0 and len(lead) - place - len(phrase) <= within:
                    yield mention, lead[:place] + lead[place + len(phrase) :]
                    break

    def _matched(self, passage: Passage) -> Iterator[tuple[Mention, str]]:
        group = self.pattern.groupindex[_GROUP]
        spans = [(found.span(), found.span(group)) for found in self.pattern.finditer(halved(passage.plain))]
        if not spans:
            return
        for mention in mentions(passage.plain):
            figure = mention.figure
            for (start, _), (first, last) in spans:
                if figure.start < last and first < figure.end:
                    begin = figure.start - len(mention.lead)
                    yield mention, passage.plain[begin : max(begin, start)]
                    break

    def _is_limited(self, mention: Mention, own: str, passage: Passage, reader: Reader) -> bool:
        """Whether it is approximate, of another measure, or of less, or of other, than the unit's whole year."""
        figure = mention.figure
        if figure.approximate or not self._fits(figure.measure):
            return True
        before = passage.plain[: figure.start - len(mention.lead)]
        found = scopes(before, own, reader)
        if is_bracketed_organ(passage.plain, figure.end + len(mention.tail), reader):
            return True
        return bool(found - self.allowed)

    def _fits(self, measure: str) -> bool:
        if self.money:
            return measure in YUAN
        return measure in self.measures if self.measures else measure not in (*YUAN, "%", "‰", "个百分点")

    def _read(self, mention: Mention, passage: Passage) -> _Said | None:
        figure = mention.figure
        if not self.money and figure.value != int(figure.value):
            return None
        scale = YUAN[figure.measure] if self.money else 1
        words = passage.plain[figure.start - len(mention.lead) : figure.end] + mention.tail
        decimals = -int(figure.value.as_tuple().exponent) - (len(str(scale)) - 1)
        return _Said(figure.value * scale, decimals, words, passage)

    def _denies(self, denial: Denial, reader: Reader) -> bool:
        assert self.denied is not None
        what = denial.lead if denial.postposed else denial.denied
        if not self.denied.search(what):
            return False
        return not scopes(denial.before, denial.lead, reader) - {Scope.APPLICANT, Scope.SUBJECT, Scope.PART}


def build(keys: Keys) -> Claim:
    """正文里写的数，应等于表格里的数。

    phrase 是数字前面的几个字（同一分句内），写几个的有一个即可；或者用 pattern 写正则表达式，数字写成 (?P<number>…)。
    equals 是应当等于的单元格，可以是几格之和；写成列表的，等于其中一个即可。正文每一处都核对。
    约数（余、近、约、以上）不比较；上年的数、累计、增减、其中的一部分、一种渠道、一类申请人、别的机关和全县的数不算，
    除非 phrase 或 pattern 自己写明，或者列在 scopes 里。“未…”“没有…”视为0（只看 phrase 里的字，或另写 denied）。
    金额自动换算；四舍五入到所写小数位相等的，视为相等。
    """
    by = keys.require_one("phrase", "pattern")
    pattern = compiled("pattern", keys.text("pattern"), same_length=True) if by == "pattern" else None
    if pattern is not None and _GROUP not in pattern.groupindex:
        raise BadKey("pattern", "pattern 中没有 (?P<number>…)；把数字写在里面，如 受理(?P<number>\\d+)件")
    sums = tuple(cell_sum("equals", text) for text in keys.texts("equals") or (keys.text("equals"),))
    money = {is_money(term.name) for one in sums for term in one.linear.left}
    if len(money) > 1:
        raise BadKey("equals", "equals 中有件数也有金额")
    phrases = tuple(halved("".join(phrase.split())) for phrase in keys.texts("phrase"))
    denied = keys.texts("denied", phrases)
    stated = _Stated(
        phrases,
        None if pattern is not None else in_either_width((*phrases, *denied)),
        pattern,
        keys.texts("measure"),
        tuple(SECTIONS[one] for one in keys.choices("where", SECTIONS)),
        frozenset(Scope(one) for one in keys.choices("scopes", [scope.value for scope in Scope])),
        re.compile(f"(?:{'|'.join(map(re.escape, denied))}){_DENIED_TAIL}") if denied else None,
        True in money,
    )
    keys.tune("tolerance", number, Decimal(0))
    if pattern is None:
        keys.tune("within", whole, _WITHIN)
    elif "within" in keys:
        raise BadKey("within", "within 要和 phrase 同用")
    return Claim(lambda report, **given: _judge(stated, sums, report, **given), parameters=keys.parameters)


def _judge(
    stated: _Stated, sums: Sequence[CellSum], report: Report, *, tolerance: object, within: int = 0
) -> Iterator[Finding | Unchecked]:
    own = [one for one in sums if one.addresses(report)]
    if not own:
        raise NotApplicable("报告所用格式没有这一单元格")
    every = list(stated.said(report, within))
    if not every:
        raise NotApplicable("正文没有写这个数")
    try:
        values = [one.value(report) for one in own]
    except Absent as absent:
        yield Unchecked(f"正文写“{quoted(every[0].words, 60)}”，但{absent}，无法核对")
        return
    allowed = Decimal(str(tolerance))
    right = [one for one in every if any(_agrees(one, value, allowed) for value in values)]
    wrong = [one for one in every if one not in right and not _is_aside(one, right)]
    added = [total for one in own if (total := one.added(report)) is not None]
    if wrong and all(any(_agrees(one, total, allowed) for total in added) for one in wrong):
        yield Unchecked(f"{own[0].words(report)}与各列之和不符；正文“{quoted(wrong[0].words, 60)}”与各列之和一致")
    elif wrong:
        yield _mismatch(wrong, own, values, report, money=stated.money)


def _agrees(said: _Said, value: Decimal, tolerance: Decimal) -> bool:
    if abs(said.number - value) <= tolerance:
        return True
    if not said.decimals or not value:
        return False
    step = Decimal(1).scaleb(-said.decimals)
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step == said.number and said.number != 0


def _is_aside(one: _Said, right: Sequence[_Said]) -> bool:
    """Beside the number that agrees the same sentence states a lesser one."""
    return any(other.passage == one.passage and other.number > one.number for other in right)


def _mismatch(
    wrong: Sequence[_Said], sums: Sequence[CellSum], values: Sequence[Decimal], report: Report, *, money: bool
) -> Finding:
    first = wrong[0]
    unit = "元" if money else ""
    others = "".join(f"，另一处写“{quoted(one.words, 40)}”" for one in wrong[1:] if one.number != first.number)
    due = "，或".join(f"{one.words(report)}为 {value:f}{unit}" for one, value in zip(sums, values, strict=True))
    cells = sums[0].addresses(report)
    alone = len(sums) == len(cells) == 1 and not money and {one.number for one in wrong} == {first.number}
    return Finding(
        f"正文写“{quoted(first.words, 60)}”{others}，{due}；两处应一致",
        cells=tuple(dict.fromkeys(address for one in sums for address in one.addresses(report))),
        quotes=tuple(dict.fromkeys(one.passage.quote for one in wrong)),
        equation="，".join(f"{first.number:f} ≠ {value:f}" for value in values),
        difference=abs(first.number - values[0]),
        expected={cells[0]: first.number} if alone else {},
    )


KIND = Kind(
    name="stated",
    title="正文的数与单元格",
    keys=(
        Key("phrase", "数字前面的几个字；写几个的，有一个即可"),
        Key("within", f"这几个字与数字最多相隔几个字，默认{_WITHIN}", tunable=True),
        Key("pattern", "正则表达式，数字写在 (?P<number>…) 里"),
        Key("equals", "应当等于的单元格，可写几格之和；列表中等于一个即可"),
        Key("measure", "只算带这些量词的数：件、条、份……"),
        Key("where", f"只看这些部分：{'、'.join(SECTIONS)}；默认全文"),
        Key("scopes", f"这些限定的数也算：{'、'.join(scope.value for scope in Scope)}"),
        Key("denied", "“没有”后面是这些字的，视为写了0；默认同 phrase"),
        Key("tolerance", "允许相差多少（金额以元计），默认0", tunable=True),
    ),
    build=build,
    example="""\
# 数字前面的几个字；或者用 pattern: '作出行政处罚决定(?P<number>\\d+)件'
phrase: [作出行政处罚决定, 行政处罚]
measure: [件, 项, 个]
# 应当等于的单元格；几格之和写成 三.R01.总计 + 三.R02.总计
equals: 二.行政处罚.本年处理决定数量
# where: 一
# scopes: [其中的一部分]
反例: |
  一：全年作出行政处罚决定12件。
  二.行政处罚.本年处理决定数量 = 11
正例: |
  一：全年作出行政处罚决定12件。
  二.行政处罚.本年处理决定数量 = 12
正例2: |
  一：近年来累计作出行政处罚决定100余件，全年作出行政处罚决定12件。
  二.行政处罚.本年处理决定数量 = 12
""",
)
