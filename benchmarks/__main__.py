"""`make bench`: CPU per report by stage, `gouji check` from the shell, and the service from drop to stored.

`python -m benchmarks [checking] [shell] [service]` runs some of them only.
"""

from __future__ import annotations

import sys

from benchmarks import checking, service, shell

PARTS = {"checking": checking.run, "shell": shell.run, "service": service.run}

if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PARTS)
    for name in wanted:
        PARTS[name]()
