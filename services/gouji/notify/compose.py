"""From a digest to the message of one channel."""

from __future__ import annotations

from datetime import tzinfo

from gouji.digest import Digest
from gouji.notify.alert import describe
from gouji.notify.channels import open_channel
from gouji.notify.message import Message
from gouji.notify.target import Channel


def compose(
    digest: Digest, channel: Channel, *, zone: tzinfo, web_url: str | None = None, infos: bool = False
) -> Message:
    """The message about a digest for one channel; times in `zone`, links under `web_url`, infos as `describe` says."""
    return open_channel(channel).compose(digest, describe(digest, zone=zone, web_url=web_url, infos=infos))


def trial() -> Message:
    """The message of `gouji subscriptions test`, the same for all channels."""
    text = "【年报核查】测试消息\n收到本消息，说明这条订阅可以送达。核查发现问题时，将按此方式通知。"
    return Message("【年报核查】测试消息", text, payload={"schema": "gouji.notice/1", "test": True})
