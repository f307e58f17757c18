"""Everything else, through Apprise: best effort, for it reports little of what the far end says."""

from gouji.notify.channels.apprise.rendering import compose
from gouji.notify.channels.apprise.transport import knows, send

__all__ = ["compose", "knows", "send"]
