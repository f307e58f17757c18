"""Settings, read once at an entry point: environment first (`GOUJI_…`, `GOUJI_…_FILE` for secrets), then gouji.toml.

Nothing else in the project reads the environment. A wrong value or an unknown `GOUJI_` variable stops the start and
is named.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from gouji.errors import BadSetting
from gouji.unit import Unit

PREFIX = "GOUJI_"
FILE = "gouji.toml"

# What is wrong with a value, by pydantic's name for it; the braces hold what it tells beside.
_WRONG = {
    "extra_forbidden": "没有这个设置",
    "missing": "不能没有",
    "string_type": "应为文字，写在引号里",
    "string_too_short": "不能为空",
    "too_short": "不能为空",
    "list_type": '应为列表，如 ["有问题"]；成组的设置写作 [[…]]',
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "float_parsing": "应为数字",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "literal_error": "应为 {expected}",
    "value_error": "{error}",
}


#: A name that has been filled in: an empty one would match nothing, or everything.
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class UnitSetting(BaseModel):
    """A registered unit: overrides what a report says of itself, and names its region and inbox folder."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    region: Name | None = None
    folder: str | None = None
    aliases: list[str] = []

    @property
    def unit(self) -> Unit:
        """As an entry of the register."""
        return Unit(self.name, tuple(self.aliases), self.region, folder=self.folder or None)

    def answers_to(self, name: str) -> bool:
        return self.unit.answers_to(name)


class SubscriptionSetting(BaseModel):
    """Who gets what; the same fields as `gouji subscriptions add`."""

    model_config = ConfigDict(extra="forbid")

    target: str
    unit: Name = "*"
    region: Name | None = None
    severity: Literal["error", "warning", "info"] = "warning"
    verdict: list[Literal["合规", "有问题", "检查不完整"]] = []
    secret: Annotated[SecretStr, Field(min_length=1)] | None = None


class Settings(BaseSettings):
    """Every setting with its default; deploy/env.example lists the same names."""

    # An empty variable is what a form leaves that nobody filled in (compose, env files): the default, not a value.
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, toml_file=FILE, extra="forbid")

    home: Path = Field(Path("var"), description="数据目录：收件箱、归档、数据库、规则")
    inbox: Path | None = Field(None, description="收件箱；默认 <home>/inbox")
    archive: Path | None = Field(None, description="归档；默认 <home>/archive")
    rules_dir: Path | None = Field(None, description="自定义规则目录；默认 <home>/rules")
    profile: str | None = Field(None, description="规则方案：TOML 文件，或内置方案的名称；默认不用方案")
    database_url: SecretStr | None = Field(None, description="数据库；默认 <home>/gouji.db（SQLite）")
    broker_url: SecretStr | None = Field(None, description="消息代理；默认由 gouji up 自行启动")
    timezone: str = Field("Asia/Shanghai", description="页面与通知所用时区")

    after_ingest: Literal["keep", "move"] = Field("keep", description="归档后原文件留在收件箱，或移走")
    settle_seconds: float = Field(0.5, gt=0, description="文件静止多久才收取（秒）")
    scan_seconds: float = Field(30, gt=0, description="收件箱完整扫描的间隔（秒）")
    watching: Literal["auto", "events", "polling"] = Field("auto", description="文件系统事件，或轮询")
    max_file_mb: int = Field(100, gt=0, description="单个文件上限（MB）")

    workers: int = Field(0, ge=0, description="并行核查进程数；0 表示按处理器核数")
    lease_seconds: int = Field(90, gt=0, description="一次处理的租期（秒）")
    max_attempts: int = Field(3, gt=0, description="处理失败多少次后列为出错")

    web_host: str = Field("127.0.0.1", description="页面监听地址")
    web_port: int = Field(8642, ge=0, le=65535, description="页面端口")
    web_url: str | None = Field(None, description="别人打开页面所用的地址，用于通知中的链接；页面也只认这个主机名")

    smtp_host: str | None = Field(None, description="发件服务器")
    smtp_port: int = Field(25, gt=0, le=65535, description="发件端口")
    smtp_security: Literal["none", "starttls", "tls"] = Field("none", description="发件加密方式")
    smtp_user: str | None = Field(None, description="发件用户名")
    smtp_password: SecretStr | None = Field(None, description="发件密码")
    smtp_from: str = Field("gouji@localhost", description="发件人")

    notify_timeout_seconds: float = Field(10, gt=0, description="一次投递的超时（秒）")
    notify_retry_seconds: float = Field(5, gt=0, description="首次重投间隔（秒），其后加倍")
    notify_retry_max_seconds: float = Field(1800, gt=0, description="重投间隔上限（秒）")
    notify_give_up_hours: float = Field(24, gt=0, description="多久仍投不出即停止并列出（小时）")

    log_format: Literal["auto", "console", "json"] = Field("auto", description="日志格式")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="日志级别")
    sentry_dsn: SecretStr | None = Field(None, description="自身错误的上报地址；留空即关闭")
    sentry_environment: str = Field("production", description="上报时的环境名")

    units: list[UnitSetting] = Field([], description="单位登记（只在 gouji.toml 中）")
    subscriptions: list[SubscriptionSetting] = Field([], description="通知订阅（只在 gouji.toml 中）")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as problem:
            raise ValueError(f"没有名为 {name} 的时区") from problem
        return name

    @field_validator("web_url")
    @classmethod
    def _whole_address(cls, url: str | None) -> str | None:
        parts = urlsplit(url or "")
        if url and (parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", url)):
            raise ValueError("应为完整的网址，如 http://192.168.1.8:8642")
        return url

    @field_validator("smtp_from")
    @classmethod
    def _mail_address(cls, sender: str) -> str:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(sender)[1]) or re.search(r"[\r\n]", sender):
            raise ValueError("应为一个邮箱地址，如 nianbao@example.gov.cn 或 年报核查 <nianbao@example.gov.cn>")
        return sender

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, _SecretFiles(settings_cls), TomlConfigSettingsSource(settings_cls))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def inbox_path(self) -> Path:
        return (self.inbox or self.home / "inbox").absolute()

    @property
    def archive_path(self) -> Path:
        return (self.archive or self.home / "archive").absolute()

    @property
    def rules_path(self) -> Path:
        return (self.rules_dir or self.home / "rules").absolute()

    @property
    def database(self) -> str:
        """The database's URL, its password included."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.home / 'gouji.db').absolute()}"

    @property
    def own_units(self) -> tuple[Unit, ...]:
        """The units of gouji.toml, which go before those of the imported register (`gouji.register.joined`)."""
        return tuple(setting.unit for setting in self.units)

    def unit_named(self, name: str | None) -> UnitSetting | None:
        """The unit of gouji.toml that answers to `name`, by name, folder or alias."""
        return next((unit for unit in self.units if name and unit.answers_to(name)), None)


class _SecretFiles(PydanticBaseSettingsSource):
    """`GOUJI_X_FILE` names a file that holds the value of `GOUJI_X` (Docker and systemd secrets)."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - as above
        path = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE")
        if path is None:
            return None, field_name, False
        variable = f"{PREFIX}{field_name.upper()}_FILE"
        try:
            value = Path(path).read_text("utf-8").strip()
        except OSError as problem:
            raise BadSetting(variable, f"读不出 {path}：{problem.strerror}") from problem
        if not value:  # never meant: the default in its place would be another database, or a broker of our own
            raise BadSetting(variable, f"{path} 是空的")
        return value, field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}


def read_settings() -> Settings:
    """The settings of this process; raises BadSetting naming the variable that is wrong."""
    _refuse_unknown_variables()
    try:
        return Settings()
    except ValidationError as problem:
        raise _refusal(problem.errors()[0]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadSetting(FILE, f"不是正确的 TOML（{problem}）") from problem
    except OSError as problem:
        raise BadSetting(FILE, f"读不出：{problem.strerror}") from problem


def _refusal(wrong: ErrorDetails) -> BadSetting:
    """Names the variable or the place in the file, and says what is wrong with its value."""
    name = f"{PREFIX}{'.'.join(map(str, wrong['loc'])).upper()}"
    shown = name if os.environ.get(name) or f"{name}_FILE" in os.environ else f"{FILE} 的{_place(wrong['loc'])}"
    told = dict(wrong.get("ctx", {}))
    if "expected" in told:  # "'keep' or 'move'"
        told["expected"] = "、".join(re.findall(r"'(\w+)'", told["expected"])) + " 之一"
    return BadSetting(shown, _WRONG.get(wrong["type"], wrong["msg"]).format(**told))


def _place(loc: tuple[int | str, ...]) -> str:
    """Where in the file, to be put behind 的: ` smtp_port`, or `第 2 个 subscriptions 的 severity`."""
    if len(loc) > 1 and isinstance(loc[1], int):
        return " 的 ".join([f"第 {loc[1] + 1} 个 {loc[0]}", *(str(part) for part in loc[2:3])])
    return f" {'.'.join(map(str, loc))}"


def _refuse_unknown_variables() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for name in os.environ:
        if name.startswith(PREFIX) and name not in known and name.removesuffix("_FILE") not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise BadSetting(name, "没有这个设置" + (f"；是否指 {near[0]}？" if near else ""))


def environment(**settings: str) -> dict[str, str]:
    """The environment of a child process: this one's, with these settings (`broker_url="…"`) put into it."""
    return {**os.environ, **{f"{PREFIX}{name.upper()}": value for name, value in settings.items()}}


def notify_socket() -> str | None:
    """Where systemd, or `gouji up`, wants to hear that this process is ready."""
    return os.environ.get("NOTIFY_SOCKET")
