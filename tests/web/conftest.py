from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from web_drops import NOW, drop, submit, take
from web_sample import sample_checked, sample_findings

from gouji.config import Settings
from gouji.model import Verdict
from gouji.store import Store
from gouji.submission import State
from gouji.web import create_app


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'gouji.db'}")
    store.upgrade()
    yield store
    store.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
def app(settings: Settings, store: Store) -> FastAPI:
    return create_app(settings, store, clock=lambda: NOW)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1:8642")


@pytest.fixture
def full(store: Store) -> Store:
    """One file in each state that a file can be in, and two versions of one report."""
    submit(store, "送审稿.docx", sample_checked(findings=sample_findings()[:1]), now=NOW - timedelta(hours=2))
    submit(store, "报送稿.docx", sample_checked(), content="2")
    clean = sample_checked("云溪市水务局", 2024, findings=(), verdict=Verdict.COMPLIANT)
    submit(store, "水务局.docx", clean, content="3")
    store.finish(take(store, drop("扫描件.pdf", unit_hint="云溪市卫生健康局")), State.NOT_ASSESSABLE, "没有文字", NOW)
    store.finish(take(store, drop("通知.docx")), State.REJECTED, "不是年度报告", NOW)
    store.finish(take(store, drop("司法局.docx")), State.FAILED, "处理进程被终止", NOW)
    store.record_drops([drop("城管局.docx")], NOW)
    return store
