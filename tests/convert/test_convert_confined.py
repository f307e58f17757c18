"""LibreOffice can do no more than convert: what it becomes is tried with a program of ours in its place."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from gouji.convert import find_program, profile
from gouji.convert.office import Office

#: Tries each thing, and tells what came of it: the name of the error, or "done".
MISDEEDS = r"""
import json, os, socket, sys
secret, work, socket_of_others = sys.argv[1:4]
def other_process():
    if os.fork() == 0:
        os._exit(0)
tries = {
    "network": lambda: socket.create_connection(("127.0.0.1", int(sys.argv[4])), 2),
    "datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
    "netlink": lambda: socket.socket(socket.AF_NETLINK),
    "socket of others": lambda: socket.socket(socket.AF_UNIX).connect(socket_of_others),
    "another process": other_process,
    "kill": lambda: os.kill(os.getppid(), 0),
    "read a file of others": lambda: open(secret).read(),
    "list a folder of others": lambda: os.listdir(os.path.dirname(secret)),
    "environment of the parent": lambda: open(f"/proc/{os.getppid()}/environ").read(),
    "passwords": lambda: open("/etc/shadow").read(),
    "write elsewhere": lambda: open(os.path.join(os.path.dirname(secret), "new"), "w"),
    "replace its folder": lambda: os.rename(work, work + "-old"),
    "write a large file": lambda: open(work + "/large", "wb").write(bytes(200 << 20)),
    "much memory": lambda: bytearray(4 << 30),
    "work": lambda: open(work + "/made", "w").write("made"),
}
found = {}
for name, attempt in tries.items():
    try:
        attempt()
        found[name] = "done"
    except BaseException as problem:
        found[name] = type(problem).__name__
print(json.dumps(found))
"""


#: PR_SET_MDWE, which is what MemoryDenyWriteExecute= does.
WITHOUT_MADE_CODE = """
import ctypes, sys
from pathlib import Path
from gouji.convert import Converter
if ctypes.CDLL(None).prctl(65, 1, 0, 0, 0):
    sys.exit(print("unknown"))
with Converter(Path(sys.argv[1])) as converter:
    print(len(converter.to_odt(Path(sys.argv[2]).read_bytes(), "doc")))
"""


@pytest.fixture
def place(tmp_path):
    for name in ("home", "work"):
        (tmp_path / "office" / name).mkdir(parents=True)
    return tmp_path / "office"


def _started(
    place: Path, program: Path, *arguments: str, parent: int | None = None
) -> subprocess.CompletedProcess[str]:
    launcher = [sys.executable, "-I", "-m", "gouji.convert.confined", str(parent or os.getpid()), "60", str(place)]
    environment = {"PATH": os.defpath, "HOME": str(place / "home")}
    return subprocess.run(
        [*launcher, str(program), *arguments], capture_output=True, text=True, timeout=60, env=environment, check=False
    )


def test_it_can_work_in_its_folder_and_nothing_else(place, tmp_path):
    secret = tmp_path / "others" / "secret"
    secret.parent.mkdir()
    secret.write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as theirs:
        theirs.bind(str(tmp_path / "socket"))
        theirs.listen()
        ran = _started(
            *(place, Path(sys.executable).resolve(), "-I", "-c", MISDEEDS),
            *(str(secret), str(place / "work"), str(tmp_path / "socket"), str(server.getsockname()[1])),
        )
    found = json.loads(ran.stdout)
    assert found.pop("work") == "done", ran
    assert found.pop("much memory") == "MemoryError"
    assert found.pop("write a large file") == "OSError"
    assert set(found.values()) == {"PermissionError"}, found


def test_it_does_not_run_without_the_one_who_started_it(place):
    assert _started(place, Path("/bin/true"), parent=1).returncode == 97


def test_it_runs_where_no_memory_may_be_written_and_run(folder, old_files, tmp_path):
    """As in the systemd units."""
    (tmp_path / "report.doc").write_bytes(old_files["doc"]["ed2021"])
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_MADE_CODE, folder, tmp_path / "report.doc"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if ran.stdout == "unknown\n":
        pytest.skip("this kernel cannot forbid it")
    assert int(ran.stdout) > 0, ran.stderr


def test_its_settings_are_ones_that_libreoffice_knows():
    """A misspelt one would be passed over in silence."""
    schemas = find_program().parent.parent / "share" / "registry"
    known = "".join(path.read_text("utf-8") for path in schemas.resolve().glob("*.xcd"))
    unknown = {name for _, name, _ in profile._SETTINGS if f'oor:name="{name}"' not in known}
    assert unknown <= {"DisableActiveContent"}  # newer than some


class _Listener:
    """A web server that counts who comes."""

    def __enter__(self):
        self.visits = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def _serve(self):
        while True:
            try:
                visitor, _ = self._server.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def __exit__(self, *_):
        self._server.close()


def _rtf(port: int, secret: Path) -> bytes:
    url = f"http://127.0.0.1:{port}"
    parts = (
        rf'{{\field{{\*\fldinst INCLUDEPICTURE "{url}/picture.png" \\d}}{{\fldrslt seen}}}}',
        rf'{{\field{{\*\fldinst INCLUDETEXT "{url}/text.rtf"}}{{\fldrslt text}}}}',
        rf'{{\field{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt text}}}}',
        rf'{{\field{{\*\fldinst LINK Word.Document.8 "{url}/other.doc" \\a \\r}}{{\fldrslt link}}}}',
        rf'{{\field{{\*\fldinst DDEAUTO soffice "{secret}" all}}{{\fldrslt dde}}}}',
    )
    return (rf"{{\rtf1\ansi{{\*\template {url}/template.dot}}" + r"\par ".join(parts) + "}").encode()


#: A page in place of an RTF: the one thing that LibreOffice certainly fetches from, to see that it could.
_PAGE = '<html><head><link rel="stylesheet" href="{0}/s.css"></head><body><img src="{0}/p.png">text</body></html>'


def test_nothing_is_fetched_and_no_file_of_others_taken_in(warm, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secretly")
    with _Listener() as listener:
        odt = warm.to_odt(_rtf(listener.port, secret), "rtf")
        assert listener.visits == 0
    assert b"secretly" not in _content_of(odt)
    assert b"seen" in _content_of(odt) or b"text" in _content_of(odt)


def test_what_libreoffice_would_fetch_it_does_not_here(folder, tmp_path):
    """The same page, by LibreOffice as it is and by ours."""
    with _Listener() as listener:
        page = _PAGE.format(f"http://127.0.0.1:{listener.port}").encode()
        (tmp_path / "page.html").write_bytes(page)
        own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        free = [find_program().with_name("soffice"), own, "--headless", "--infilter=HTML (StarWriter)"]
        subprocess.run(
            [*free, "--convert-to", "odt:writer8", "--outdir", tmp_path, tmp_path / "page.html"],
            timeout=120,
            check=True,
            capture_output=True,
        )
        assert listener.visits > 0
        listener.visits = 0
        office = Office(folder, find_program())
        try:
            with office.ready() as talk:
                assert office.convert(talk, page, "html", "HTML (StarWriter)", time.monotonic() + 60)
        finally:
            office.end()
        assert listener.visits == 0


def _content_of(odt: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(odt)).read("content.xml")
