"""A webhook: JSON for machines, signed."""

from gouji.notify.channels.webhook.rendering import compose
from gouji.notify.channels.webhook.transport import send

__all__ = ["compose", "send"]
