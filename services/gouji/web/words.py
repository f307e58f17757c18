"""The words of the page for what the stages only name."""

from __future__ import annotations

import re
from decimal import Decimal

from gouji import editions
from gouji.model import Confidence, Outcome, Verdict
from gouji.nesting import SEPARATOR
from gouji.store import NoticeView
from gouji.submission import State

VERDICT_TONES = {Verdict.COMPLIANT: "good", Verdict.PROBLEMS: "bad", Verdict.INCOMPLETE: "open"}
STATE_TONES = {
    State.WAITING: "wait",
    State.PROCESSING: "wait",
    State.CHECKED: "quiet",
    State.NOT_ASSESSABLE: "open",
    State.REJECTED: "quiet",
    State.FAILED: "bad",
}
NEXT_STEPS = {
    State.WAITING: "文件已收取并归档，正在排队。一般几秒内会有结果，请稍后刷新本页。",
    State.PROCESSING: "正在核查，请稍后刷新本页。",
    State.NOT_ASSESSABLE: "请填报单位按上述原因处理文件，再放入收件箱；改过的文件会作为新的一份收取。",
    State.REJECTED: "这份文件不再处理。如果它确是年度报告，请核对标题和正文后重新放入收件箱。",
    State.FAILED: "这是系统自身的故障，不是报告的问题；文件没有丢失。"
    "请系统管理员按编号查看日志，排除后用 gouji reports recheck 重新核查。",
}
EXPANDED_STEP = "其中的每份报告都作为单独的一份核查，结果见下。"
DUPLICATE_STEP = "内容与先前收到的文件完全相同，结论以那一份为准，无需再次投递。"
CONFIDENCES = {Confidence.LIKELY: "很可能", Confidence.POSSIBLE: "可能，请人工判断"}
OUTCOMES = {
    Outcome.PASS: "通过",
    Outcome.FAIL: "发现问题",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.WAITING: "等待其他材料",
    Outcome.NOT_CHECKED: "未能核查",
    Outcome.ERROR: "规则出错",
    Outcome.TIMEOUT: "规则超时",
}
_CHANNELS = {
    "email": "邮件",
    "wecom": "企业微信",
    "dingtalk": "钉钉",
    "feishu": "飞书",
    "webhook": "Webhook",
    "apprise": "Apprise",
}
_MAIL = re.compile(r"(?:mailto:(?://)?)?([^\s@:/?]+@[^\s@:/?]+)")


def recipient(notice: NoticeView) -> str:
    """Who is told and how. Of all targets only a mail address may be shown: the others are credentials."""
    channel = _CHANNELS.get(notice.channel, notice.channel)
    address = _MAIL.fullmatch(notice.target)
    return f"{channel} {address[1] if address else notice.subscription}"


def origin(file_name: str) -> tuple[str, str]:
    """A name such as `年报.zip › 财政局/报告.docx`: what it came out of, and what it is called there."""
    outer, _, own = file_name.rpartition(SEPARATOR)
    return outer, own


def edition(name: str | None) -> str:
    """`ed2021` as people call it."""
    if name == editions.PRE2019:
        return "2018年度及以前（没有统一格式）"
    return editions.edition(name).title if name in editions.NAMES else "格式未识别"


def plain(value: Decimal) -> str:
    """The number without an exponent or idle zeros, with a true minus sign."""
    return re.sub(r"\.0+$|(\.\d*?)0+$", r"\1", f"{value:f}").replace("-", "−")
