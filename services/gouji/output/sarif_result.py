"""A finding as a SARIF result, with where it is, what was said of it and how it may be mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from gouji.editions import address_words
from gouji.model import Finding, Place, Report, Severity
from gouji.output.filed import Filed
from gouji.output.json_form import finding_object
from gouji.output.sarif_rules import LEVELS

_FINGERPRINT = "gouji/v1"
_IN_PROPERTIES = ("members", "confidence", "equation", "difference", "proposals", "basis", "advice", "cells", "quotes")


def result(finding: Finding, filed: Filed, index: int, rules: dict[str, int]) -> dict[str, Any]:
    """`index` is the place of the file among the artifacts, `rules` the places of the rules by code."""
    assert filed.examined.checked is not None
    report = filed.examined.checked.report
    said = finding_object(finding)
    first, *others = locations(finding, report, artifact(filed.examined.file, index))
    whole: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity or Severity.ERROR],
        "kind": "fail",
        "message": {"text": f"{finding.title}：{finding.message}"},
        "locations": [first],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        "properties": {
            "unit": report.unit,
            "year": report.year,
            **{name: said[name] for name in _IN_PROPERTIES},
        },
    }
    if finding.rule in rules:
        whole["ruleIndex"] = rules[finding.rule]
    if others:
        whole["relatedLocations"] = others
    if filed.said is not None:
        whole["suppressions"] = list(_suppressions(finding, filed))
        whole["properties"]["state"] = filed.standing(finding).value
    return whole


def locations(finding: Finding, report: Report, where: dict[str, Any]) -> list[dict[str, Any]]:
    """Where the figures stand, then where each quoted sentence does; the file itself for what stands nowhere."""
    cells = [address for address in finding.cells if address in report.cells]
    found = [_location(where, report.cells[cells[0]].place, _cells(cells, report))] if cells else []
    for one in finding.quotes:
        located = _location(where, one.place, [])
        found.append({**located, "message": {"text": one.text}} if one.text else located)
    return found or [{"physicalLocation": {"artifactLocation": where}}]


def artifact(file: str, index: int | None = None) -> dict[str, Any]:
    """A file's location: a URI relative to where the program ran, or that of an absolute path."""
    path = quote(file.encode("utf-8", "backslashreplace"), safe="/")
    located: dict[str, Any] = {"uri": f"file://{path}" if path.startswith("/") else path}
    return located if index is None else {**located, "index": index}


def _location(where: dict[str, Any], place: Place, cells: list[dict[str, Any]]) -> dict[str, Any]:
    """A line of a text file is a region; a page, a table or a worksheet is where SARIF has a logical location."""
    physical: dict[str, Any] = {"artifactLocation": where}
    if place.line:
        physical["region"] = {"startLine": place.line}
    logical = [*cells, *_logical(place)]
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _cells(addresses: list[str], report: Report) -> list[dict[str, Any]]:
    return [
        {"name": address_words(address, report.edition), "fullyQualifiedName": address, "kind": "cell"}
        for address in addresses
    ]


def _logical(place: Place) -> Iterator[dict[str, Any]]:
    if place.sheet:
        yield {"name": f"{place.sheet}!{place.cell}" if place.cell else place.sheet, "kind": "worksheet"}
    if place.page:
        yield {"name": f"第{place.page}页", "kind": "page"}
    if place.table and not place.line and not place.sheet:
        name = Place(table=place.table, row=place.row, column=place.column).words()
        yield {"name": name, "kind": "table"}
    elif place.paragraph and not place.line:
        yield {"name": f"第{place.paragraph}段", "kind": "paragraph"}


def _suppressions(finding: Finding, filed: Filed) -> Iterator[dict[str, Any]]:
    """What holds today. Without a status a suppression is accepted; the published schemas do not agree on its name."""
    ruling = filed.ruling(finding)
    if ruling is None or not filed.standing(finding).silences:
        return
    said: dict[str, Any] = {"kind": "external"}
    if ruling.reason:
        said["justification"] = ruling.reason
    until = ruling.expires_on.isoformat() if ruling.expires_on else None
    properties = {"state": ruling.state.value, "person": ruling.person, "until": until}
    yield {**said, "properties": {**properties, "setAt": ruling.set_at.isoformat()}}
