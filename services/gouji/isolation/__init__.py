"""Processes of our own that may be lost: what runs in them is limited, and costs at most its own answer.

`process` is the half that asks, `inside` the half that answers, `confine` what the kernel is asked to forbid there.
Frames go both ways over pipes: eight bytes of length, most significant first, then as many bytes.
"""

from gouji.isolation.process import Isolated, Loss, Lost

__all__ = ["Isolated", "Loss", "Lost"]
