"""企业微信 group robot."""

from gouji.notify.channels.wecom.rendering import compose
from gouji.notify.channels.wecom.transport import send

__all__ = ["compose", "send"]
