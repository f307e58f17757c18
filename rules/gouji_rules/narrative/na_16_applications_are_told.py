"""NA-16."""

from collections.abc import Iterator

from gouji.editions import address_words
from gouji.errors import Absent
from gouji.prose import Passage, narrative
from gouji.rule import WARNING, Finding, Report, Unchecked, rule
from gouji_rules.narrative._tables import RECEIVED, total_of
from gouji_rules.structure._sections import heading, name, prose

_NOT_OF_THE_YEAR = (None, "problems", "other")


@rule(
    "NA-16",
    title="申请有而正文无",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第（二）项；国办公开办函〔2021〕30号“一、报告内容（一）总体情况”",
    advice="在总体情况中写明收到和办理政府信息公开申请的情况，件数应与表三一致。",
)
def applications_are_told(report: Report) -> Iterator[Finding | Unchecked]:
    """表三本年新收了申请的，总体情况应写到依申请公开的情况。

    总体情况是对全年工作的综述，依申请公开是其中五个方面之一；收到了申请而只字不提，读者只能从表格里去猜。同一原因由
    ST-06（总体情况要素缺失）报出时，本规则并入其中。

    常见误报：依申请公开的情况写在了第三部分或者别的部分（存在的问题、其他事项不算）；表三本年新收为0。

    沿革：0.1 首次收入。

    反例：
        一：2023年，我局主动公开政府信息82条，加强门户网站建设，严格保密审查，开展业务培训。
        三.R01.自然人 = 1
        三.R01.总计 = 1
    正例：
        一：2023年，我局主动公开政府信息82条，受理申请1件，严格保密审查。
        三.R01.自然人 = 1
        三.R01.总计 = 1
    """
    overview = report.section("overview")
    if overview is None:
        raise Absent("“一、总体情况”", "没有找到这一部分（见 ST-01）")
    received = total_of(report, RECEIVED)
    number = received.number or received.added
    if number == 0 or any(_tells(passage) for passage in narrative(report).passages):
        return
    prose(report, overview)
    if number is None:
        yield Unchecked(f"正文没有写到依申请公开，但{received.why_unreadable(report)}，无法核对")
    elif number:
        yield Finding(
            f"{address_words(RECEIVED, report.edition)}为{number}，“{name(overview)}”却没有写到依申请公开；"
            "应写明收到和办理申请的情况",
            cells=(RECEIVED,),
            quotes=(heading(overview),),
            locator="一",
        )


def _tells(passage: Passage) -> bool:
    """Whether a sentence about the year, not one of what is to be mended, speaks of applications."""
    return passage.section not in _NOT_OF_THE_YEAR and "申请" in passage.plain + passage.topic
