"""Reports given in one call, in folders and archives, are compared with each other; one by itself waits."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from gouji.rule.example import example_draft
from writing import as_docx, as_text

GOUJI = Path(sys.executable).with_name("gouji")


def check(*arguments, together=("--together",)):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GOUJI_")}
    command = [str(GOUJI), "check", *map(str, arguments), *together, "--format", "json", "--select", "RO-05,XY-07"]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def outcomes(run):
    reports = json.loads(run.stdout)["reports"]
    return {Path(one["file"]).name: {r["rule"]: r["outcome"] for r in one["results"]} for one in reports}


def drafts(folder: Path) -> list[Path]:
    """Two units with the same words, and what one of them said the year before; in three formats."""
    year = (("甲.txt", "云溪县财政局", 2023), ("乙.docx", "青禾县教育局", 2023), ("去年.txt", "云溪县财政局", 2022))
    paths = [folder / name for name, _, _ in year]
    for path, (_, unit, number) in zip(paths, year, strict=True):
        document = example_draft(f"单位 = {unit}\n年度 = {number}").document()
        path.write_bytes((as_docx if path.suffix == ".docx" else as_text)(document))
    return paths


def test_what_is_given_together_is_compared_and_gives_the_same_bytes_each_time(tmp_path):
    paths = drafts(tmp_path)
    first, second = check(*paths), check(*paths)
    assert outcomes(first) == {
        "甲.txt": {"XY-07": "fail", "RO-05": "fail"},
        "乙.docx": {"XY-07": "waiting", "RO-05": "fail"},
        "去年.txt": {"XY-07": "waiting", "RO-05": "waiting"},
    }
    assert re.sub(r'"ms": [0-9.]+', "", first.stdout) == re.sub(r'"ms": [0-9.]+', "", second.stdout)
    assert outcomes(check(paths[0])) == {"甲.txt": {"XY-07": "waiting", "RO-05": "waiting"}}


def test_without_being_asked_to_nothing_is_compared(tmp_path):
    alone = {"XY-07": "waiting", "RO-05": "waiting"}
    assert outcomes(check(*drafts(tmp_path), together=())) == dict.fromkeys(("甲.txt", "乙.docx", "去年.txt"), alone)


def test_members_of_an_archive_are_given_together_too(tmp_path):
    with zipfile.ZipFile(tmp_path / "年报.zip", "w") as archive:
        for path in drafts(tmp_path):
            archive.write(path, path.name)
    found = outcomes(check(tmp_path / "年报.zip"))
    assert [one["RO-05"] for one in found.values()] == ["fail", "fail", "waiting"]
