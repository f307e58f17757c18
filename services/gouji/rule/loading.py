"""Finding rules: the built-in ones and installed plug-ins by entry point, others in folders.

An entry point of the group `gouji.rules` names a package; every `.py` and `.yaml` file below it is a rule. Files of
plug-ins are imported here; Python files in folders are the business of the rule host. A file that is not a rule, or a
folder without one, is a `RuleFault` that names it; the other rules are unharmed.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from collections.abc import Collection, Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path

import msgspec

from gouji.errors import RuleFault, words_of
from gouji.rule.definition import DECLARED, Rule, from_function
from gouji.rule.host import describe_folder_rules
from gouji.rule.naming import near_names
from gouji.rule.ruleset import RuleSet, assemble
from gouji.rule.yaml_form import read_yaml_rule

GROUP = "gouji.rules"
_YAML = (".yaml", ".yml")

Loaded = list[tuple[Rule, str]]


def load_rules(
    folders: Sequence[Path | str] = (), *, files: Sequence[Path] = (), without: Collection[str] = ()
) -> RuleSet:
    """All rules of installed packs, of the folders and of the files, in catalogue order, with what could not be loaded.

    `without` are packages whose rules are left out. A rule that explains a code which nobody has is not used.
    """
    rules: Loaded = []
    faults: list[RuleFault] = []
    sources: dict[str, bytes] = {}
    for name in _packs():
        if name not in without:
            _load_package(name, rules, faults)
    for folder in folders:
        _load_folder(Path(folder), rules, faults, sources)
    for file in files:
        _load_file(file, rules, faults, sources)
    ruleset = assemble(rules, faults, [str(place) for place in (*folders, *files)], sources)
    return _without_strange_codes(ruleset)


def _without_strange_codes(ruleset: RuleSet) -> RuleSet:
    """The rules less those that explain a code which neither a rule nor a faulty file has."""
    known = [rule.code for rule in ruleset.rules] + [fault.code for fault in ruleset.faults if fault.code]
    strange = {
        rule.code: RuleFault(
            rule.path, f"规则 {rule.code}：explains 中没有编号为 {code} 的规则；{near_names(code, known)}", rule.code
        )
        for rule in ruleset.rules
        for code in rule.explains
        if code not in known
    }
    if not strange:
        return ruleset
    kept = tuple(rule for rule in ruleset.rules if rule.code not in strange)
    return msgspec.structs.replace(ruleset, rules=kept, faults=(*ruleset.faults, *strange.values()))


def pack_roots() -> dict[str, Path]:
    """The folder of each installed pack by the name of its package, the built-in one first."""
    return {name: root for name in _packs() if (root := _root(name)) is not None}


def _packs() -> list[str]:
    entries = sorted(entry_points(group=GROUP), key=lambda entry: (entry.name != "builtin", entry.name))
    return list(dict.fromkeys(entry.value for entry in entries))


def _root(name: str) -> Path | None:
    """The folder of a package, None when there is none of this name."""
    try:
        spec = importlib.util.find_spec(name)
    except (ModuleNotFoundError, ValueError):
        return None
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def load_alone(path: Path) -> RuleSet:
    """The rules of one folder, or of one file, and no others: those that it would replace are not in the way."""
    rules: Loaded = []
    faults: list[RuleFault] = []
    sources: dict[str, bytes] = {}
    if path.is_file():
        _load_file(path, rules, faults, sources)
    else:
        _load_folder(path, rules, faults, sources)
    return assemble(rules, faults, [str(path)], sources)


def rule_files(folder: Path) -> Iterator[Path]:
    """The rule files below a folder in the order of their names; private and hidden names are left out."""
    for path in sorted(folder.rglob("*")):
        names = path.relative_to(folder).parts
        if path.suffix.lower() in (".py", *_YAML) and not any(name.startswith(("_", ".")) for name in names):
            yield path


def _load_package(name: str, rules: Loaded, faults: list[RuleFault]) -> None:
    root = _root(name)
    if root is None:
        faults.append(RuleFault(name, "入口点 gouji.rules 指向的包不存在"))
        return
    kit = _kit(root)
    for path in rule_files(root):
        content = path.read_bytes()
        shown = f"{name}/{path.relative_to(root).as_posix()}"
        try:
            if path.suffix.lower() in _YAML:
                loaded = [read_yaml_rule(content, shown)]
            else:
                module = ".".join((name, *path.relative_to(root).with_suffix("").parts))
                loaded = module_rules(importlib.import_module(module), shown)
        except RuleFault as fault:
            faults.append(fault)
        except Exception as problem:  # noqa: BLE001 - the edge of a plug-in: whatever it raises is its fault
            faults.append(RuleFault(shown, f"加载时出错：{type(problem).__name__}: {problem}"))
        else:
            rules += [(rule, hashlib.sha256(kit + content).hexdigest()) for rule in loaded]


def _kit(root: Path) -> bytes:
    """The private modules of a pack, which its rules share: changing one changes what the rules say."""
    return b"".join(path.read_bytes() for path in sorted(root.rglob("_*.py")))


def module_rules(module: object, path: str) -> list[Rule]:
    """The rules that a module declares; raises RuleFault when there is none or one lacks something."""
    functions = [value for value in vars(module).values() if hasattr(value, DECLARED)]
    if not functions:
        raise RuleFault(path, "不是规则：没有用 @rule 声明的函数")
    return [from_function(function, path) for function in functions]


def _load_folder(folder: Path, rules: Loaded, faults: list[RuleFault], sources: dict[str, bytes]) -> None:
    if not folder.is_dir():
        faults.append(RuleFault(str(folder), "是文件，应给出它所在的目录" if folder.is_file() else "没有这个目录"))
        return
    files = list(rule_files(folder))
    if not files:
        faults.append(RuleFault(str(folder), "目录中没有规则文件（.py、.yaml、.yml）"))
        return
    own: dict[str, bytes] = {}
    for path in files:
        try:
            own[str(path)] = path.read_bytes()
        except OSError as problem:
            faults.append(RuleFault(str(path), f"读不出：{words_of(problem)}"))
    _load_sources(own, rules, faults)
    sources |= own


def _load_file(path: Path, rules: Loaded, faults: list[RuleFault], sources: dict[str, bytes]) -> None:
    if path.suffix.lower() not in (".py", *_YAML):
        faults.append(RuleFault(str(path), "不是规则文件：扩展名应为 .yaml、.yml 或 .py"))
        return
    own = {str(path): path.read_bytes()}
    _load_sources(own, rules, faults)
    sources |= own


def _load_sources(sources: dict[str, bytes], rules: Loaded, faults: list[RuleFault]) -> None:
    """The rules in files of a folder with this content; each file was read once, and is not read again."""
    for path, content in sources.items():
        if path.lower().endswith(_YAML):
            try:
                rules.append((read_yaml_rule(content, path), hashlib.sha256(content).hexdigest()))
            except RuleFault as fault:
                faults.append(fault)
    remote, remote_faults = describe_folder_rules({p: c for p, c in sources.items() if not p.lower().endswith(_YAML)})
    faults += remote_faults
    rules += [(rule, hashlib.sha256(sources[rule.path]).hexdigest()) for rule in remote]
