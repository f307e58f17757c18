"""What the workers leave word of about their rules: what of the folder or profile is refused, what is in use."""

from __future__ import annotations

import json
from collections.abc import Sequence

from gouji.store import Store

#: The key in the store.
NOTE = "rules"


def word(words: Sequence[str], ruleset: str) -> str:
    """The note: what cannot be used, in Chinese (nothing: all is well), and the hash of the rules in use."""
    return json.dumps({"refused": list(words), "ruleset": ruleset}, ensure_ascii=False)


def refused(store: Store) -> list[str]:
    """What of the rules the workers do not use, as they last said; raises StoreUnavailable."""
    noted = store.noted(NOTE)
    return list(json.loads(noted[0])["refused"]) if noted else []
