"""A check-up of this installation: a line for each thing that the service needs, and what to do without it."""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib.metadata import entry_points
from pathlib import Path

from gouji import __version__
from gouji.config import Settings
from gouji.digest import NoticeState
from gouji.errors import BadProfile, StoreUnavailable
from gouji.notify import configured
from gouji.readable import endings, helpers
from gouji.rule import load_rules, read_profile, with_profile
from gouji.rule.loading import rule_files
from gouji.rulenote import refused
from gouji.store import Store
from gouji.submission import State

GIGABYTE = 1 << 30
LITTLE_SPACE = 5 * GIGABYTE
SILENT = timedelta(seconds=60)
LATE = timedelta(minutes=15)
CONNECT_SECONDS = 3


class Level(StrEnum):
    """How bad a line is."""

    GOOD = "正常"
    NOTE = "注意"
    BAD = "有问题"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing, how it stands, and what to do."""

    level: Level
    subject: str
    words: str


def checkup(settings: Settings) -> Iterator[Line]:
    """Look at everything, the quick things first."""
    yield Line(Level.GOOD, "程序", f"gouji {__version__}，Python {platform.python_version()}")
    yield from _formats()
    yield from _folders(settings)
    yield _space(settings)
    yield from _rules(settings)
    yield _broker(settings)
    yield from _database(settings)
    yield _mail(settings)


def _formats() -> Iterator[Line]:
    found = helpers()
    yield Line(Level.GOOD, "可读格式", f"{'、'.join(endings(without=found))}（按内容识别，与扩展名无关）")
    for helper in found:
        if helper.works:
            yield Line(Level.GOOD, helper.name, f"{helper.words}（用于读取 {'、'.join(helper.endings)}）")
        else:
            level = Level.BAD if helper.broken else Level.NOTE
            yield Line(level, helper.name, f"读不了 {'、'.join(helper.endings)}：{helper.words}")


def _folders(settings: Settings) -> Iterator[Line]:
    moving = settings.after_ingest == "move"
    yield _folder("收件箱", settings.inbox_path, os.R_OK | os.X_OK | (os.W_OK if moving else 0))
    yield _folder("归档", settings.archive_path, os.R_OK | os.W_OK | os.X_OK)


def _folder(subject: str, folder: Path, access: int) -> Line:
    if not folder.exists():
        parent = next(parent for parent in folder.parents if parent.exists())
        if os.access(parent, os.W_OK | os.X_OK):
            return Line(Level.NOTE, subject, f"{folder} 还不存在；gouji up 会自行建立")
        return Line(Level.BAD, subject, f"{folder} 不存在，也没有权限在 {parent} 中建立；请建立它或改用别的目录")
    if not folder.is_dir():
        return Line(Level.BAD, subject, f"{folder} 不是目录")
    if not os.access(folder, access):
        return Line(Level.BAD, subject, f"没有读写 {folder} 的权限；请改正权限，或以其所有者运行")
    return Line(Level.GOOD, subject, str(folder))


def _space(settings: Settings) -> Line:
    folder = settings.archive_path
    usage = shutil.disk_usage(next(path for path in (folder, *folder.parents) if path.exists()))
    words = f"归档所在磁盘剩余 {usage.free / GIGABYTE:.1f} GB"
    if usage.free < min(GIGABYTE, usage.total // 20):
        return Line(Level.BAD, "磁盘", f"{words}；已暂停收取，请腾出空间")
    if usage.free < LITTLE_SPACE:
        return Line(Level.NOTE, "磁盘", f"{words}；低于 1 GB 时暂停收取，请及早腾出空间")
    return Line(Level.GOOD, "磁盘", words)


def _rules(settings: Settings) -> Iterator[Line]:
    folder = settings.rules_path
    own = folder.is_dir() and any(True for _ in rule_files(folder))
    ruleset = load_rules([folder] if own else [])
    if settings.profile:
        try:
            ruleset = with_profile(ruleset, read_profile(settings.profile))
        except BadProfile as problem:
            yield Line(Level.BAD, "规则方案", f"{problem}；请改正文件，或改 GOUJI_PROFILE")
    level = Level.GOOD if ruleset.rules else Level.BAD
    trial = f"，试行 {len(ruleset.on_trial())} 条" if ruleset.on_trial() else ""
    words = f"{len(ruleset.rules)} 条，其中生效 {len(ruleset.in_force())} 条{trial}；自定义规则放入 {folder}"
    yield Line(level, "规则", words)
    for fault in ruleset.faults:
        yield Line(Level.BAD, "规则", str(fault))


def _broker(settings: Settings) -> Line:
    for entry in entry_points(group="gouji.runners", name="broker"):
        good, words = entry.load()(settings)
        return Line(Level.GOOD if good else Level.BAD, "消息代理", words)
    return Line(Level.BAD, "消息代理", "没有安装 gouji_workers；请重新安装 gouji")


def _database(settings: Settings) -> Iterator[Line]:
    if settings.database_url is None and not (settings.home / "gouji.db").exists():
        yield Line(Level.NOTE, "数据库", f"{settings.home / 'gouji.db'} 还不存在；gouji up 会自行建立")
        return
    store = Store(settings.database, max_attempts=settings.max_attempts, zone=settings.zone)
    try:
        if not store.is_current():
            yield Line(Level.BAD, "数据库", "结构不是本版本的；请运行 gouji db upgrade")
            return
        yield Line(Level.GOOD, "数据库", "可用，结构是最新的")
        yield from _work(store, settings)
    except StoreUnavailable as problem:
        yield Line(Level.BAD, "数据库", f"{problem}；请检查 GOUJI_DATABASE_URL 和数据库服务")
    finally:
        store.close()


def _work(store: Store, settings: Settings) -> Iterator[Line]:
    yield from _watching(store)
    for why in refused(store):
        yield Line(Level.BAD, "规则", f"运行中的服务没有采用改动，仍用上一次可用的规则：{why}")
    balance, now = store.balance(), datetime.now(UTC)
    waited = now - balance.oldest_waiting if balance.oldest_waiting else timedelta()
    words = f"共收到 {balance.seen} 份，待处理 {balance.waiting} 份，出错 {balance.submissions[State.FAILED]} 份"
    if waited > LATE:
        yield Line(
            Level.BAD,
            "报告",
            f"{words}；最早的已等待 {waited // timedelta(minutes=1)} 分钟，请确认 gouji worker 在运行",
        )
    else:
        yield Line(Level.NOTE if balance.submissions[State.FAILED] else Level.GOOD, "报告", words)
    subscriptions = len(configured(settings)) + len(store.subscriptions())
    words = (
        f"{subscriptions} 项" if subscriptions else "没有，发现问题时不会通知任何人；用 gouji subscriptions add 添加"
    )
    yield Line(Level.GOOD if subscriptions else Level.NOTE, "通知订阅", words)
    if failed := balance.notices[NoticeState.FAILED]:
        yield Line(
            Level.NOTE, "通知", f"{failed} 条未能送达，原因见页面；排除后用 gouji reports resend --failed 重新投递"
        )


def _watching(store: Store) -> Iterator[Line]:
    """What the watcher last left word of."""
    noted = store.noted("watch")
    if noted is None or datetime.now(UTC) - noted[1] > SILENT:
        yield Line(Level.NOTE, "收件", "没有在运行；用 gouji up 启动整套服务，或用 gouji watch 只启动收件")
        return
    word = json.loads(noted[0])
    yield Line(Level.GOOD, "收件", f"正在运行（{'轮询' if word['polling'] else '文件系统事件'}）")
    if word["paused"]:
        yield Line(Level.BAD, "收件", word["paused"])
    for path, why in word["refused"].items():
        yield Line(Level.BAD, "收件", f"{path or '收件箱'}：{why}")


def _mail(settings: Settings) -> Line:
    if not settings.smtp_host:
        return Line(Level.NOTE, "发件", "没有设置 GOUJI_SMTP_HOST，不能发出邮件通知（其他通知方式不受影响）")
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        socket.create_connection((settings.smtp_host, settings.smtp_port), CONNECT_SECONDS).close()
    except OSError as problem:
        return Line(Level.BAD, "发件", f"连不上 {where}（{problem}）；请检查 GOUJI_SMTP_HOST、GOUJI_SMTP_PORT 和防火墙")
    return Line(Level.GOOD, "发件", f"{where} 可连接；用 gouji subscriptions test 试发一封")
