"""Mail, as text and HTML."""

from gouji.notify.channels.email.rendering import compose
from gouji.notify.channels.email.transport import send

__all__ = ["compose", "send"]
