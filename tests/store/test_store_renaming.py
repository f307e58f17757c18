"""A report that came in under another name of its unit is kept under the registered one, with what was said of it."""

import msgspec
from store_samples import LEASE, NOW, a_checked, a_claim, later, no_notices

from gouji.digest import Disposition, FindingStatus, Ruling
from gouji.fingerprint import with_fingerprints
from gouji.model import Finding, Severity
from gouji.standing import Kin
from gouji.store import Asked
from gouji.unit import Unit

SHORT, FULL = "县财政局", "云溪县财政局"
KIN = Kin((FULL, SHORT), 2023)


def findings(unit):
    report = a_checked((), unit=unit, year=2023).report
    found = [Finding("不相等", cells=(cell,), rule="T3-01", severity=Severity.ERROR) for cell in ("三.R01", "三.R02")]
    return with_fingerprints(found, report)


def filed(store, unit, content, kin=None):
    claim = a_claim(store, name=f"{content}.txt", content=content, now=NOW)
    store.finish_checked(claim, a_checked(findings(unit), unit=unit, year=2023), NOW, no_notices, kin=kin)
    return claim.id


def registered(store):
    """Have all reports of the unit that wait judged again, as the register now has it."""
    for claim in store.claim_rechecks(store.due_rechecks(later(90)), later(90), LEASE, "host:1"):
        basis = store.standing(KIN, claim.id).basis
        checked = a_checked(findings(FULL), unit=FULL, year=2023)
        checked = msgspec.structs.replace(checked, report=msgspec.structs.replace(claim.report, unit=FULL))
        store.finish_recheck(claim, checked, later(90), no_notices, kin=KIN, basis=basis)


def enrol(store):
    assert store.import_units([Unit(FULL, aliases=(SHORT,))], later(60), "cli:张三").rechecks
    registered(store)


def states(store):
    asked = Asked()
    return [(view.unit, view.version, view.state, view.status) for view in store.list_findings(asked)]


def test_what_was_said_under_the_short_name_stands_under_the_registered_one(store):
    number = filed(store, SHORT, "甲")
    said = Ruling(Disposition.FALSE_ALARM, "张三", later(5), "已核对")
    store.judge([findings(SHORT)[0].fingerprint], said, "cli:张三")
    enrol(store)
    assert store.submission(number).unit == FULL
    assert states(store) == [
        (FULL, 1, Disposition.OPEN, FindingStatus.NEW),
        (FULL, 1, Disposition.FALSE_ALARM, FindingStatus.NEW),
    ]
    filed(store, FULL, "乙", KIN)
    assert states(store) == [
        (FULL, 2, Disposition.OPEN, FindingStatus.STILL),
        (FULL, 2, Disposition.FALSE_ALARM, FindingStatus.STILL),
    ]
    assert store.stale_rulings() == []
    assert [entry.action for entry in store.finding_history(findings(FULL)[0].fingerprint)] == ["finding.renamed"]


def test_reports_under_both_names_become_versions_of_one(store):
    filed(store, SHORT, "甲")
    filed(store, FULL, "乙")
    assert len(states(store)) == 4
    enrol(store)
    assert {(unit, version) for unit, version, *_ in states(store)} == {(FULL, 2)}
    assert [view.version for view in reversed(store.list_submissions())] == [1, 2]
