"""飞书 (Lark) custom robot."""

from gouji.notify.channels.feishu.rendering import compose
from gouji.notify.channels.feishu.transport import send

__all__ = ["compose", "send"]
