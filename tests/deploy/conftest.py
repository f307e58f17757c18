"""What the tests of deploy/ share: the command itself, and an environment without settings of this machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

GOUJI = Path(sys.executable).with_name("gouji")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch, tmp_path):
    """No GOUJI_ variable of whoever runs the tests, and no gouji.toml."""
    for name in os.environ:
        if name.startswith("GOUJI_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def is_command():
    """Whether these words begin a command of gouji."""

    def ask(words):
        run = subprocess.run([str(GOUJI), *words, "--help"], capture_output=True, text=True, check=False)
        return run.returncode == 0 and f"gouji {' '.join(words)}".strip() in run.stdout

    return ask


@pytest.fixture
def gouji_path():
    return GOUJI
