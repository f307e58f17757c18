"""What people are told when a version that they know was judged again: what is new, once, and why."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from notify_samples import FIRST, ZONE

from gouji.digest import FindingStatus, Subscription
from gouji.model import Severity, Verdict
from gouji.notify.route import route, wanted

MAIL = Subscription("store:1", "mailto:a@example.gov.cn")
(NEWS, _), *KNOWN = FIRST.findings
AGAIN = replace(
    FIRST,
    findings=((NEWS, FindingStatus.NEW), *((finding, FindingStatus.STILL) for finding, _ in KNOWN)),
    occasion="上年报告已到",
)


def told(digest):
    [notice] = route(digest, [MAIL], zone=ZONE)
    return notice


def test_the_message_says_why_and_what_is_new_and_not_what_was_told_before():
    notice = told(AGAIN)
    assert f"上年报告已到，本报告已重新核查：新增问题 1 项，原有 {len(KNOWN)} 项不变" in notice.text
    assert "重新核查新增问题 1 项" in notice.subject
    assert f"{NEWS.rule} {NEWS.title}（新问题）" in notice.text
    assert all(f"] {finding.rule} {finding.title}" not in notice.text for finding, _ in KNOWN)


def test_it_is_another_message_than_the_first_and_the_same_twice():
    assert told(AGAIN).dedup_key != told(FIRST).dedup_key
    assert told(AGAIN).dedup_key == told(replace(AGAIN, checked_at=AGAIN.received_at)).dedup_key


def test_nobody_is_told_of_what_they_know():
    nothing_new = replace(AGAIN, findings=tuple((finding, FindingStatus.STILL) for finding, _ in AGAIN.findings))
    assert not wanted(nothing_new, MAIL)
    assert not wanted(replace(AGAIN, findings=(), fixed=(NEWS,)), MAIL)
    compliant = replace(AGAIN, findings=(), verdict=Verdict.COMPLIANT)
    assert not wanted(compliant, replace(MAIL, verdicts=(Verdict.COMPLIANT,)))


def test_the_severity_of_what_is_new_decides():
    mild = msgspec.structs.replace(NEWS, severity=Severity.INFO)
    graver = tuple((finding, FindingStatus.STILL) for finding, _ in AGAIN.findings)
    assert not wanted(replace(AGAIN, findings=((mild, FindingStatus.NEW), *graver)), MAIL)
    assert wanted(AGAIN, MAIL)
