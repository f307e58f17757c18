"""The application: pages, JSON and health behind one guard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from gouji import sentry
from gouji.config import Settings
from gouji.errors import StoreUnavailable
from gouji.store import Store
from gouji.web import api, health, pages, units
from gouji.web.guard import HEADERS, Guard, Hosts
from gouji.web.site import STATIC, Site, templates

log = structlog.get_logger()
_HEADINGS = {404: "没有这个页面", 405: "不能这样访问", 422: "条件写得不对", 500: "系统出错", 503: "暂时不能查看"}


class _Static(StaticFiles):
    """Style and seal, which a browser may keep: a new style has a new address."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: Settings, store: Store, *, clock: Callable[[], datetime] = _now) -> FastAPI:
    """The page over this store, to be run by an ASGI server on settings.web_host and web_port."""
    # The framework's own pages about the interface load their scripts from elsewhere.
    app = FastAPI(
        title="勾稽", version=version("gouji"), docs_url=None, redoc_url=None, openapi_url="/api/openapi.json"
    )
    app.state.site = Site(settings, store, clock, templates(settings))
    for router in (pages.router, units.router, api.router, health.router):
        app.include_router(router)
    app.mount("/static", _Static(directory=STATIC))
    app.add_middleware(Guard, hosts=Hosts(settings))
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misasked)
    app.add_exception_handler(StoreUnavailable, _store_away)
    app.add_exception_handler(Exception, _broken)
    return app


async def _refused(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    # The framework's own messages are English standard phrases; ours are sentences for people.
    standard = problem.detail == HTTPStatus(problem.status_code).phrase
    return _trouble(request, problem.status_code, "请检查网址。" if standard else problem.detail)


async def _misasked(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, RequestValidationError)
    names = sorted({str(error["loc"][-1]) for error in problem.errors()})
    return _trouble(request, 422, f"不能理解的条件：{'、'.join(names)}")


async def _store_away(request: Request, problem: Exception) -> Response:
    # What a driver says may name hosts and users: that is for the log, not for the page.
    log.error("web.store_unavailable", reason=str(problem))
    return _trouble(request, 503, "数据库暂时没有应答，请稍后再试；已收到的文件不会丢失。")


async def _broken(request: Request, problem: Exception) -> Response:
    sentry.capture(problem)
    response = _trouble(request, 500, "这是系统自身的故障，请联系系统管理员查看日志。已收到的文件不会丢失。")
    # This answer is made outside of the guard, for the guard itself may be what broke.
    response.headers.update(HEADERS)
    return response


def _trouble(request: Request, status: int, detail: str) -> Response:
    if request.url.path.startswith(("/api/", "/healthz")):
        return JSONResponse({"detail": detail}, status)
    site: Site = request.app.state.site
    heading = _HEADINGS.get(status, "不能查看")
    return site.page(request, "trouble.html", status=status, heading=heading, detail=detail)
