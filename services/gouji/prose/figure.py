"""The figures of a sentence: value, measure word, where they stand, and whether they are only approximate.

What is no statement of an amount is left out: dates, ordinals, numbers inside 《…》, “…” and 〔…〕, addresses,
telephone numbers, and idioms such as 一件事 and 一条龙.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

from gouji.prose.numerals import CHINESE, arabic, chinese, scaled

#: Measure words in which documents, applications and cases are counted.
COUNTS = frozenset(
    ("件", "条", "份", "宗", "起", "例", "项", "个", "次", "篇", "期", "则", "场", "人次", "件次", "条次")
)


class Figure(msgspec.Struct, frozen=True):
    """A number in a text, `text[start:end]` with its measure word and the words that make it approximate.

    `measure` is empty for a bare number. `approximate` (余, 多, 近, 约, 以上, 左右, a range, or rounded to 万 or 亿):
    never compare it for equality.
    """

    value: Decimal
    measure: str
    start: int
    end: int
    approximate: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is an exact count of things."""
        return not self.approximate and self.measure in COUNTS and self.value == int(self.value)

    @property
    def words(self) -> str:
        """`118条`, `20余篇` as `约20篇`."""
        return f"{'约' if self.approximate else ''}{self.value:f}{self.measure}"


#: Each measure word with what must not follow it: 个 is none in 个工作日, 条 none in 条例.
_MEASURES = {
    **dict.fromkeys(("个百分点", "人次", "件次", "条次", "篇次", "场次", "批次", "万元", "亿元", "元", "%", "‰"), ""),
    "件": "件|均[价值额用每]",
    "条": "例|龙|线|街|道|心",
    "份": "额|力",
    "宗": "旨|教",
    "起": "来|草|到|点|步|源|止|每|算|施行|诉(?!讼)",
    "项": "目",
    "次": "性|日|年|月|要|序",
    "个": "工作日|自然日|月|小时|星期|百分点|年|季度|学时|别|人|体|部分|方面|章|板块|环节|层面|阶段",
    "篇": "幅",
    "期": "间|限|末",
    "例": "如|行|会|外",
    "场": "所|地",
    "人": "民|员|大|社|才|事|均|次",
    "名": "单|称|额|录",
    "户": "籍|外",
    "家": "庭|园",
    "类": "过程|内部",
    "种": "植|类|子",
    "部": "门|分|署|委|队",
    "则": "",
    "册": "",
    "张": "",
    "幅": "度",
    "封": "面|闭",
    "批": "准|复|评",
    "组": "织|长|成|建",
    "通": "过|知|报|告|用|道",
    "位": "于|置|列",
    "处": "室|理|罚|分|级|长",
    "段": "落|时",
    "款": "项",
}
_MEASURE = "|".join(f"{word}(?!{never})" if never else re.escape(word) for word, never in _MEASURES.items())
_AFTER = r"(?P<after>以上|左右|上下|以内|以下|之多)?"
_ARABIC = re.compile(
    r"(?<![0-9A-Za-z./_+\-])(?<![第每])"
    r"(?P<range>\d{1,9}\s*(?:[~～—–-]|至|到)\s*)?"
    r"(?P<number>\d{1,3}(?:[,，]\d{3}){1,3}(?!\d)(?:\.\d{1,9})?|\d{1,12}(?:\.\d{1,9})?)(?![0-9A-Za-z])"
    rf"\s*(?P<odd>[余多几])?(?P<scale>[百千]?[万亿](?!元)|[百千](?=[余多件条篇份]))?(?P<odd2>[余多几])?"
    rf"\s*(?P<measure>{_MEASURE})?{_AFTER}"
    r"(?:(?=[（(][^（）()。；\d]{0,12}\d{1,6}[）)](?P<behind>件|宗|起)))?"
)
_CHINESE = re.compile(
    rf"(?<![第每统唯点之{CHINESE}])(?P<vague>[上数几成])?(?P<number>[{CHINESE}]{{1,15}})(?P<odd>[余多几来])?"
    rf"\s*(?P<measure>{_MEASURE}){_AFTER}"
)
_ZERO = re.compile(r"零(?<=[为是]零)(?=[。，,；;、）)]|$)")
#: Where a figure can begin; searching for these first is many times faster than trying the whole pattern everywhere.
_DIGIT, _NUMERAL = re.compile(r"[0-9]"), re.compile(rf"[上数几成{CHINESE}]")
#: One of something is mostly an idiom: it is a figure only with these words behind it and none of those.
_ONE = re.compile(r"(?:件(?!事|套)|宗|例|份(?!子)|条|篇(?!文)|(?<=[议讼件请生到理]一)起)")
_BARE_END = re.compile(r"\s*(?:[，,；;。、）)]|$)")
_NO_AMOUNT = re.compile(r"(?:邮编|电话|传真|热线|手机|号码|编号|QQ|[：:号〔\[(（A-Za-z])\s*$")
_ABOUT = re.compile(
    r"(?:(?<![最附邻])近|(?<![预节签合])约|将近|接近|超过?|超出|逾|突破|不足|不到|至少|不少于|不低于|最多|多达)[达有为]?\s*$"
    r"|(?<![预节签合])约(?:共|有|收到|受理|公开|发布|办理|答复)[^，,；;。\d]*$"
)
_MASKED = re.compile(
    r"(?=[《“〔0-9A-Za-z_.+-])(?:《[^》]{0,120}》|“[^”\n]{0,60}”|〔[^〕]{0,12}〕"
    r"|https?://[\w./?=&%#:~-]+|www\.[\w./-]+|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9_.-]+"
    r"|\d{3,4}\s*[-—－]+\s*\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d))"
)
_FULL = re.compile(r"[０-９％．]")
_HALF = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_LONGEST_BARE = 6
#: How many characters before a number are looked at for words that make it approximate.
_REACH = 40


@lru_cache(maxsize=1024)
def figures(sentence: str) -> tuple[Figure, ...]:
    """Every figure in reading order."""
    half = sentence.translate(_HALF) if _FULL.search(sentence) else sentence
    text = _MASKED.sub(lambda found: "\0" * len(found[0]), half)
    found = [*_arabic_figures(text), *_chinese_figures(text)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def _each(pattern: re.Pattern[str], beginning: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` finds, when every match begins like `beginning`."""
    place = beginning.search(text)
    while place:
        found = pattern.match(text, place.start())
        if found:
            yield found
        place = beginning.search(text, found.end() if found else place.end())


def _arabic_figures(text: str) -> list[Figure]:
    read: list[Figure] = []
    for found in _each(_ARABIC, _DIGIT, text):
        measure = found["measure"] or found["behind"] or ""
        if not measure and not _is_bare_amount(text, found):
            continue
        scale = scaled(found["scale"] or "")
        about = any(found[name] for name in ("range", "odd", "odd2", "after")) or _ABOUT.search(
            text, max(0, found.start() - _REACH), found.start()
        )
        money = measure.endswith("元")
        approximate = bool(about) or (scale > 1 and not money)
        read.append(Figure(arabic(found["number"]) * scale, measure, found.start(), found.end(), approximate))
    return read


def _is_bare_amount(text: str, found: re.Match[str]) -> bool:
    """A number without a measure word that closes its clause, as in 城乡建设类信息 45，."""
    number = found["number"]
    year = len(number) == 4 and number[:2] in ("19", "20")  # noqa: PLR2004 - a year has four digits
    before = text[max(0, found.start() - _REACH) : found.start()].rstrip()
    return (
        bool(before)
        and "\u4e00" <= before[-1] <= "\u9fff"
        and not year
        and len(number) <= _LONGEST_BARE
        and not _NO_AMOUNT.search(before)
        and bool(_BARE_END.match(text, found.end()))
    )


def _is_really_one(text: str, found: re.Match[str]) -> bool:
    """One of something, and not 一条龙, 一件事, 无一例."""
    return bool(_ONE.match(text, found.start("measure"))) and not text.endswith(("无", "没有", "未"), 0, found.start())


def _chinese_figures(text: str) -> list[Figure]:
    read = [Figure(Decimal(0), "", found.start(), found.end()) for found in _ZERO.finditer(text)]
    for found in _each(_CHINESE, _NUMERAL, text):
        value = chinese(found["number"])
        vague = bool(found["vague"]) and found["number"][0] in "十百千万亿"
        if found["number"][0] in "百千" and not (vague or found["odd"]):
            continue
        if value is None and vague:
            value = scaled(found["number"])
        if value is None or (value == 1 and not _is_really_one(text, found)):
            continue
        about = (
            vague
            or found["odd"]
            or found["after"]
            or _ABOUT.search(text, max(0, found.start() - _REACH), found.start())
        )
        money = found["measure"].endswith("元")
        rounded = value >= 10_000 and found["number"][-1] in "万亿" and not money  # noqa: PLR2004 - 万
        start = found.start() if vague else found.start("number")
        read.append(Figure(Decimal(value), found["measure"], start, found.end(), bool(about) or rounded))
    return read
