"""An alert as text and as HTML, through Jinja2; the HTML escapes everything that it is given."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from gouji.model import Severity
from gouji.notify.alert import Alert

#: Ink and ground of a severity's badge; readable on white and, where a client inverts, on black.
BADGES = {
    Severity.ERROR: ("#ffffff", "#b42318"),
    Severity.WARNING: ("#ffffff", "#b54708"),
    Severity.INFO: ("#ffffff", "#475467"),
}


def as_text(alert: Alert) -> str:
    """The alert as plain text."""
    return _environment().get_template("alert.txt").render(alert=alert).strip() + "\n"


def as_html(alert: Alert) -> str:
    """The alert as HTML for mail clients: tables and inline styles, nothing from elsewhere."""
    return _environment().get_template("alert.html").render(alert=alert, badges=BADGES).strip() + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
