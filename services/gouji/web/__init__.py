"""Web: what a supervisor reads. Only this package knows the web framework."""

from __future__ import annotations

from gouji.web.app import create_app

__all__ = ["create_app"]
