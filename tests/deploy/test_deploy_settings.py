"""What deploy/ and the documentation say of the settings is what config.py has, and what it says of a wrong one."""

import re
import shutil

import pytest
from settings_reference import ENV_EXAMPLE, OPERATIONS, ROOT, TABLE, env_example, settings_table

from gouji.config import PREFIX, Settings, SubscriptionSetting, UnitSetting, read_settings
from gouji.errors import BadSetting
from gouji.notify import configured

TOML_EXAMPLE = ROOT / "deploy" / "gouji.toml.example"
REMEDY = "run: python tests/deploy/settings_reference.py"
# What an operator puts beside the files of deploy/ is his.
OPERATORS = {".env", "secrets", "settings"}
PAGES = [
    *sorted(ROOT.glob("README*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(p for p in (ROOT / "deploy").rglob("*") if p.is_file() and not OPERATORS & set(p.parts)),
]
SECOND = b"[[subscriptions]]\ntarget = 'mailto:a@b.cn'\n" * 2
NAME = re.compile(rf"\b{PREFIX}[A-Z_]*[A-Z]\b")


def assignments(text):
    """Every assignment of an env file, those that are commented out included."""
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text, re.MULTILINE))


def test_env_example_is_made_of_the_settings():
    assert ENV_EXAMPLE.read_text("utf-8") == env_example(), REMEDY


def test_the_table_for_operators_is_made_of_the_settings():
    (table,) = TABLE.findall(OPERATIONS.read_text("utf-8"))
    assert table == settings_table(), REMEDY


def test_every_line_of_env_example_may_be_uncommented_and_changes_nothing(monkeypatch):
    ours = {name: value for name, value in assignments(ENV_EXAMPLE.read_text("utf-8")).items() if PREFIX in name}
    assert set(ours) == {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} - {
        "GOUJI_UNITS",
        "GOUJI_SUBSCRIPTIONS",
    }
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    assert read_settings() == Settings.model_construct()


def test_the_example_of_gouji_toml_shows_every_field_and_is_read(tmp_path):
    shutil.copy(TOML_EXAMPLE, tmp_path / "gouji.toml")
    settings = read_settings()
    unit = settings.units[0]
    assert unit.model_fields_set == set(UnitSetting.model_fields)
    shown = {name for one in settings.subscriptions for name in one.model_fields_set}
    assert shown == set(SubscriptionSetting.model_fields)
    assert [str(one.target).split(":")[0] for one in configured(settings)] == ["mailto", "dingtalk"]
    assert (unit.name, unit.folder, settings.unit_named("县农业农村局")) == ("云溪县农业农村局", "农业局", unit)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_only_settings_that_exist(page):
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    named = {name.removesuffix("_FILE") for name in NAME.findall(page.read_text("utf-8"))}
    named = {name for name in named if not name.startswith(f"{PREFIX}TEST_")}  # what the tests alone read
    # GOUJI_SMTP_… stands for all that begin so.
    assert {name for name in named if not any(setting.startswith(name) for setting in known)} == set()


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"GOUJI_WORKERS": "viele"}, "设置 GOUJI_WORKERS：应为整数"),
        ({"GOUJI_WEB_PORT": "70000"}, "设置 GOUJI_WEB_PORT：应不大于 65535"),
        ({"GOUJI_SETTLE_SECONDS": "0"}, "设置 GOUJI_SETTLE_SECONDS：应大于 0.0"),
        ({"GOUJI_WATCHING": "often"}, "设置 GOUJI_WATCHING：应为 auto、events、polling 之一"),
        ({"GOUJI_TIMEZONE": "Mars"}, "设置 GOUJI_TIMEZONE：没有名为 Mars 的时区"),
        ({"GOUJI_WEB_PROT": "1"}, "设置 GOUJI_WEB_PROT：没有这个设置；是否指 GOUJI_WEB_PORT？"),
        ({"GOUJI_BROKER_URL_FILE": "gone"}, "设置 GOUJI_BROKER_URL_FILE：读不出 gone：No such file or directory"),
        ({"GOUJI_BROKER_URL_FILE": "/dev/null"}, "设置 GOUJI_BROKER_URL_FILE：/dev/null 是空的"),
    ],
)
def test_a_wrong_variable_is_named_and_said_in_words(monkeypatch, environment, words):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as refused:
        read_settings()
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"web_prt = 1", r"设置 gouji\.toml 的 web_prt：没有这个设置$"),
        ("[[units]]\nregion = '云溪县'".encode(), r"设置 gouji\.toml 的.*units.*name：不能没有$"),
        (b"web_port = ", r"设置 gouji\.toml：不是正确的 TOML（Invalid value \(at end of document\)）$"),
        ("timezone = '时区'".encode("gbk"), r"设置 gouji\.toml：不是正确的 TOML（.*）$"),
    ],
)
def test_a_wrong_gouji_toml_is_one_line_and_no_traceback(tmp_path, content, words):
    (tmp_path / "gouji.toml").write_bytes(content)
    with pytest.raises(BadSetting) as refused:
        read_settings()
    assert re.match(words, str(refused.value))


def test_a_secret_is_read_from_its_file(monkeypatch, tmp_path):
    (tmp_path / "url").write_text("redis://:geheim@redis:6379/0\n")
    monkeypatch.setenv("GOUJI_BROKER_URL_FILE", str(tmp_path / "url"))
    settings = read_settings()
    assert settings.broker_url
    assert settings.broker_url.get_secret_value() == "redis://:geheim@redis:6379/0"
    assert "geheim" not in repr(settings)


def test_an_empty_variable_is_a_variable_not_set(monkeypatch, tmp_path):
    monkeypatch.setenv("GOUJI_INBOX", "")
    monkeypatch.setenv("GOUJI_WORKERS", "")
    settings = read_settings()
    assert (settings.inbox_path, settings.workers) == (tmp_path / "var" / "inbox", 0)
