"""One LibreOffice in a folder of its own, started when needed, replaced when it is old, large, stuck or gone."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from gouji.convert.confined import HOME, NOT_CONFINED, WORK
from gouji.convert.profile import write_profile
from gouji.convert.talk import Gone, Talk, sockets
from gouji.errors import ConverterUnavailable

#: Seconds: until it listens at first, and later; its age from which it is replaced before the next file, and at which
#: it ends by itself.
START_SECONDS, GREETING_SECONDS, OLD_SECONDS, LIFE_SECONDS = 30.0, 5.0, 240, 300
#: Bytes in memory with which it is replaced before the next file.
LARGE = 600 << 20

_BEGIN_AGAIN = 81  # its exit code when it has set up its profile and wants to be started once more
_MOST_STARTS = 3
_PAUSE = 0.01
_SWITCHES = ("--headless", "--nologo", "--norestore", "--nolockcheck", "--nofirststartwizard")
_PROFILE, _NAME = "profile-", "report"
#: An empty document, without which it would end after its first request.
_KEPT_OPEN = "private:factory/swriter"


class Office:
    """The LibreOffice of a folder, whichever process started it; whoever uses it holds the lock of that folder.

    It ends with the process that started it, and in any case after LIFE_SECONDS.
    """

    def __init__(self, folder: Path, program: Path) -> None:
        self._folder, self._program = folder, program
        self._home, self._work, self._begun = folder / HOME, folder / WORK, folder / "begun"
        self._process: subprocess.Popen[bytes] | None = None

    def ready(self) -> Talk:
        """A connection to one that listens; raises ConverterUnavailable when none comes up."""
        if (talk := self._listening()) is not None:
            return talk
        self.end()
        self._work.mkdir(parents=True)
        self._begun.touch()
        write_profile(self._home / f"{_PROFILE}{secrets.token_hex(8)}")
        code = 0
        for _ in range(_MOST_STARTS):
            process = self._process = self._start()
            if (talk := self._coming_up(process)) is not None:
                return talk
            process.kill()
            code = process.wait()
            self._remove_sockets()
            if code != _BEGIN_AGAIN:
                break
        self.end()
        raise ConverterUnavailable(
            "本机的系统不能禁止它联网" if code == NOT_CONFINED else f"LibreOffice 没能启动（退出码 {code}）"
        )

    def convert(self, talk: Talk, content: bytes, kind: str, reading: str, deadline: float) -> bytes | None:
        """The ODT of this content, read with a filter of LibreOffice's; None when that cannot read it.

        Raises Gone and Late, after which only `end` makes sense.
        """
        source, made = self._work / f"{_NAME}.{kind}", self._work / f"{_NAME}.odt"
        source.write_bytes(content)
        switches = ("--headless", f"--infilter={reading}", "--convert-to", "odt:writer8", "--outdir", str(self._work))
        talk.ask(self._work, (*switches, str(source)), deadline)
        converted = _content(made)
        for left in self._work.iterdir():
            left.unlink()
        return converted

    def end(self) -> None:
        """End the one that there is, and remove all that it left."""
        for profile in self._profiles():
            with suppress(Gone, ProcessLookupError), Talk(profile) as talk:
                os.kill(talk.pid, signal.SIGKILL)
        mine, self._process = self._process, None
        if mine is not None:
            mine.kill()
            mine.wait()
        self._remove_sockets()
        if self._folder.exists():
            shutil.rmtree(self._folder)

    def is_ours(self) -> bool:
        """Whether this process started the one that there is."""
        return self._process is not None and self._process.poll() is None

    def _remove_sockets(self) -> None:
        for profile in self._profiles():
            for path in sockets(profile):
                path.unlink(missing_ok=True)

    def _profiles(self) -> list[Path]:
        return list(self._home.glob(f"{_PROFILE}*"))

    def _talk(self) -> Talk:
        for profile in self._profiles():
            return Talk(profile)
        raise Gone

    def _listening(self) -> Talk | None:
        """A connection to the one that there is, if it is fit for another file."""
        try:
            talk = self._talk()
        except Gone:
            return None
        try:
            if self._is_fit(talk.pid):
                talk.greeted(time.monotonic() + GREETING_SECONDS)
                return talk
        except (Gone, OSError, ValueError, IndexError):
            pass  # whatever is wrong with it, it is replaced
        talk.close()
        return None

    def _is_fit(self, pid: int) -> bool:
        """Whether it is young, small, and not at work for somebody who has gone."""
        young = abs(time.time() - self._begun.stat().st_mtime) < OLD_SECONDS
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
        return young and pages * os.sysconf("SC_PAGE_SIZE") < LARGE and not any(self._work.iterdir())

    def _start(self) -> subprocess.Popen[bytes]:
        launcher = (sys.executable, "-I", "-B", "-m", "gouji.convert.confined", str(os.getpid()), str(LIFE_SECONDS))
        own = f"-env:UserInstallation={self._profiles()[0].as_uri()}"
        return subprocess.Popen(  # noqa: S603 - our own module, which starts LibreOffice
            [*launcher, str(self._folder), str(self._program), own, *_SWITCHES, _KEPT_OPEN],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                "HOME": str(self._home),
                "TMPDIR": str(self._home),
                "LANG": "C.UTF-8",
                "PATH": os.defpath,
                "SAL_USE_VCLPLUGIN": "svp",
            },
            close_fds=True,
            start_new_session=True,
        )

    def _coming_up(self, process: subprocess.Popen[bytes]) -> Talk | None:
        """A connection, once it listens; None when it ended or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            with suppress(Gone):
                talk = self._talk()
                try:
                    talk.greeted(deadline)
                except Gone:
                    talk.close()
                else:
                    return talk
            time.sleep(_PAUSE)
        return None


def _content(path: Path) -> bytes | None:
    """What a file holds that a process may have made which is not to be trusted; None when there is no such file."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None
