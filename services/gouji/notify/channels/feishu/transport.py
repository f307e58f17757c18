"""Sending to a 飞书 robot, signed when it has a secret; the verdict is in `code` and, in older answers, `StatusCode`.

100 messages a minute and 5 a second; 11232 also comes when the whole of 飞书 is busy, at full and half hours.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

from gouji.config import Settings
from gouji.notify.channels.feishu.rendering import request
from gouji.notify.message import Message
from gouji.notify.robot import Codes, call
from gouji.notify.target import Target

#: open.feishu.cn. 9499 was seen both for a bad request and for too many of them, so it is tried again.
CODES = Codes(
    fields=("code", "StatusCode"),
    words="msg",
    temporary={9499: 0, 11232: 60, 99991400: 60},
    permanent={
        19001: "机器人地址不对，或机器人已被移出群聊；请重新复制地址并更新订阅",
        19021: "签名不符：请核对加签密钥与本机时钟",
        19022: "本机 IP 不在机器人的白名单中",
        19024: "消息不含机器人要求的关键词；可把关键词设为“年报核查”",
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
    """Deliver; raises TransportError unless code and StatusCode, as far as given, are 0."""
    body = request(message, repeat=repeat)
    call(target.address, signature(secret, now) | body if secret else body, CODES, settings, now)


def signature(secret: str, now: datetime) -> dict[str, str]:
    """Timestamp (s) and signature: HMAC-SHA256 of nothing under the key timestamp, line feed, secret."""
    timestamp = str(int(now.timestamp()))
    digest = hmac.new(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": timestamp, "sign": base64.b64encode(digest).decode()}
