"""Who is told of a report: a digest and the subscriptions make the notices. Pure, for it runs in a transaction.

A subscription wants a digest when all of this holds:

- the unit's name matches its pattern (`*`, `*科技局`, `慈溪市*`; case and width as written);
- the report belongs to its region, if it names one: the unit register says where a unit belongs, and for a unit that
  is not registered its name must begin with the region;
- the verdict is one that it lists, if it lists any;
- there is something to tell: a finding at or above its severity, or one gone since the version before (已整改), or,
  without any of these, a verdict of 合规 or 检查不完整 that it lists by name. When a version that people were told of
  was judged again, only its new findings are something to tell.

The message then carries all errors and warnings: the threshold decides whether it is sent, not what it says. Only infos
are written out for those alone who asked for them. A target gets one message about a report, however many of its
subscriptions want it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import tzinfo
from fnmatch import fnmatchcase

import structlog

from gouji.config import Settings, SubscriptionSetting
from gouji.digest import Digest, NewNotice, Subscription
from gouji.errors import BadSetting, BadTarget
from gouji.model import Finding, Severity, Verdict
from gouji.notify.compose import compose
from gouji.notify.message import Message
from gouji.notify.target import Channel, parse_target

log = structlog.get_logger()


def route(
    digest: Digest, subscriptions: Iterable[Subscription], *, zone: tzinfo, web_url: str | None = None
) -> list[NewNotice]:
    """The notices of a digest; a subscription whose target cannot be read is logged and left out."""
    notices: dict[str, NewNotice] = {}
    messages: dict[tuple[Channel, bool], Message] = {}
    for subscription in subscriptions:
        if not wanted(digest, subscription):
            continue
        try:
            channel = parse_target(subscription.target).channel
        except BadTarget:
            log.error("notify.bad_target", subscription=subscription.key)  # noqa: TRY400 - the trace says no more
            continue
        infos = subscription.severity is Severity.INFO
        if (channel, infos) not in messages:
            messages[channel, infos] = compose(digest, channel, zone=zone, web_url=web_url, infos=infos)
        notice = _notice(digest, subscription, channel, messages[channel, infos])
        if infos or notice.dedup_key not in notices:
            notices[notice.dedup_key] = notice
    return list(notices.values())


def wanted(digest: Digest, subscription: Subscription) -> bool:
    """Whether this subscription is told of this digest."""
    return (
        fnmatchcase(digest.unit or "", subscription.unit)
        and _in_region(digest, subscription.region)
        and (not subscription.verdicts or digest.verdict in subscription.verdicts)
        and (_has_news(digest, subscription.severity) or _asked_by_name(digest, subscription))
    )


def dedup_key(digest: Digest, channel: Channel, target: str) -> str:
    """One for ever per submission, channel and target; the time tells submissions of a new database apart.

    What a recheck newly found is told once besides.
    """
    identity = [digest.submission_id, digest.received_at.isoformat(), channel.value, target.strip()]
    if digest.occasion:
        identity += ["recheck", *sorted(finding.fingerprint for finding in digest.news)]
    return hashlib.sha256("\n".join(map(str, identity)).encode()).hexdigest()


def configured(settings: Settings) -> list[Subscription]:
    """The subscriptions of gouji.toml; raises BadSetting for a target that cannot be read."""
    return [_configured(number, setting) for number, setting in enumerate(settings.subscriptions, 1)]


def _configured(number: int, setting: SubscriptionSetting) -> Subscription:
    try:
        parse_target(setting.target)
    except BadTarget as problem:
        raise BadSetting(f"gouji.toml 的第 {number} 个 subscriptions", str(problem)) from None
    identity = "\n".join((setting.target, setting.unit, setting.region or "", setting.severity, *setting.verdict))
    return Subscription(
        key=f"toml:{hashlib.sha256(identity.encode()).hexdigest()[:12]}",
        target=setting.target.strip(),
        unit=setting.unit,
        region=setting.region,
        severity=Severity(setting.severity),
        verdicts=tuple(Verdict(verdict) for verdict in setting.verdict),
        secret=setting.secret.get_secret_value() if setting.secret else None,
    )


def _in_region(digest: Digest, region: str | None) -> bool:
    if region is None:
        return True
    return digest.region == region if digest.region else (digest.unit or "").startswith(region)


def _has_news(digest: Digest, least: Severity) -> bool:
    findings: list[Finding] = [*digest.news, *(() if digest.occasion else digest.fixed)]
    return any(finding.severity is not None and finding.severity.rank <= least.rank for finding in findings)


def _asked_by_name(digest: Digest, subscription: Subscription) -> bool:
    named = digest.verdict in subscription.verdicts and digest.verdict is not Verdict.PROBLEMS
    return named and digest.occasion is None


def _notice(digest: Digest, subscription: Subscription, channel: Channel, message: Message) -> NewNotice:
    return NewNotice(
        dedup_key=dedup_key(digest, channel, subscription.target),
        subscription=subscription.key,
        channel=channel.value,
        target=subscription.target,
        subject=message.subject,
        text=message.text,
        html=message.html,
        payload=message.payload,
        secret=subscription.secret,
    )
