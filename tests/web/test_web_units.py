"""The page of the units: who has not filed, and how long it is overdue."""

from __future__ import annotations

from starlette.testclient import TestClient
from web_drops import NOW, drop, submit, take
from web_sample import sample_checked

from gouji.store import Store
from gouji.submission import State
from gouji.unit import Unit, UnitType

UNITS = [
    Unit("云溪市人民政府", region="云溪市", type=UnitType.COUNTY_GOVERNMENT),
    Unit("云溪市水务局", ("水务局",), "云溪市", UnitType.COUNTY_DEPARTMENT, supervisor="市政府办", submit_by="01-10"),
    Unit("云溪市<审计>局", region="临江", type=UnitType.COUNTY_DEPARTMENT, submit_by="01-10"),
    Unit("青禾镇人民政府", region="云溪市", type=UnitType.TOWNSHIP),
]


def year() -> int:
    return NOW.year - 1


def test_without_a_register_the_page_says_how_to_make_one(client: TestClient) -> None:
    page = client.get("/units")
    assert page.status_code == 200
    assert "gouji units import" in page.text


def test_who_has_not_filed_is_listed_with_the_days_overdue(client: TestClient, store: Store) -> None:
    store.import_units(UNITS, NOW, "test")
    submit(store, "水务局.docx", sample_checked("水务局", year()))
    page = client.get(f"/units?year={year()}").text
    assert "应报 <b>4</b>" in page
    assert "已报 <b>1</b>" in page
    assert "云溪市&lt;审计&gt;局" in page
    assert "云溪市水务局" not in page
    assert "天</b>" in page


def test_a_file_that_could_not_be_read_is_told_beside_its_unit(client: TestClient, store: Store) -> None:
    store.import_units(UNITS, NOW, "test")
    store.finish(take(store, drop("扫描件.pdf", unit_hint="云溪市水务局")), State.NOT_ASSESSABLE, "没有文字", NOW)
    assert "已收到文件：无法核查" in client.get(f"/units?year={year()}").text


def test_one_region_or_one_supervisor_is_shown_alone(client: TestClient, store: Store) -> None:
    store.import_units(UNITS, NOW, "test")
    assert "应报 <b>1</b>" in client.get("/units?region=临江").text
    page = client.get("/units?supervisor=市政府办").text
    assert "云溪市水务局" in page
    assert "青禾镇人民政府" not in page
    assert client.get("/units?year=x").status_code == 422
