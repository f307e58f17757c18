"""`python -m gouji_workers PART`: one part of the service, as `gouji up` starts them."""

from __future__ import annotations

import sys
from collections.abc import Callable

from gouji.config import Settings, read_settings
from gouji.errors import GoujiError


def main(part: str, *arguments: str) -> int:
    """Run a part to its end; its exit status."""
    try:
        return runner(part)(read_settings(), *arguments)
    except GoujiError as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - for whoever started this
        return 2


def runner(part: str) -> Callable[..., int]:
    """The function behind a part; each imports only what it needs."""
    if part == "worker":
        from gouji_workers.worker import work  # noqa: PLC0415

        return work
    if part == "poller":
        from gouji_workers.polling import poll  # noqa: PLC0415

        return poll
    if part == "watch":
        from gouji_workers.watch import watch  # noqa: PLC0415

        return watch
    if part == "web":
        from gouji.serve import serve  # noqa: PLC0415

        return serve
    if part == "upgrade":
        return _upgrade
    raise SystemExit(f"no such part: {part}")


def _upgrade(settings: Settings) -> int:
    from gouji_workers.opening import open_store  # noqa: PLC0415

    open_store(settings).upgrade()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
