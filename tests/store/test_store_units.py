"""The register in the store: imported whole, asked cheaply, and held against what came in."""

from datetime import date

from store_samples import NOW, a_checked, a_claim, later, no_notices

from gouji.register import Filed
from gouji.store import Store
from gouji.submission import State
from gouji.unit import Unit, UnitType

COUNTY = Unit("云溪县人民政府", type=UnitType.COUNTY_GOVERNMENT)
FINANCE = Unit("云溪县财政局", ("财政局",), "云溪县", UnitType.COUNTY_DEPARTMENT, "云溪县人民政府", submit_by="01-20")
TOWN = Unit("青禾镇人民政府", type=UnitType.TOWNSHIP, parent="云溪县人民政府")


def test_an_import_says_what_is_new_updated_unchanged_and_gone(store):
    first = store.import_units([COUNTY, FINANCE], NOW, "cli:me")
    assert (first.new, first.updated, first.unchanged, first.deactivated) == (
        ("云溪县人民政府", "云溪县财政局"), (), (), (),
    )  # fmt: skip
    renamed = Unit("云溪县财政局", ("财政局", "财局"), "云溪县", UnitType.COUNTY_DEPARTMENT, "云溪县人民政府")
    second = store.import_units([renamed, TOWN], later(1), "cli:me", replace=True)
    assert (second.new, second.updated, second.deactivated) == (
        ("青禾镇人民政府",), ("云溪县财政局",), ("云溪县人民政府",),
    )  # fmt: skip
    register = store.register()
    assert register.named("财局") == renamed
    assert [unit.name for unit in register.active] == ["云溪县财政局", "青禾镇人民政府"]
    assert store.import_units([renamed, TOWN], later(2), "cli:me").unchanged == ("云溪县财政局", "青禾镇人民政府")


def test_the_register_is_read_again_only_when_it_changed(store, database_url):
    store.import_units([COUNTY], NOW, "cli:me")
    before = store.register()
    assert store.register() is before
    other = Store(database_url)
    other.import_units([FINANCE], later(1), "cli:me")
    other.close()
    assert store.register().named("财政局") == FINANCE


def test_a_unit_whose_report_was_checked_is_not_missing_under_whatever_name(store):
    store.import_units([COUNTY, FINANCE, TOWN], NOW, "cli:me")
    store.finish_checked(a_claim(store), a_checked(unit="财政局", year=2019), NOW, no_notices)
    found = store.missing_filings(2019, date(2020, 4, 3))
    assert [(one.unit.name, one.due, one.overdue) for one in found] == [
        ("云溪县人民政府", date(2020, 3, 31), 3),
        ("青禾镇人民政府", None, 0),
    ]
    assert store.missing_filings(2020, date(2021, 1, 21))[0].unit == FINANCE


def test_what_came_and_could_not_be_read_is_told_beside_the_missing(store):
    store.import_units([FINANCE], NOW, "cli:me")
    claim = a_claim(store, unit_hint="云溪县财政局", year_hint=2019)
    store.finish(claim, State.NOT_ASSESSABLE, "扫描件", later(1))
    assert store.filed(2019) == [("云溪县财政局", Filed(date(2020, 1, 15), checked=False, word="无法核查"))]
    [one] = store.missing_filings(2019, date(2020, 1, 22))
    assert (one.word, one.overdue) == ("无法核查", 2)


def test_reports_of_which_the_register_says_something_else_are_to_be_judged_again(store):
    mine, other = a_claim(store, name="a", content="甲"), a_claim(store, name="b", content="乙")
    store.finish_checked(mine, a_checked(unit="财政局"), NOW, no_notices)
    store.finish_checked(other, a_checked(unit="审计局"), NOW, no_notices)
    imported = store.import_units([COUNTY, FINANCE], later(1), "cli:me")
    assert imported.rechecks == 1
    [claim] = store.claim_rechecks(store.due_rechecks(later(1)), later(1), later(90) - NOW, "host:1")
    assert (claim.submission_id, claim.reasons) == (mine.id, ("单位登记已更新",))
    store.import_units([COUNTY, FINANCE], later(2), "cli:me")
    assert store.due_rechecks(later(2)) == []
