"""Conventions that no linter knows: who reads the environment, what reading a file costs, what a release holds."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("services", "rules", "workers") for path in (ROOT / folder).rglob("*.py")]


def reads_environment(path: Path) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    named = {(getattr(node.value, "id", ""), node.attr) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return bool({("os", "environ"), ("os", "getenv")} & named)


def test_only_config_reads_the_environment() -> None:
    readers = {path.relative_to(ROOT).as_posix() for path in SOURCES if reads_environment(path)}
    assert readers <= {"services/gouji/config.py"}


def test_no_module_is_called_utils_helpers_or_common() -> None:
    assert [path.name for path in SOURCES if path.stem in ("utils", "util", "helpers", "common", "misc")] == []


def test_no_module_is_longer_than_it_can_be_read() -> None:
    longest = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {path: lines for path, lines in longest.items() if lines > 450} == {}


@pytest.mark.parametrize(
    "library", ["celery", "sqlalchemy", "fastapi", "pydantic", "rich", "apprise", "httpx2", "jinja2", "sentry_sdk"]
)
def test_checking_a_file_does_not_import_what_it_does_not_need(library: str) -> None:
    code = (
        "import sys; from gouji.cli import main\n"
        "try: main(['check', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        f"print({library!r} in sys.modules, file=sys.stderr)"
    )
    sample = min((ROOT / "services/gouji/samples").glob("*.docx"))
    run = subprocess.run([sys.executable, "-c", code, str(sample)], capture_output=True, text=True, check=False)
    assert run.stderr.strip().splitlines()[-1] == "False"
