"""Places where a number was to be filled in and was not: 主动公开信息  条, 共受理申请（ ）件."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MEASURE = r"(?:件次|人次|条次|万元|件|条|份|篇|次|个|起|宗|项|期|场|元|%|％)"
_COUNTED = (
    r"(?:信息|申请|文件|公文|政策|新闻|稿件|报道|来信|来电|咨询|留言|诉求|建议|提案|案件|复议|诉讼|会议|发布会|培训|活动|解读|公告|通知|公示"
    r"|公开|发布|受理|收到|接收|接到|答复|办结|制发|制定|印发|出台|召开|举办|开展|回复|办理|更新|报送|结转|新增|累计|共计|合计|总计|共|达|为|有|约)"
)
MISSING = re.compile(
    rf"(?P<what>{_COUNTED})(?:[ \u00a0\u3000\t]+|[_＿]{{1,2}}|[（(][ \u00a0\u3000]*[）)])"
    rf"(?P<measure>{_MEASURE})(?=[，。；、,;.)）：:]|$|[（(]其中)"
)
#: One of these is in every such place.
HINT = re.compile(rf"[ \u00a0\u3000\t_＿)）]{_MEASURE}")


def gaps(text: str) -> Iterator[str]:
    """`信息__条` for each such place of a text as it is written."""
    if HINT.search(text):
        yield from (f"{found['what']}__{found['measure']}" for found in MISSING.finditer(text))
