"""What deploy/env.example and the table of docs/operations.md say of the settings, made from config.py.

`python tests/deploy/settings_reference.py` writes both anew; the tests tell when that is due.
"""

import re
import typing
from pathlib import Path
from types import UnionType

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from gouji.config import PREFIX, Settings

ROOT = Path(__file__).parents[2]
ENV_EXAMPLE = ROOT / "deploy" / "env.example"
OPERATIONS = ROOT / "docs" / "operations.md"
TABLE = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", re.DOTALL)

# The first setting of each group, and the group's heading.
GROUPS = {
    "home": "目录、数据库、消息代理",
    "after_ingest": "收件",
    "workers": "核查",
    "web_host": "页面",
    "smtp_host": "发件",
    "notify_timeout_seconds": "投递",
    "log_format": "日志与错误上报",
}
ONLY_IN_TOML = ("units", "subscriptions")

HEAD = """\
# gouji 的全部设置。每一项前面是说明，等号右边是默认值；要改哪一项，就去掉那一行开头的 # 再改。
#
#   systemd            复制为 /etc/gouji/env，属主 root:gouji，权限 0640
#   Docker Compose     复制为 deploy/.env，权限 0600；目录、数据库、消息代理、页面监听地址已由 compose.yaml 定下
#   命令行             set -a; . ./env; set +a
#
# 值中有空格、$ 或 # 时，用单引号括起来。留空等于不写。写错名称或值，程序拒绝启动并指出是哪一项。
# 标有（机密）的各项，可以改用 …_FILE 给出存放它的文件，例如 GOUJI_SMTP_PASSWORD_FILE=/etc/gouji/smtp_password。
# 环境变量优先于 gouji.toml 中的同名小写项；单位登记和通知订阅只在 gouji.toml 中，见 gouji.toml.example。
"""

COMPOSE = """\

## 只用于 Docker Compose

# 各处的镜像；在内网可改为自建镜像库的地址
#DEPLOY_IMAGE=gouji:latest
#DEPLOY_PYTHON_IMAGE=python:3.11-slim
#DEPLOY_REDIS_IMAGE=redis:7.4-alpine
#DEPLOY_POSTGRES_IMAGE=postgres:16

# 构建镜像时所用的 PyPI 镜像站、Debian 镜像站
#DEPLOY_PYPI=https://pypi.org/simple
#DEPLOY_DEBIAN=http://deb.debian.org

# 收件箱、归档：卷的名称，或主机上的目录（绝对路径；须让 10001 号用户可读，归档还要可写）
#DEPLOY_INBOX=inbox
#DEPLOY_ARCHIVE=archive

# 页面在本机（127.0.0.1）的端口
#DEPLOY_WEB_PORT=8642
"""


def env_example() -> str:
    """The file, every setting commented out with its default."""
    return HEAD + "".join(_block(name, field) for name, field in _fields()) + COMPOSE


def settings_table() -> str:
    """The same as a table in Markdown."""
    rows = [f"| `{PREFIX}{name.upper()}` | {_words(field)} | {_shown(field)} |\n" for name, field in _fields()]
    return "| 设置 | 说明 | 默认 |\n|---|---|---|\n" + "".join(rows).replace("<", "\\<")


def default(field: FieldInfo) -> str:
    """A field's default as the environment has it; None is empty."""
    return "" if field.default is None else str(field.default)


def _fields() -> list[tuple[str, FieldInfo]]:
    return [(name, field) for name, field in Settings.model_fields.items() if name not in ONLY_IN_TOML]


def _block(name: str, field: FieldInfo) -> str:
    heading = f"\n## {GROUPS[name]}\n" if name in GROUPS else ""
    return f"{heading}\n# {_words(field)}\n#{PREFIX}{name.upper()}={default(field)}\n"


def _words(field: FieldInfo) -> str:
    choices = [arm for arm in _arms(field.annotation) if typing.get_origin(arm) is typing.Literal]
    listed = "".join(f"（{'、'.join(typing.get_args(choice))}）" for choice in choices)
    secret = "（机密）" if SecretStr in _arms(field.annotation) else ""
    return f"{field.description}{listed}{secret}"


def _arms(annotation: object) -> tuple[object, ...]:
    return typing.get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)


def _shown(field: FieldInfo) -> str:
    return f"`{default(field)}`" if default(field) else "—"


if __name__ == "__main__":
    ENV_EXAMPLE.write_text(env_example(), "utf-8")
    OPERATIONS.write_text(TABLE.sub(lambda _: settings_table(), OPERATIONS.read_text("utf-8")), "utf-8")
