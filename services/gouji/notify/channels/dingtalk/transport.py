"""Sending to a 钉钉 robot, signed when it has a secret; it answers HTTP 200 with an errcode.

20 messages a minute; whoever sends more is silenced for ten minutes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote_plus

from gouji.config import Settings
from gouji.notify.channels.dingtalk.rendering import request
from gouji.notify.message import Message
from gouji.notify.robot import Codes, call
from gouji.notify.target import Target

#: open.dingtalk.com, error codes. 310000 stands for keyword, signature and address list: its words say which.
CODES = Codes(
    fields=("errcode",),
    words="errmsg",
    temporary={-1: 0, 130101: 600, 410100: 600},
    permanent={
        40035: "参数不被接受",
        43004: "请求格式不被接受",
        300001: "机器人的 access_token 不存在；请重新复制机器人地址并更新订阅",
        300005: "机器人的 access_token 不存在；请重新复制机器人地址并更新订阅",
        310000: "机器人的安全设置不放行：请核对关键词（可设为“年报核查”）、加签密钥、本机时钟或 IP 白名单",
        400013: "群聊已解散",
        400101: "机器人的 access_token 不存在；请重新复制机器人地址并更新订阅",
        400102: "机器人已被停用",
        400105: "消息类型不被接受",
        400106: "机器人不存在",
        460101: "消息内容过长",
    },
)


def send(
    target: Target,
    message: Message,
    *,
    secret: str | None,
    dedup_key: str,  # noqa: ARG001 - this robot knows no key by which it could tell a repeat
    settings: Settings,
    repeat: bool,
    now: datetime,
) -> None:
    """Deliver; raises TransportError unless errcode is 0."""
    url = signed(target.address, secret, now) if secret else target.address
    call(url, request(message, repeat=repeat), CODES, settings, now)


def signed(url: str, secret: str, now: datetime) -> str:
    """The address with timestamp (ms) and signature: HMAC-SHA256 of timestamp, line feed, secret under the secret."""
    timestamp = int(now.timestamp() * 1000)
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}timestamp={timestamp}&sign={quote_plus(base64.b64encode(digest))}"
