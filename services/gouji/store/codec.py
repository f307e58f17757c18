"""Structures as bytes and back: JSON by msgspec, compressed where it is large."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from gouji.model import Finding, Report
from gouji.store.columns import storable

_REPORT = msgspec.json.Decoder(Report)
_FINDING = msgspec.json.Decoder(Finding)


def encode(value: Any) -> bytes:
    """JSON; text that is no Unicode (lone surrogates) is escaped rather than refused."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_cleaned(msgspec.to_builtins(value)))


def pack_report(report: Report) -> bytes:
    # Level 1: a third larger than the default level, and four times as fast.
    return zlib.compress(encode(report), 1)


def unpack_report(content: bytes) -> Report:
    return _REPORT.decode(zlib.decompress(content))


def unpack_finding(content: bytes) -> Finding:
    return _FINDING.decode(content)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value
