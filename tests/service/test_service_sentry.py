"""Errors of our own reach Sentry from every process, and no word of a report goes with them."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from running import eventually, holding, report, running

from gouji.config import Settings
from gouji.sentry import WITHHELD, start, stripped


class Sink:
    """A Sentry that keeps what it is sent."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                sink.keep(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.dsn = f"http://key@127.0.0.1:{self.server.server_port}/1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def keep(self, envelope: bytes) -> None:
        _, *items = envelope.decode().splitlines()
        for head, body in zip(items[::2], items[1::2], strict=False):
            if json.loads(head).get("type") == "event":
                self.events.append(json.loads(body))

    def kinds(self) -> list[str]:
        return [error["type"] for event in self.events for error in event.get("exception", {}).get("values", [])]


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    yield sink
    sink.server.shutdown()
    sink.server.server_close()


def test_without_a_dsn_it_is_off() -> None:
    assert start(Settings()) is False


def test_an_error_of_ours_is_told_with_its_number_and_without_words(tmp_path: Path, sink: Sink) -> None:
    program = """
        import sys
        from datetime import timedelta
        from pathlib import Path
        import sentry_sdk
        from gouji import logs, sentry
        from gouji.archive import Archive
        from gouji.check import Checker
        from gouji.config import Settings
        from gouji.pipeline import Bench, check_submission
        from gouji.reader import Reader
        from gouji.rule.ruleset import assemble
        from gouji.store import Store
        from gouji.submission import Drop, Signature
        from gouji_workers.opening import utc_now

        home = Path(sys.argv[1])
        settings = Settings(home=home, sentry_dsn=sys.argv[2])
        logs.configure(settings, "test")
        assert sentry.start(settings)
        store = Store(settings.database, max_attempts=1)
        store.upgrade()
        name = "某县保密局年报.txt"
        signature = Signature(1, 1, 1)
        drop = Drop(sha256="0" * 64, size=1, raw_name=name.encode(), display_name=name, path=name.encode(),
                    signature=signature)
        store.record_drops([drop], utc_now())
        [claim] = store.claim([1], utc_now(), timedelta(seconds=60), "test:1")
        bench = Bench(settings, store, Archive(settings.archive_path), Checker(assemble([], [], [])), utc_now, Reader())
        check_submission(claim, bench)
        view = store.submission(1)
        print(view.state, view.reason)
        sentry_sdk.flush(10)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(tmp_path), sink.dsn],
        capture_output=True,
        cwd=tmp_path,
        check=True,
    )
    assert done.stdout.decode().startswith("出错 ")
    assert "文件不在归档中" in done.stdout.decode()
    [event] = sink.events
    assert event["tags"] == {"submission": 1, "attempt": 1}
    assert sink.kinds() == ["FileNotFoundError", "ArchiveDamaged"]
    assert {error["value"] for error in event["exception"]["values"]} == {WITHHELD}
    assert "保密局" not in json.dumps(event, ensure_ascii=False)
    assert "vars" not in json.dumps(event)


WHOLE_WAY = """
    import sys
    from datetime import timedelta
    from pathlib import Path
    import msgspec
    import sentry_sdk
    from gouji import logs, sentry
    from gouji.archive import Archive
    from gouji.check import Checker
    from gouji.config import Settings
    from gouji.notify import deliver
    from gouji.notify.channels import wecom
    from gouji.pipeline import Bench, check_submission
    from gouji.reader import Reader
    from gouji.rule import load_rules
    from gouji.store import Store
    from gouji.submission import Drop, Signature
    from gouji_workers.opening import utc_now

    def broken_rule(report):
        raise ValueError(report.unit)

    def broken_channel(target, message, **_):
        raise RuntimeError(message.text)

    home = Path(sys.argv[1])
    settings = Settings(home=home, sentry_dsn=sys.argv[2])
    logs.configure(settings, "test")
    assert sentry.start(settings)
    rules = load_rules()
    if sys.argv[3] == "rule":
        broken = {"function": broken_rule, "asks": ("report",), "parameters": {}}
        made = [msgspec.structs.replace(r, **broken) if r.code == "ST-13" else r for r in rules.rules]
        rules = msgspec.structs.replace(rules, rules=tuple(made))
    else:
        wecom.send = broken_channel
    store, archive = Store(settings.database), Archive(settings.archive_path)
    store.upgrade()
    with (home / "report.txt").open("rb") as source:
        kept = archive.put(source)
    drop = Drop(sha256=kept.sha256, size=kept.size, raw_name=b"a.txt", display_name="a.txt", path=b"a.txt",
                signature=Signature(1, 1, 1))
    store.record_drops([drop], utc_now())
    [claim] = store.claim([1], utc_now(), timedelta(seconds=60), "test:1")
    [notice] = check_submission(claim, Bench(settings, store, archive, Checker(rules), utc_now, Reader())).notices
    if sys.argv[3] == "channel":
        deliver(store, notice, settings, utc_now())
    print(store.notices()[0].last_error, [r.reason for r in store.checked(1).checked.results if r.outcome == "error"])
    sentry_sdk.flush(10)
"""


def whole_way(home: Path, sink: Sink, broken: str) -> str:
    """Take a report the whole way with a rule or a channel that raises; what is then in the store."""
    (home / "gouji.toml").write_text('[[subscriptions]]\ntarget = "wecom:693a91f6"\nseverity = "info"\n', "utf-8")
    (home / "report.txt").write_bytes(report("某县保密局"))
    command = [sys.executable, "-c", textwrap.dedent(WHOLE_WAY), str(home), sink.dsn, broken]
    done = subprocess.run(command, capture_output=True, cwd=home, check=True)
    if broken == "rule":
        assert "保密局" not in done.stderr.decode()
    return done.stdout.decode()


def test_a_channel_that_crashes_is_told_with_its_number_and_without_its_message(tmp_path: Path, sink: Sink) -> None:
    assert whole_way(tmp_path, sink, "channel") == "发送程序出错：RuntimeError []\n"
    [event] = sink.events
    assert event["tags"] == {"notice": 1, "channel": "wecom"}
    assert [(error["type"], error["value"]) for error in event["exception"]["values"]] == [("RuntimeError", WITHHELD)]
    assert "保密局" not in json.dumps(event, ensure_ascii=False)


def test_a_rule_of_ours_that_crashes_is_told_with_its_code_and_without_its_words(tmp_path: Path, sink: Sink) -> None:
    assert whole_way(tmp_path, sink, "rule") == "None ['规则出错：ValueError: 某县保密局']\n"
    [event] = sink.events
    assert event["tags"] == {"submission": 1, "rule": "ST-13", "outcome": "error"}
    assert [(error["type"], error["value"]) for error in event["exception"]["values"]] == [("RuleBroken", WITHHELD)]
    assert "保密局" not in json.dumps(event, ensure_ascii=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked at in /proc")
def test_a_worker_that_is_killed_is_told_of(tmp_path: Path, sink: Sink) -> None:
    home = tmp_path / "home"
    held = holding(home)
    with running(home, workers="1", sentry_dsn=sink.dsn) as service:
        service.drop("某县保密局.txt", report("某县保密局"))
        eventually((held / "begun").exists, what="the work to begin")
        for process in service.pool():
            os.kill(process, signal.SIGKILL)
        eventually(lambda: "WorkerLostError" in sink.kinds(), what="word of it")
    assert "保密局" not in json.dumps(sink.events, ensure_ascii=False)


def test_whatever_may_hold_words_is_left_out() -> None:
    event = {
        "event_id": "1",
        "message": "某县",
        "extra": {"args": ["某县"]},
        "request": {"data": "某县"},
        "user": {"ip_address": "10.0.0.1"},
        "breadcrumbs": {"values": ["某县"]},
        "contexts": {"trace": {"data": "某县"}},
        "server_name": "zhangsan-pc",
        "logentry": {"message": "Task %s raised %r", "params": ["check", "某县"], "formatted": "某县"},
        "exception": {
            "values": [
                {
                    "type": "ValueError",
                    "value": "某县",
                    "stacktrace": {
                        "frames": [
                            {
                                "lineno": 3,
                                "vars": {"x": "某县"},
                                "abs_path": "/home/zhang/gouji/a.py",
                                "filename": "a.py",
                            },
                            {"lineno": 4, "abs_path": "/home/zhang/rules/b.py", "filename": "/home/zhang/rules/b.py"},
                        ]
                    },
                }
            ]
        },
    }
    assert stripped(event) == {
        "event_id": "1",
        "logentry": {"message": "Task %s raised %r"},
        "exception": {
            "values": [
                {
                    "type": "ValueError",
                    "value": WITHHELD,
                    "stacktrace": {
                        "frames": [{"lineno": 3, "filename": "a.py"}, {"lineno": 4, "filename": "b.py"}],
                    },
                }
            ]
        },
    }
    assert stripped({"logentry": {"message": "某县"}}) == {"logentry": {"message": WITHHELD}}
