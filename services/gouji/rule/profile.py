"""Profiles: which rules a supervisor uses, how grave their findings are and with which parameters, and for whom.

A TOML file. Its own words come behind those of the profile that it extends, so they have the last word; what stands
under `[[scopes]]` comes behind what holds for all reports.
"""

from __future__ import annotations

import difflib
import importlib.util
import re
import tomllib
from collections.abc import Collection, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import msgspec

from gouji.errors import BadProfile, words_of
from gouji.model import Severity
from gouji.model.result import SWITCHED_OFF
from gouji.rule.adjustment import Adjustment, Reach
from gouji.slips import adapted_costs
from gouji.unit import Level, UnitType

_KEYS = ("title", "extends", "rules", "scopes", "slips")
_SCOPE_KEYS = ("regions", "levels", "types", "years", "rules")
_RULE_KEYS = ("off", "on", "severity", "parameters")
_FOLDER = "_profiles"
#: A Chinese key without quotes, which TOML does not know.
_BARE = re.compile(r"(?:^|[{,.\[])[ \t]*[\u4e00-\u9fff]+[ \t]*[=.\]]", re.MULTILINE)
_GROUP = "gouji.rules"


class Word(msgspec.Struct, frozen=True):
    """What a profile says of one rule; `where` names the place in the file, for what is found wrong later."""

    code: str
    adjustment: Adjustment
    path: str
    where: str


class Profile(msgspec.Struct, frozen=True):
    """A profile with all that it extends: what it says in order, and the files that it was read from."""

    title: str
    words: tuple[Word, ...]
    files: tuple[str, ...]
    slips: dict[str, int] = {}


def read_profile(path: Path | str) -> Profile:
    """Read a profile file, or the built-in one of that name; raises BadProfile naming file, place and near names."""
    return _read(_located(str(path), Path()), ())


def _where(said: str) -> str:
    """Where the parser gave up, of what it says in English."""
    if found := re.search(r"\(at line (\d+), column (\d+)\)", said):
        return f"（第{found[1]}行第{found[2]}个字）"
    return "（到文件末尾还没有写完）" if "end of document" in said else ""


def _hint(text: str, said: str) -> str:
    """What people do by mistake, where they did it."""
    if _BARE.search(text):
        return '；中文的键要写在引号里，如 "县级部门" = 5'
    if found := re.search(r"\(at line (\d+)", said):
        line = text.splitlines()[int(found[1]) - 1]
        if mark := re.search(r"[“”‘’＝＂：，［］｛｝]", line.split("#")[0]):
            return f"；不能用“{mark[0]}”，引号、等号、逗号和括号应为半角"
    if found := re.search(r"(?:Cannot declare|Cannot overwrite|Cannot mutate)", said):
        return "；同一个表或者键写了两次"
    return "；文字要写在半角引号里" if said.startswith("Invalid value") else ""


def built_in_profiles() -> dict[str, Path]:
    """The profiles that come with installed rule packs, by name."""
    found: dict[str, Path] = {}
    for entry in sorted(entry_points(group=_GROUP), key=lambda entry: (entry.name != "builtin", entry.name)):
        spec = importlib.util.find_spec(entry.value)
        for root in (spec.submodule_search_locations or ()) if spec else ():
            for file in sorted(Path(root, _FOLDER).glob("*.toml")):
                found.setdefault(file.stem, file)
    return found


def _located(name: str, folder: Path) -> Path:
    """A name without a dot or slash is a built-in profile; everything else is a file, relative to `folder`."""
    if "/" in name or "\\" in name or name.endswith(".toml"):
        return folder / name
    known = built_in_profiles()
    if name not in known and (folder / name).is_file():
        return folder / name
    if name not in known:
        raise BadProfile(name, f"没有这个内置方案，也没有这个文件{_near(name, known) or _choice(known)}")
    return known[name]


def _read(path: Path, above: tuple[Path, ...]) -> Profile:
    if path.resolve() in above:
        raise BadProfile(str(path), "extends 绕了一圈又回到这个文件")
    text = ""
    try:
        text = path.read_text("utf-8-sig")
        keys = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        hint = _hint(text, str(problem))
        raise BadProfile(str(path), f"不是正确的 TOML{_where(str(problem))}{hint}") from problem
    except UnicodeDecodeError as problem:
        raise BadProfile(str(path), "不是 UTF-8 编码的文本") from problem
    except OSError as problem:
        raise BadProfile(str(path), f"读不出：{words_of(problem)}") from problem
    _refuse_strange(str(path), "", keys, _KEYS)
    base = Profile("", (), ())
    if "extends" in keys:
        base = _read(_located(_text(str(path), "extends", keys["extends"]), path.parent), (*above, path.resolve()))
    title = _text(str(path), "title", keys.get("title", path.stem))
    words = (*base.words, *_words(keys, title, str(path)))
    return Profile(title, words, (*base.files, str(path)), base.slips | _slips(keys.get("slips", {}), str(path)))


def _slips(costs: Any, path: str) -> dict[str, int]:
    """Other costs for the slips that rank repairs (`slips.toml`)."""
    if not isinstance(costs, dict) or not all(type(cost) is int and cost >= 0 for cost in costs.values()):
        raise BadProfile(path, "slips 应写作 [slips]，每行一种差错的代价，为不小于0的整数，例如 stated = 40")
    try:
        adapted_costs(costs)
    except ValueError as problem:
        raise BadProfile(path, f"slips：{problem}") from problem
    return costs


def _words(keys: dict[str, Any], title: str, path: str) -> Iterator[Word]:
    yield from _of_rules(keys.get("rules", {}), Reach(), title, path, "rules")
    scopes = keys.get("scopes", [])
    if not isinstance(scopes, list) or not all(isinstance(one, dict) for one in scopes):
        raise BadProfile(path, "scopes 应写作 [[scopes]]")
    for number, scope in enumerate(scopes, 1):
        where = f"第 {number} 个 scopes"
        _refuse_strange(path, where, scope, _SCOPE_KEYS)
        reach = _reach(scope, path, where)
        if reach == Reach():
            raise BadProfile(
                path, f"{where} 没有写明范围（regions、levels、types 或 years）；对全部报告的写在 [rules] 中"
            )
        if not scope.get("rules"):
            raise BadProfile(path, f"{where} 没有 rules，什么也没有改变")
        yield from _of_rules(scope["rules"], reach, title, path, f"{where} 的 rules")


def _of_rules(rules: Any, reach: Reach, title: str, path: str, where: str) -> Iterator[Word]:
    if not isinstance(rules, dict):
        raise BadProfile(path, f"{where} 应写作 [rules.编号]")
    for code, keys in rules.items():
        place = f"{where}.{code}"
        if not isinstance(keys, dict):
            raise BadProfile(path, f'{place} 应是一张表，例如 [rules.{code}] 下写 severity = "warning"')
        _refuse_strange(path, place, keys, _RULE_KEYS)
        yield Word(code, _adjustment(keys, reach, title, path, place), path, place)


def _adjustment(keys: dict[str, Any], reach: Reach, title: str, path: str, place: str) -> Adjustment:
    off, on = keys.get("off"), keys.get("on", False)
    if "off" in keys and not (isinstance(off, str) and off.strip()):
        raise BadProfile(path, f'{place}.off 应写明关闭的理由，例如 off = "本地不填报收费"')
    if not isinstance(on, bool) or (on and off) or (on is False and "on" in keys):
        raise BadProfile(path, f'{place}.on 只能是 true；要关闭规则请写 off = "理由"，二者不能同时写')
    if not keys:
        raise BadProfile(path, f"{place} 是空的，应有 {'、'.join(_RULE_KEYS)} 之一")
    parameters = keys.get("parameters", {})
    if not isinstance(parameters, dict):
        raise BadProfile(path, f"{place}.parameters 应是一张表，例如 parameters = {{ threshold = 5 }}")
    return Adjustment(
        off=f"方案“{title}”{SWITCHED_OFF}：{off.strip()}" if isinstance(off, str) else None,
        on=on,
        severity=_one_of(Severity, keys["severity"], path, f"{place}.severity") if "severity" in keys else None,
        parameters=parameters,
        reach=reach,
    )


def _reach(scope: dict[str, Any], path: str, where: str) -> Reach:
    years = scope.get("years")
    if isinstance(years, int) and not isinstance(years, bool):
        years = [years, years]
    if years is not None and not (
        isinstance(years, list) and len(years) == 2 and all(type(year) is int for year in years)  # noqa: PLR2004
    ):
        raise BadProfile(path, f"{where} 的 years 应为一个年份，或 [起, 止]")
    return Reach(
        tuple(_text(path, f"{where} 的 regions", region) for region in _list(scope, "regions", path, where)),
        tuple(_one_of(Level, level, path, f"{where} 的 levels") for level in _list(scope, "levels", path, where)),
        tuple(_one_of(UnitType, kind, path, f"{where} 的 types") for kind in _list(scope, "types", path, where)),
        (years[0], years[1]) if years else None,
    )


def _list(scope: dict[str, Any], key: str, path: str, where: str) -> list[Any]:
    value = scope.get(key, [])
    if not isinstance(value, list) or (key in scope and not value):
        raise BadProfile(path, f'{where} 的 {key} 应为列表，例如 {key} = ["…"]')
    return value


def _one_of(kind: Any, value: Any, path: str, where: str) -> Any:
    known = [one.value for one in kind]
    if value not in known:
        raise BadProfile(path, f"{where} 的“{value}”应为 {'、'.join(known)} 之一")
    return kind(value)


def _text(path: str, where: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadProfile(path, f"{where} 应为文字，写在引号里")
    return value.strip()


def _refuse_strange(path: str, where: str, keys: Collection[str], known: tuple[str, ...]) -> None:
    for key in keys:
        if key not in known:
            place = f"{where} 中" if where else ""
            raise BadProfile(path, f"{place}没有“{key}”这个键{_near(key, known) or _choice(known)}")


def _near(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"；是否指 {'、'.join(near)}？" if near else ""


def _choice(known: Collection[str]) -> str:
    return f"；可用的有 {'、'.join(known)}" if known else ""
