from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from notify_samples import BLANK, CLEAN, FIRST, SECOND, UNFINISHED, UNTITLED, WEB_URL, ZONE, settings

from gouji.digest import FindingStatus, NewNotice, Subscription
from gouji.errors import BadSetting
from gouji.model import Severity, Verdict
from gouji.notify.compose import compose
from gouji.notify.route import configured, route, wanted
from gouji.notify.target import Channel

MAIL = Subscription("store:1", "mailto:a@example.gov.cn")
NEW = FindingStatus.NEW
ONLY_WARNING = replace(FIRST, findings=((BLANK, NEW),))
ONLY_INFO = replace(FIRST, verdict=Verdict.COMPLIANT, findings=((UNTITLED, NEW),))
ALL_FIXED = replace(SECOND, verdict=Verdict.COMPLIANT, findings=(), unverified=(), incomplete=())
COMPLIANT, PROBLEMS, INCOMPLETE = Verdict.COMPLIANT, Verdict.PROBLEMS, Verdict.INCOMPLETE


@pytest.mark.parametrize(
    ("digest", "asked", "told"),
    [
        (FIRST, {}, True),
        (FIRST, {"unit": "云溪县*"}, True),
        (FIRST, {"unit": "*公安局"}, True),
        (FIRST, {"unit": "云溪县?安局"}, True),
        (FIRST, {"unit": "公安局"}, False),
        (FIRST, {"unit": "*科技局"}, False),
        (replace(FIRST, unit=None), {"unit": "*"}, True),
        (replace(FIRST, unit=None), {"unit": "*局"}, False),
        # Not registered: the name must begin with the region. Registered: the register decides, whatever the name.
        (FIRST, {"region": "云溪县"}, True),
        (FIRST, {"region": "临江市"}, False),
        (replace(FIRST, region="临江市"), {"region": "临江市"}, True),
        (replace(FIRST, region="临江市"), {"region": "云溪县"}, False),
        (replace(FIRST, unit=None), {"region": "云溪县"}, False),
        (ONLY_WARNING, {"severity": Severity.ERROR}, False),
        (ONLY_WARNING, {"severity": Severity.WARNING}, True),
        (ONLY_INFO, {"severity": Severity.WARNING}, False),
        (ONLY_INFO, {"severity": Severity.INFO}, True),
        (FIRST, {"verdicts": (PROBLEMS,)}, True),
        (FIRST, {"verdicts": (COMPLIANT, INCOMPLETE)}, False),
        (ONLY_WARNING, {"verdicts": (PROBLEMS,), "severity": Severity.ERROR}, False),
        (CLEAN, {}, False),
        (CLEAN, {"severity": Severity.INFO}, False),
        (CLEAN, {"verdicts": (COMPLIANT,)}, True),
        (CLEAN, {"verdicts": (PROBLEMS,)}, False),
        (UNFINISHED, {}, False),
        (UNFINISHED, {"verdicts": (INCOMPLETE,)}, True),
        (ALL_FIXED, {}, True),
        (ALL_FIXED, {"severity": Severity.ERROR}, True),
        (ALL_FIXED, {"verdicts": (PROBLEMS,)}, False),
        (replace(ALL_FIXED, fixed=(UNTITLED,)), {}, False),
    ],
)
def test_who_is_told(digest, asked, told):
    assert wanted(digest, replace(MAIL, **asked)) is told


def test_each_channel_gets_its_own_form():
    robot = Subscription("store:2", "wecom:693a91f6", secret="s")
    notices = route(FIRST, [MAIL, robot], zone=ZONE, web_url=WEB_URL)
    mail, chat = (compose(FIRST, channel, zone=ZONE, web_url=WEB_URL) for channel in (Channel.EMAIL, Channel.WECOM))
    received = "2020-01-15T01:12:00+00:00"
    keys = [
        hashlib.sha256(f"7\n{received}\n{channel}\n{target}".encode()).hexdigest()
        for channel, target in (("email", MAIL.target), ("wecom", robot.target))
    ]
    assert notices == [
        NewNotice(keys[0], "store:1", "email", MAIL.target, mail.subject, mail.text, mail.html),
        NewNotice(keys[1], "store:2", "wecom", robot.target, chat.subject, chat.text, secret="s"),
    ]


def test_the_threshold_decides_whether_it_is_sent_and_not_what_it_says():
    (notice,) = route(FIRST, [replace(MAIL, severity=Severity.ERROR)], zone=ZONE)
    assert "[警告] T3-06" in notice.text


def test_a_target_gets_one_message_however_many_subscriptions_want_it():
    twice = [MAIL, replace(MAIL, key="toml:x", unit="云溪县*"), replace(MAIL, key="store:3", target="mailto:b@x.cn")]
    assert [notice.subscription for notice in route(FIRST, twice, zone=ZONE)] == ["store:1", "store:3"]


def test_infos_are_written_out_for_those_who_asked_for_them():
    asked = replace(MAIL, key="store:2", severity=Severity.INFO)
    assert [
        (notice.subscription, "[提示]" in notice.text)
        for wanted in ([MAIL], [asked], [MAIL, asked], [asked, MAIL])
        for notice in route(FIRST, wanted, zone=ZONE)
    ] == [("store:1", False), ("store:2", True), ("store:2", True), ("store:2", True)]


def test_routing_again_makes_the_same_notices():
    assert route(FIRST, [MAIL], zone=ZONE) == route(FIRST, [MAIL], zone=ZONE)


def test_the_next_version_is_another_notice():
    (first,), (second,) = route(FIRST, [MAIL], zone=ZONE), route(SECOND, [MAIL], zone=ZONE)
    assert first.dedup_key != second.dedup_key


def test_a_subscription_that_cannot_be_read_does_not_keep_the_others_from_their_messages():
    broken = Subscription("store:9", "carrier-pigeon:home")
    assert [notice.subscription for notice in route(FIRST, [broken, MAIL], zone=ZONE)] == ["store:1"]


def test_nobody_asked_nobody_told():
    assert route(FIRST, [], zone=ZONE) == []


def test_the_subscriptions_of_the_settings_have_keys_that_stay(tmp_path):
    entry = {"target": "wecom:693a91f6", "unit": "*局", "severity": "error", "verdict": ["有问题"], "secret": "s"}
    (first,) = configured(settings(tmp_path, subscriptions=[entry]))
    other, again = configured(settings(tmp_path, subscriptions=[{"target": "mailto:a@b.cn"}, entry]))
    assert first == again
    assert first == Subscription(first.key, "wecom:693a91f6", "*局", None, Severity.ERROR, (PROBLEMS,), "s")
    assert first.key.startswith("toml:")
    assert other.key != first.key


def test_a_target_of_the_settings_that_cannot_be_read_is_named(tmp_path):
    entries = [{"target": "mailto:a@b.cn"}, {"target": "a@b.cn"}]
    with pytest.raises(BadSetting) as caught:
        configured(settings(tmp_path, subscriptions=entries))
    assert str(caught.value).startswith("设置 gouji.toml 的第 2 个 subscriptions：不认识的通知目标")
