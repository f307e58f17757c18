"""What the prose says of applications carried over, finished or answered, and of how they ended."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from gouji.prose.about import is_about_applications
from gouji.prose.clauses import Mention, Passage, mentions
from gouji.prose.handling import Handling
from gouji.prose.named import Sentence, named_by
from gouji.prose.negation import HAPPENED, Denial, denials
from gouji.prose.scope import Reader, Scope, is_bracketed_organ, scopes


class Handled(msgspec.Struct, frozen=True):
    """A statement of how many of this unit's applications of the year were handled in these ways together.

    `none` when it denies any. `words` are those of the statement. `part` when it is introduced as a part of a number
    before it (其中办结13件); `on_time` when only those within the time limit are meant (按期答复12件). `start` is where
    the figure begins in the passage's plain text, -1 for a denial.
    """

    handlings: tuple[Handling, ...]
    number: int
    passage: Passage
    words: str
    none: bool = False
    part: bool = False
    on_time: bool = False
    start: int = -1

    @property
    def named(self) -> str:
        """`予以公开+部分公开`."""
        return "+".join(self.handlings)


_MEASURES = frozenset({"件", "条", "份", "宗", "起", "例", "件次", "个", ""})
_ON_TIME = re.compile(r"按期|按时|及时|期限内|时限内|准时|限期")
#: Words of what a number of applications is given for.
_APPLIED = re.compile(r"申请|收到|受理|接收|新收|办结|答复|办理")
#: What limits the outcomes behind a number with it: those of applications by letter are not those of all.
_LIMITING = frozenset(
    {Scope.CHANNEL, Scope.APPLICANT, Scope.SUBJECT, Scope.ASSISTED, Scope.CHANGE, Scope.OTHER_ORGAN, Scope.CUMULATIVE}
)
_OF_DENIALS = frozenset(Scope) - {Scope.APPLICANT, Scope.SUBJECT, Scope.PART}
_BEFORE_DENIED = re.compile(rf"{HAPPENED}(?:作出|有)?(?:属于|因)?")
_BEHIND_DENIED = re.compile(
    r"(?:、|和|及|与|或者?|以及|的|了|政府|政务|信息|公开|依申请|申请|件|书|情况|情形|决定|答复|事项|现象|发生|继续|办理|等|类|□|■)*"
)
_OF_LAST_YEAR = re.compile(r"上一?年度?$")
#: What another organ holds stands in the same row as what does not exist: neither number is that of the row.
_ELSEWHERE = re.compile(r"(?:不属于?|并?非)(?:我|本)")
#: So do applications for what is open already with those granted.
_OPEN_ALREADY = re.compile(r"主动公开(?:范围)?[^，；。、：\d]{0,12}\d+件")
_UNDENIED = frozenset({Handling.FINISHED, Handling.WITHDRAWN})


def handlings(passage: Passage, reader: Reader) -> tuple[Handled, ...]:
    """The statements of one sentence: figures first, then denials."""
    if "申请" not in passage.context or not (mentions(passage.plain) or denials(passage.plain)):
        return ()
    sentence = Sentence.of(passage, reader.year)
    if not sentence.found:
        return ()
    if _ELSEWHERE.search(passage.plain):
        sentence = sentence.without(Handling.NOT_HELD)
    if _OPEN_ALREADY.search(passage.plain):
        sentence = sentence.without(Handling.GRANTED)
    return (*_stated(sentence, reader), *_denied(sentence, reader))


def _stated(sentence: Sentence, reader: Reader) -> Iterator[Handled]:
    """Each figure with its handlings, where nothing limits it or the number that it is a part of."""
    text = sentence.text
    limited = bool(_limits_before(sentence.passage, reader))
    carried = False
    reached = taken = 0
    for one in mentions(text):
        start = max(taken, one.figure.start - len(one.lead))
        found = named_by(sentence, one, start, reached)
        own = scopes(sentence.masked[:start], sentence.masked[start : one.figure.start], reader)
        part = Scope.PART in own or bool(one.depth)
        if found is None:
            if Scope.OTHER_ORGAN in own:
                limited, carried = True, False  # of whichever whole: 其中县政府收到29件，办结29件
            elif not part and _APPLIED.search(one.lead + one.tail):
                limited, carried = bool(own & _LIMITING), False
        else:
            taken = found.taken
            of_carried = part and carried
            if not part:
                carried = found.handlings[0].is_carried
            if not (limited or of_carried or _is_limited(own, found.handlings)) and _counts(sentence, one, reader):
                words = text[start : max(one.figure.end, found.taken)]
                on_time = bool(_ON_TIME.search(words))
                for named in [(each,) for each in found.handlings] if found.each else [found.handlings]:
                    yield Handled(
                        named,
                        int(one.figure.value),
                        sentence.passage,
                        words,
                        part=part,
                        on_time=on_time,
                        start=one.figure.start,
                    )
        reached = one.figure.end


def _is_limited(own: frozenset[Scope], handlings: tuple[Handling, ...]) -> bool:
    """What is carried over was received in a part of the year: that limits nothing."""
    free = {Scope.PART, Scope.PERIOD} if handlings[0].is_carried else {Scope.PART}
    return bool(own - free)


def _counts(sentence: Sentence, one: Mention, reader: Reader) -> bool:
    """Whether it is an exact number of this unit's applications."""
    figure = one.figure
    end = figure.end + len(one.tail)
    if figure.approximate or figure.measure not in _MEASURES or figure.value != int(figure.value):
        return False
    if is_bracketed_organ(sentence.text, end, reader):
        return False
    return is_about_applications(sentence.passage, sentence.masked, end)


def _limits_before(passage: Passage, reader: Reader) -> frozenset[Scope]:
    """What limits the number in the sentence before, when this one begins with its parts: 其中，予以公开2件."""
    if not passage.plain.startswith("其中") or not passage.before:
        return frozenset()
    text = passage.before[-1].plain
    whole = next((one for one in reversed(mentions(text)) if not one.depth), None)
    if whole is None:
        return frozenset()
    return scopes(text[: whole.figure.start - len(whole.lead)], whole.lead, reader)


def _denied(sentence: Sentence, reader: Reader) -> Iterator[Handled]:
    for denial in denials(sentence.text):
        start = len(denial.before)
        stop = start + len(denial.words)
        if named := _named_in(denial, sentence, stop):
            lead = _OF_LAST_YEAR.sub("", denial.lead)
            limits = scopes(sentence.masked[:start], lead, reader) & _OF_DENIALS
            if not limits and is_about_applications(sentence.passage, sentence.masked, stop):
                for handling in named:
                    yield Handled((handling,), 0, sentence.passage, denial.words, none=True)


def _named_in(denial: Denial, sentence: Sentence, stop: int) -> tuple[Handling, ...]:
    """What is denied, when it is nothing more than handlings: 无下年度结转, 没有不予公开的申请."""
    begin = stop - len(denial.denied)
    words = sentence.between(begin, stop)
    if not words or any(one.handling in _UNDENIED for one in words):
        return ()
    if not _BEFORE_DENIED.fullmatch(sentence.text, begin, words[0].start):
        return ()
    if not _BEHIND_DENIED.fullmatch(sentence.masked, words[0].start, stop):
        return ()
    named = tuple(dict.fromkeys(one.handling for one in words))
    if named == (Handling.CARRIED,) and _OF_LAST_YEAR.search(denial.lead):
        return (Handling.CARRIED_IN,)
    return named
