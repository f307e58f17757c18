"""Sending to a 企业微信 group robot; it answers HTTP 200 with an errcode. 20 messages a minute."""

from __future__ import annotations

from datetime import datetime

from gouji.config import Settings
from gouji.notify.channels.wecom.rendering import marked
from gouji.notify.message import Message
from gouji.notify.robot import Codes, call
from gouji.notify.target import Target

#: developer.work.weixin.qq.com/document/path/90455; 40058 is what a text that is too long was seen to get.
CODES = Codes(
    fields=("errcode",),
    words="errmsg",
    temporary={-1: 0, 6000: 0, 45009: 60, 45033: 5},
    permanent={
        40008: "消息类型不被接受",
        40033: "消息内容含有不被接受的字符",
        40035: "参数不被接受",
        40058: "消息内容不被接受（例如过长）",
        44004: "消息内容为空",
        93000: "机器人地址不对，或机器人已被移出群聊；请重新添加机器人并更新订阅",
        93004: "机器人已被停用",
        93008: "机器人不在群里",
    },
)


def send(
    target: Target,
    message: Message,
    *,
    secret: str | None,  # noqa: ARG001 - this robot signs nothing; its key is its secret
    dedup_key: str,  # noqa: ARG001 - this robot knows no key by which it could tell a repeat
    settings: Settings,
    repeat: bool,
    now: datetime,
) -> None:
    """Deliver; raises TransportError unless errcode is 0."""
    text = marked(message.text) if repeat else message.text
    call(target.address, {"msgtype": "markdown", "markdown": {"content": text}}, CODES, settings, now)
