"""The forms by name."""

from __future__ import annotations

from importlib import import_module
from typing import Any, BinaryIO

from gouji.output.form import Form
from gouji.rule import RuleSet

#: name → (module, class); imported when asked for, for a workbook and a page take a while.
_CLASSES = {
    "text": ("text_form", "TextForm"),
    "json": ("json_stream", "JsonForm"),
    "sarif": ("sarif_form", "SarifForm"),
    "junit": ("junit_form", "JunitForm"),
    "xlsx": ("xlsx_form", "XlsxForm"),
    "html": ("html_form", "HtmlForm"),
    "csv": ("csv_form", "CsvForm"),
}
#: What no terminal can show.
BINARY = ("xlsx",)


def open_form(name: str, stream: BinaryIO, ruleset: RuleSet, **looks: Any) -> Form:
    """A form by its name, writing to `stream`; `looks` are of text alone (`colour`)."""
    module, kind = _CLASSES[name]
    made: Form = getattr(import_module(f"{__package__}.{module}"), kind)(stream, ruleset, **looks)
    return made
