"""What the prose says of all applications at once: that every one is finished, or that some were counted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from gouji.prose.about import is_about_applications
from gouji.prose.clauses import Passage, clause_start, mentions
from gouji.prose.named import Sentence
from gouji.prose.scope import Reader, Scope, scopes


class Settled(msgspec.Struct, frozen=True):
    """Words that say that all applications of the year are finished: 全部办结, 办结率100%."""

    words: str
    passage: Passage


class Doubled(msgspec.Struct, frozen=True):
    """Words that say that applications opened in part were counted as refused, too."""

    words: str
    passage: Passage


_SETTLED = re.compile(
    r"(?:全部|全数|悉数|均|都)(?:已经?|予以|得到|依法|依规|按规定|妥善|完成|办理|并|、|全部|给予|了)*"
    r"(?:办结|答复|办复|回复|办理完毕|办理完成|办毕)(?:完毕)?(?![率书])"
    r"|(?:办结|答复|办复)率(?:[、和及](?:办结|答复|办复)率)?(?:均|都)?(?:达到?|为|是|保持)?了?100%"
)
_IN_TIME = re.compile(r"按期|按时|及时|期限|时限|时间|到期|限期|准时|工作日|应(?:当)?(?:办结|答复|办复)的?")
#: The sentence itself says that some are not finished.
_NOT_ALL = re.compile(r"结转|顺延|下一?年|次年|继续办理|正在|尚|外[，,]|延期|除")
_DOUBLED = re.compile(
    r"(?:部分公开|区分处理)[^。；]{0,40}?(?:同时|又|另|一并|重复)(?:计入|列入|统计|计算|填入|纳入|作为|在)+[^。；]{0,8}?不予公开"
    r"|不予公开[^。；]{0,40}?(?:同时|又|另|一并|重复)(?:计入|列入|统计|计算|填入|纳入|作为|在)+[^。；]{0,8}?(?:部分公开|区分处理)"
)
#: A sentence is not looked through for more such words.
_MOST = 6
_LIMITS = frozenset(Scope) - {Scope.PART}
_BEFORE_YEAR = re.compile(r"(?:上一?年度?|去年|20\d\d年度?)[^，。；]{0,4}(?:结转|转入)")


def settled(passage: Passage, reader: Reader) -> Iterator[Settled]:
    """The words of one sentence; none where it speaks of those within the time limit, or of some left over."""
    if "申请" not in passage.context or _NOT_ALL.search(passage.plain):
        return
    for found in islice(_SETTLED.finditer(passage.plain), _MOST):
        start = clause_start(passage.plain, found.start())
        lead = passage.plain[start : found.start()]
        if _IN_TIME.search(lead + found[0]) or _is_of_some(passage, start, lead, reader):
            continue
        if is_about_applications(passage, Sentence.of(passage, reader.year).masked, found.start()):
            yield Settled(found[0], passage)


def _is_of_some(passage: Passage, start: int, lead: str, reader: Reader) -> bool:
    """Whether the words are limited, or follow a number that is: 其中网络申请5件，已全部办结."""
    text = passage.plain
    if scopes(text[:start], lead, reader) & _LIMITS or _BEFORE_YEAR.search(text):
        return True
    before = [one for one in mentions(text) if one.figure.end <= start + len(lead)]
    whole = before[-1] if before else None
    return bool(whole and scopes(text[: whole.figure.start - len(whole.lead)], whole.lead, reader))


def doubled(passage: Passage) -> Doubled | None:
    """The words with which a sentence says that it counts the same applications twice."""
    found = _DOUBLED.search(passage.plain) if "不予公开" in passage.plain else None
    return Doubled(found[0], passage) if found and "申请" in passage.context else None
