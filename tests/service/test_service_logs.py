"""What is logged, at any level, holds no address or secret of those who are told."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from notify_ends import Answer, web_end

PROGRAM = """
    import sys
    from pathlib import Path
    from gouji import logs
    from gouji.config import Settings
    from gouji.errors import TransportError
    from gouji.notify import parse_target, trial
    from gouji.notify.channels import open_channel
    from gouji_workers.opening import utc_now

    settings = Settings(home=Path(sys.argv[1]), log_level="debug", notify_timeout_seconds=2)
    logs.configure(settings, "test")
    target = parse_target(sys.argv[2])
    try:
        open_channel(target.channel).send(target, trial(), secret="geheim-secret", dedup_key="0" * 64,
                                          settings=settings, repeat=False, now=utc_now())
    except TransportError as problem:
        print(problem)
"""


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("wecom:{url}/hook?key=geheim", Answer({"errcode": 93000, "errmsg": "invalid webhook url"})),
        ("dingtalk:{url}/robot?access_token=geheim", Answer({"errcode": 0})),
        ("{url}/geheim", Answer("", 500)),
        ("{url}/geheim", Answer(cut=True)),
        ("apprise:json://user:geheim@{host}/geheim?+X-Token=geheim", Answer("")),
        ("apprise:json://{host}/geheim", Answer("", 500)),
        ("apprise:json://{host}/geheim", Answer(cut=True)),
    ],
)
def test_no_level_logs_an_address_or_a_secret(tmp_path: Path, target: str, answer: Answer) -> None:
    with web_end(answer) as end:
        address = target.format(url=end.url, host=end.url.removeprefix("http://"))
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(PROGRAM), str(tmp_path), address],
            capture_output=True,
            cwd=tmp_path,
            check=True,
        )
    assert len(end.requests) == 1
    assert "geheim" not in (done.stdout + done.stderr).decode()
