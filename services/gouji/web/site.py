"""What every page needs: the settings, the store, the clock and the templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from gouji.config import Settings
from gouji.store import Store
from gouji.web import words

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages are made of; `clock` tells aware UTC."""

    settings: Settings
    store: Store
    clock: Callable[[], datetime]
    templates: Environment

    def page(self, request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """The template filled in; `root` is the path under which a proxy has put the whole site."""
        root = request.scope.get("root_path", "")
        html = self.templates.get_template(template).render(root=root, **values)
        return HTMLResponse(html, status)


def templates(settings: Settings) -> Environment:
    """The templates: everything is escaped, and a value that does not exist is an error."""
    environment = Environment(
        loader=PackageLoader("gouji.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["local"] = lambda moment: moment.astimezone(settings.zone)
    environment.globals["words"] = words
    environment.globals["style"] = sha256((STATIC / "gouji.css").read_bytes()).hexdigest()[:12]
    return environment


def _site(request: Request) -> Site:
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


OurSite = Annotated[Site, Depends(_site)]
