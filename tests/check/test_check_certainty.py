"""What is unsure is said once, and no finding rests on it."""

import pytest

from gouji.check import check
from gouji.errors import Absent
from gouji.model import Examined, Outcome, Severity, Status
from gouji.output import as_text, report_object
from gouji.rule import load_rules
from gouji.rule.example import example_report

TORN = "三.R01.自然人 = 1 2"


@pytest.fixture(scope="module")
def rules():
    return load_rules()


def grave(checked):
    return [one.rule for one in checked.findings if one.severity is not Severity.INFO]


def test_a_doubtful_figure_is_no_count():
    report = example_report(TORN)
    assert report.cell("三.R01.自然人").value == 12
    with pytest.raises(Absent, match="存疑"):
        report.count("三.R01.自然人")


def test_an_identity_with_a_doubtful_figure_is_not_checked(rules):
    checked = check(example_report(TORN), rules)
    assert grave(checked) == []
    outcomes = {one.rule: (one.outcome, one.reason) for one in checked.results}
    for code in ("T3-01", "T3-03"):
        assert outcomes[code][0] is Outcome.NOT_CHECKED
        assert "存疑" in outcomes[code][1]


def test_the_same_figure_without_doubt_is_a_finding(rules):
    assert grave(check(example_report(TORN.replace("1 2", "12")), rules)) != []


def test_other_figures_of_the_table_are_still_checked(rules):
    checked = check(example_report(f"{TORN}\n三.R09.商业企业 = 5"), rules)
    assert "T3-02" in grave(checked)


def test_a_folder_rule_cannot_build_an_error_on_a_doubtful_cell(tmp_path):
    (tmp_path / "xm_01.py").write_text(
        '''from gouji.rule import rule, Finding, ERROR

@rule("XM-01", title="t", severity=ERROR, basis="b")
def always(report):
    """Why.

    反例：
        三.R01.自然人 = 1
    正例：
        三.R01.自然人 = 0
    """
    cell = report.cell("三.R01.自然人")
    if cell.value:
        yield Finding("有数", cells=(cell.address,))
''',
        encoding="utf-8",
    )
    own = load_rules([tmp_path]).select(["XM-01"])
    checked = check(example_report(TORN), own)
    assert checked.findings == ()
    assert checked.results[0].outcome is Outcome.NOT_CHECKED
    assert check(example_report(TORN.replace("1 2", "12")), own).findings != ()


def test_a_doubt_is_said_once_in_words_and_in_json(rules):
    checked = check(example_report("三.R01.自然人 = 1 2\n三.R03.自然人 = 1 2"), rules)
    examined = Examined("报告.txt", Status.CHECKED, None, "0" * 64, "txt", checked)
    text = as_text([examined], colour=False)
    assert text.count("[存疑]") == 1
    assert "1 2" in text.split("[存疑]")[1].splitlines()[0]
    cells = report_object(examined)["cells"]
    assert "空白" in cells["三.R01.自然人"]["doubt"]
    assert cells["三.R02.自然人"]["doubt"] is None


def test_words_left_in_a_doubtful_cell_are_still_told(rules):
    checked = check(example_report("三.R01.自然人 = [bookmark: _GoBack]1 2"), rules)
    assert "TQ-01" in grave(checked)
