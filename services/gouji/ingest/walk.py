"""Walking the inbox: what lies there now, sub-folders included, and what could not be looked at.

Paths are bytes relative to the inbox: a name is whatever the file system says it is, and need not be text.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field

from gouji.ingest.stillness import Look, look_of
from gouji.names import is_ignored


@dataclass(slots=True)
class Walk:
    """What one walk saw: files with their looks, and folders or files that refused to be seen, with the error.

    `complete` is False when the inbox itself could not be listed: then nothing can be said about what is missing.
    """

    files: dict[bytes, Look] = field(default_factory=dict)
    refused: dict[bytes, OSError] = field(default_factory=dict)
    complete: bool = True


def walk(root: bytes) -> Walk:
    """Look at everything below `root`; never raises for what the file system does meanwhile."""
    seen = Walk()
    folders = [b""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                folders += [path for entry in entries if (path := _look_into(root, folder, entry, seen))]
        except OSError as problem:
            seen.complete &= bool(folder)
            if folder and isinstance(problem, FileNotFoundError):
                continue  # a sub-folder that vanished is nobody's business
            seen.refused[folder] = problem
    return seen


def _look_into(root: bytes, folder: bytes, entry: os.DirEntry[bytes], seen: Walk) -> bytes | None:
    """Put a file into `seen`; the path of a folder that is to be walked."""
    if is_ignored(entry.name):
        return None
    path = os.path.join(folder, entry.name)
    try:
        if entry.is_dir(follow_symlinks=False):
            return path
        look = look_at(root, path) if entry.is_symlink() else look_of(entry.stat(follow_symlinks=False))
    except FileNotFoundError:
        return None
    except OSError as problem:
        seen.refused[path] = problem
        return None
    if look:
        seen.files[path] = look
    return None


def look_at(root: bytes, path: bytes) -> Look | None:
    """The look of a regular file; None for one that is gone, or a link that leads out of the inbox or to a folder."""
    try:
        return look_of(os.lstat(inside(root, path)))
    except FileNotFoundError:
        return None


def open_inside(root: bytes, path: bytes) -> int:
    """A descriptor for reading; never waits (a pipe), and never follows a link out of the inbox."""
    return os.open(inside(root, path), os.O_RDONLY | os.O_CLOEXEC | NEVER_WAIT | NEVER_FOLLOW)


def inside(root: bytes, path: bytes) -> bytes:
    """The full path, a link resolved; raises FileNotFoundError for a link that leads out of the inbox."""
    full = os.path.join(root, path)
    if not stat.S_ISLNK(os.lstat(full).st_mode):
        return full
    target, home = os.path.realpath(full), os.path.realpath(root)
    if os.path.commonpath([target, home]) != home:
        raise FileNotFoundError(full)
    return target


NEVER_WAIT = getattr(os, "O_NONBLOCK", 0)
NEVER_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
