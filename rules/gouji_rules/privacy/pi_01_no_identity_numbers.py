"""PI-01."""

from collections.abc import Iterator

from gouji.privacy import Datum
from gouji.rule import ERROR, Finding, Report, rule
from gouji_rules.privacy._numbers import numbers
from gouji_rules.text._marks import together


@rule(
    "PI-01",
    title="泄露身份证号",
    severity=ERROR,
    basis="《政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》",
    advice="立即撤下并遮盖身份证号（只留前两位和后三位），按个人信息保护的要求处置。",
)
def no_identity_numbers(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """公布的报告里不应出现没有遮盖的居民身份证号码。

    十八位、出生日期成立并且校验码正确的数字，是一个人的身份证号。提醒和页面上只显示遮盖后的号码。

    常见误报：统一社会信用代码、索引号、编号一类的长数字；已经遮盖的号码（35*************123）。

    沿革：0.1 首次收入。

    反例：
        三.R03.标签 = （一）予以公开⏎（110101199003070038）
    正例：
        一：2023年，主动公开、依申请公开工作有序开展，统一社会信用代码911101088020812345，身份证号35*************123。
    """
    marks = (mark for mark, _ in numbers(report, Datum.IDENTITY))
    yield from together(
        marks, report, what="公布了身份证号", demand="应立即撤下并遮盖", locator="身份证号", shown=shown
    )
