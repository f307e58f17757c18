"""`make bench`: CPU per report by stage, `gouji check` from the shell, and the service from drop to stored.

`python -m benchmarks [checking] [localising N] [mutations N] [reading] [shell] [service]` runs some of them only.
"""

from __future__ import annotations

import sys

from benchmarks import checking, localising, mutations, narrative, reading, resembling, service, shell, stored

PARTS = {
    "checking": checking.run,
    "localising": localising.run,
    "mutations": mutations.run,
    "narrative": narrative.run,
    "reading": reading.run,
    "resembling": resembling.run,
    "shell": shell.run,
    "service": service.run,
    "stored": stored.run,
}

if __name__ == "__main__":
    wanted = [name for name in sys.argv[1:] if not name.isdigit()] or list(PARTS)
    for name in wanted:
        PARTS[name]()
