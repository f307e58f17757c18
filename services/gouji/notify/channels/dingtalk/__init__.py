"""钉钉 custom robot."""

from gouji.notify.channels.dingtalk.rendering import compose
from gouji.notify.channels.dingtalk.transport import send

__all__ = ["compose", "send"]
