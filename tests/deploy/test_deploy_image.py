"""The image: its file passes the linter, copies what there is, and holds what the lock names."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from gouji.config import Settings

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"


def instructions():
    """(word, rest) of every instruction, continued lines joined."""
    lines = [line for line in DOCKERFILE.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    text = "\n".join(lines).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]


def of(word):
    return [rest for name, rest in instructions() if name == word]


def copied():
    """What is copied from the repository."""
    return [source for rest in of("COPY") if "--from" not in rest for source in shlex.split(rest)[:-1]]


def test_the_linter_has_nothing_to_say():
    linter = Path(sys.executable).with_name("hadolint")
    if not linter.exists():
        pytest.skip("no hadolint wheel for this machine")
    run = subprocess.run([linter, DOCKERFILE], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")


def test_all_that_is_copied_is_there_and_reaches_the_builder():
    ignored = DOCKERFILE.with_name("Dockerfile.dockerignore").read_text("utf-8").splitlines()
    let_through = {line[1:] for line in ignored if line.startswith("!")}
    assert ignored[1] == "*"
    assert let_through == set(copied())
    assert [source for source in copied() if not (ROOT / source).exists()] == []


def test_the_source_roots_of_the_project_are_copied():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert {package.split("/")[0] for package in packages} <= set(copied())
    assert project["project"]["readme"] in copied()


def test_only_what_the_lock_names_is_downloaded_and_by_its_hash():
    (download,) = [rest for rest in of("RUN") if "pip download" in rest]
    assert "--require-hashes" in download
    assert "--requirement requirements.lock" in download
    installs = [step for rest in of("RUN") for step in rest.split("&&") if re.search(r"\bpip\b.*\binstall\b", step)]
    assert len(installs) == 2
    assert all("--no-index" in step for step in installs)


def test_the_lock_holds_every_requirement():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    names = {re.split(r"[<>=\[; ]", one)[0].replace("_", "-").lower() for one in needed}
    assert names <= locked


def test_the_service_is_not_root_and_the_last_stage_installs_nothing():
    last = instructions()[max(n for n, (word, _) in enumerate(instructions()) if word == "FROM") :]
    assert [rest for word, rest in last if word == "USER"] == ["10001:10001"]
    assert not [rest for word, rest in last if word == "RUN" and re.search(r"\b(pip|apt|apt-get)\b", rest)]


def test_the_image_begins_with_a_command_that_there_is(is_command):
    (entry,), (words,) = of("ENTRYPOINT"), of("CMD")
    assert json.loads(entry) == ["gouji"]
    assert is_command(json.loads(words))


def test_the_settings_of_the_image_are_settings():
    (environment,) = of("ENV")[-1:]
    names = re.findall(r"\bGOUJI_([A-Z_]+)=", environment)
    assert names
    assert {name.lower() for name in names} <= set(Settings.model_fields)


def test_the_wheel_holds_every_file_of_the_packages_and_checks_a_report(tmp_path):
    """Built as the image builds it, unpacked beside the dependencies, run without the checkout."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "site", "zip")
    held = {str(path.relative_to(tmp_path / "site")) for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert {name for name in package_files() if name not in held} == set()
    sample = next((tmp_path / "site" / "gouji" / "samples").glob("青禾镇*.html"))
    found = check_with(tmp_path / "site", sample)
    assert found["reports"][0]["unit"] == "青禾镇人民政府"
    assert {finding["rule"] for finding in found["reports"][0]["findings"]} >= {"T3-01", "UN-01"}


def package_files():
    """Every file below the packages, as the wheel names it, but for what running them leaves there."""
    for root in ("services", "rules", "workers"):
        for path in (ROOT / root).rglob("*"):
            if path.is_file() and not fnmatch(str(path), "*__pycache__*"):
                yield str(path.relative_to(ROOT / root))


def check_with(site, report):
    """The result of `gouji check` by the packages in `site`; without -S the editable install would come first."""
    dependencies = next(path for path in sys.path if path.endswith("site-packages"))
    script = (
        f"import sys; sys.path[:0] = [{str(site)!r}, {dependencies!r}]\n"
        "import gouji, gouji_rules, gouji_workers\n"
        f"assert all(m.__file__.startswith({str(site)!r}) for m in (gouji, gouji_rules, gouji_workers))\n"
        f"from gouji.cli import main; main(['check', {str(report)!r}, '--format', 'json', '--fail-on', 'never'])"
    )
    run = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    return json.loads(run.stdout)
