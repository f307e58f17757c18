"""A real PostgreSQL server for tests: an installed one, else that of the `pgserver` wheel."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

import psycopg

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)


class NoServer(Exception):
    """Neither kind can be had on this machine."""


class PostgresServer:
    """A server of its own folder and unix socket, without the safety of fsync; `stop` removes everything."""

    def __init__(self) -> None:
        self._bin = _find_binaries()
        self._account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        # Not below pytest's folder: a socket's path may have 107 characters, and the server's account must get there.
        self.folder = Path(tempfile.mkdtemp(prefix="gouji-pg-"))
        if self._account:
            os.chown(self.folder, self._account.pw_uid, self._account.pw_gid)
            self._bin = self._within_reach()
        try:
            self._run("initdb", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "-U", "postgres")
            self.start()
        except NoServer:
            shutil.rmtree(self.folder)
            raise

    def start(self) -> None:
        options = f"-F -c listen_addresses='' -c unix_socket_directories='{self.folder}' -c max_connections=200"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def halt(self) -> None:
        """Cut off everybody and stop; the data stay."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self.folder)

    def new_database(self) -> str:
        """The SQLAlchemy URL of a fresh, empty database."""
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def _within_reach(self) -> Path:
        """The binaries where the server's account may read them: root's own folders are closed to it."""
        if self._bin.is_relative_to("/usr"):
            return self._bin
        wheel = self._bin.parent.parent
        shutil.copytree(wheel, self.folder / wheel.name, symlinks=True)
        # Where the wheel's programs look for their libraries, relative to themselves.
        libraries = wheel.with_name(f"{wheel.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, self.folder / libraries.name)
        return self.folder / wheel.name / "pginstall" / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), "-D", str(self.folder / "data"), *arguments]
        account = {"user": self._account.pw_uid, "group": self._account.pw_gid} if self._account else {}
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C"}
        # Output to a file: the server inherits it, and a pipe would never end.
        with (self.folder / "out").open("ab") as output:
            done = subprocess.run(
                command, cwd=self.folder, env=environment, stdout=output, stderr=output, check=False, **account
            )
        if done.returncode:
            raise NoServer(f"{program}: {(self.folder / 'out').read_text()[-500:]}")


def _find_binaries() -> Path:
    on_path = shutil.which("postgres")
    for folder in ([Path(on_path).resolve().parent] if on_path else []) + _INSTALLED:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    # Found, not imported: on import it asks for folders of its own.
    wheel = importlib.util.find_spec("pgserver")
    if wheel is None or wheel.origin is None:
        raise NoServer("no PostgreSQL on this machine, and no pgserver wheel for it")
    return Path(wheel.origin).parent / "pginstall" / "bin"
