"""The five audited reports: what must be found is found with its severity, and nothing else at error or warning."""

import json

import pytest

from gouji.check import Checker
from gouji.editions import edition
from gouji.examination import examine
from gouji.model import Severity
from gouji.rule import load_rules
from shared_reports import shared

SEEDS = [
    "000_b6df51ac5e23e936",
    "001_688c2c5f0fa9dd80",
    "002_9ae0767dbc617b7e",
    "003_d431c75f51fe3f30",
    "004_ae0d86926bb958f8",
]


@pytest.fixture(scope="module")
def checker():
    with Checker(load_rules()) as checker:
        yield checker


def audited(seed, checker, encoding="utf-8"):
    folder = shared("seeds")
    text = (folder / f"{seed}.txt").read_text("utf-8")
    examined = examine(text.encode(encoding), f"{seed}.txt", checker)
    gold = json.loads((folder / "gold.json").read_text("utf-8"))[seed]
    return examined.checked, gold


@pytest.mark.parametrize("seed", SEEDS)
def test_what_must_be_found_is_found_and_nothing_else(seed, checker):
    checked, gold = audited(seed, checker)
    serious = {(f.rule, f.severity.value) for f in checked.findings if f.severity is not Severity.INFO}
    must = {tuple(pair) for pair in gold["must"]}
    assert must - serious == set()
    assert {rule for rule, _ in serious - must} - set(gold["may"]) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_identity_is_read(seed, checker):
    checked, gold = audited(seed, checker)
    report = checked.report
    assert (report.unit, report.year, report.edition) == (gold["organ"], gold["year"], gold["edition"])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_is_as_written(seed, checker):
    checked, gold = audited(seed, checker)
    cells = checked.report.cells
    form = edition(gold["edition"])
    columns = [column.name for column in form.tables["三"].columns]
    for key, wanted in gold["cells"].items():
        if key == "三":
            for row in form.tables["三"].rows:
                assert [cells[f"三.{row.key}.{c}"].text for c in columns] == wanted.get(row.key, ["0"] * 7), row.key
        else:
            assert [cell.text for address, cell in cells.items() if address.startswith(f"{key}.")] == wanted, key


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_encoding_makes_no_difference(seed, encoding, checker):
    plain, _ = audited(seed, checker)
    other, _ = audited(seed, checker, encoding)
    of_the_text = tuple(finding for finding in other.findings if finding.rule != "FL-04")
    assert of_the_text == plain.findings
    assert (len(of_the_text) < len(other.findings)) is (encoding == "gb18030")
    assert other.report.cells == plain.report.cells
