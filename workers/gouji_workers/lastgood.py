"""The last good generation of rules on the disk, for a process that starts while the folder cannot be used."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec
import structlog

from gouji.errors import BadProfile
from gouji.rule import Profile, RuleSet, load_rules, with_profile

log = structlog.get_logger()


class _Kept(msgspec.Struct, frozen=True):
    """The rule files by their paths within the folder, and the profile as it was read."""

    files: dict[str, bytes]
    profile: Profile | None = None


class LastGood:
    """A file that holds one generation; written whole, read whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, ruleset: RuleSet, profile: Profile | None) -> None:
        """Keep the rule files of a generation; a disk that does not take them is no reason not to use it."""
        try:
            files = {
                Path(path).relative_to(folder).as_posix(): content
                for folder in ruleset.folders
                for path, content in ruleset.sources.items()
            }
            content = msgspec.json.encode(_Kept(files, profile))
            if self._path.exists() and self._path.read_bytes() == content:
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._path.parent, prefix=".rules-", delete=False) as draft:
                draft.write(content)
            Path(draft.name).replace(self._path)
        except (OSError, TypeError, ValueError) as problem:
            log.warning("rules.not_kept", reason=str(problem))

    def read(self) -> RuleSet | None:
        """The generation, None when there is none, or when this program cannot use it any more."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError):
            return None
        with tempfile.TemporaryDirectory(prefix="gouji-rules-") as folder:
            for name, content in kept.files.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            ruleset = load_rules([folder] if kept.files else [])
        with suppress(BadProfile):
            ruleset = with_profile(ruleset, kept.profile) if kept.profile else ruleset
            return None if ruleset.faults else ruleset
        return None
