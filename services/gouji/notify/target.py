"""Where a message goes: a target as people write it, read once into a channel and an address.

mailto:a@b.cn                 a mail address
wecom:KEY                     企业微信 group robot, by its key
dingtalk:TOKEN                钉钉 robot, by its access_token
feishu:TOKEN                  飞书 robot, by the last part of its address
https://…                     a robot's full address (known by its host), else a signed webhook
wecom:https://proxy/…         the same robot behind another address, for private deployments
apprise:slack://…             anything that Apprise knows
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from gouji.errors import BadTarget


class Channel(StrEnum):
    """A way to a person or machine; the name of its folder under `channels`."""

    EMAIL = "email"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    WEBHOOK = "webhook"
    APPRISE = "apprise"

    @property
    def chinese(self) -> str:
        return {
            "email": "邮件",
            "wecom": "企业微信群机器人",
            "dingtalk": "钉钉机器人",
            "feishu": "飞书机器人",
            "webhook": "Webhook",
            "apprise": "Apprise",
        }[self.value]

    @property
    def signs(self) -> bool:
        """Whether a secret of the subscription signs what is sent; the others have none."""
        return self in (Channel.DINGTALK, Channel.FEISHU, Channel.WEBHOOK)

    @property
    def drops_repeats(self) -> bool:
        """Whether the far end is told a key by which it drops what it has already."""
        return self is Channel.WEBHOOK

    @property
    def is_robot(self) -> bool:
        """A chat group's robot: short messages, and few of them a minute."""
        return self in (Channel.WECOM, Channel.DINGTALK, Channel.FEISHU)


#: Where each robot lives; %s is the key or token.
ROBOTS = {
    Channel.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=%s",
    Channel.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=%s",
    Channel.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/%s",
}
_ROBOT_HOSTS = {
    "qyapi.weixin.qq.com": Channel.WECOM,
    "oapi.dingtalk.com": Channel.DINGTALK,
    "open.feishu.cn": Channel.FEISHU,
    "open.larksuite.com": Channel.FEISHU,
}
#: Apprise takes a refusal by these for success (HTTP 200 with an error code), so they are not left to it.
_OURS_NOT_APPRISES = {
    "wecombot": "wecom:KEY",
    "dingtalk": "dingtalk:TOKEN",
    "feishu": "feishu:TOKEN",
    "lark": "feishu:https://open.larksuite.com/…",
}
MAX_LENGTH = 1000
_TOKEN = re.compile(r"[0-9A-Za-z_-]{4,200}")
_MAIL = re.compile(r"[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\w-]{1,63}\.)*[\w-]{1,63}")


@dataclass(frozen=True, slots=True)
class Target:
    """A channel, and the mail address or URL that it sends to."""

    channel: Channel
    address: str = field(repr=False)  # a robot's or webhook's address is a credential

    def __str__(self) -> str:
        """The target without what is secret in it, to be shown and logged."""
        if self.channel is Channel.EMAIL:
            return f"mailto:{self.address}"
        if self.channel is Channel.APPRISE:  # what stands for the host may be the token itself
            scheme, _, rest = self.address.partition("://")
            return f"apprise:{scheme}://…{rest[-4:]}"
        parts = urlsplit(self.address)
        prefix = "" if self.channel is Channel.WEBHOOK else f"{self.channel}:"
        end = self.address.partition("://")[2].removeprefix(parts.netloc)[-4:].removeprefix("/")
        return f"{prefix}{parts.scheme}://{parts.hostname or ''}/…{end}"


def parse_target(text: str) -> Target:
    """Read a target; raises BadTarget with what is wrong and how it should look."""
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise BadTarget(f"通知目标太长（最多 {MAX_LENGTH} 个字符）")
    scheme, colon, rest = text.partition(":")
    match scheme.lower() if colon else "":
        case "mailto":
            return Target(Channel.EMAIL, _mail_address(unquote(rest)))
        case "wecom" | "dingtalk" | "feishu" as name:
            return Target(Channel(name), _robot_address(Channel(name), rest))
        case "http" | "https":
            url = _url(text)
            return Target(_ROBOT_HOSTS.get(url.hostname or "", Channel.WEBHOOK), text)
        case "apprise":
            return Target(Channel.APPRISE, _apprise_url(rest))
    raise BadTarget(f"不认识的通知目标；可写 {_FORMS}")


def _mail_address(address: str) -> str:
    if not _MAIL.fullmatch(address):
        raise BadTarget("mailto: 之后应是一个邮箱地址，如 mailto:shenhe@example.gov.cn")
    return address


def _robot_address(channel: Channel, rest: str) -> str:
    if "://" in rest:
        return _url(rest).geturl()
    if not _TOKEN.fullmatch(rest):
        raise BadTarget(f"{channel}: 之后应是{channel.chinese}的密钥（字母、数字、- 和 _），或其完整的 https:// 地址")
    return ROBOTS[channel] % rest


def _apprise_url(rest: str) -> str:
    scheme, separator, address = rest.partition("://")
    if not (separator and scheme and address):
        raise BadTarget("apprise: 之后应是 Apprise 的地址，如 apprise:slack://…")
    if instead := _OURS_NOT_APPRISES.get(scheme.lower()):
        raise BadTarget(f"请改写为 {instead}：Apprise 会把该服务的拒收当作成功")
    return rest


def _url(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        raise BadTarget("网址写得不对") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", text):
        raise BadTarget("网址应以 https:// 或 http:// 开头，并带有主机名")
    if parts.username or parts.password:
        raise BadTarget("网址中不要写用户名和密码；签名密钥请用 --secret")
    return parts


_FORMS = "mailto:邮箱、wecom:KEY、dingtalk:TOKEN、feishu:TOKEN、https://地址 或 apprise:地址"
