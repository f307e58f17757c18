"""Where the real reports lie that tests read but the project does not hold."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """The folder or file beside the checkout; skips the test with the reason where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(('..', 'shared', *parts))} is not beside this checkout")
    return path
