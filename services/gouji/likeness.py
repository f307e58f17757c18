"""Which reports of other units have much the same prose as this one: a few candidates, laid side by side.

Candidates share a band of their signatures (`gouji.resemblance`), never are all pairs compared; at most MOST of them
are read. So a check costs the same however many reports there are, and however many were written from one template.

In the service a report that comes in has the earlier ones that are like it judged again, for their units must learn it
too (`gouji.store.resembling`). Each report keeps count of the like it knows; from MOST on it is not judged again for
one more. So 650 copies of one template make 650 × MOST rechecks at most, and a recheck makes no further ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gouji.model import Report, Resemblance
from gouji.resemblance import NOTED, PROMISING, estimate, longest_shared, own_prose, signature, similarity
from gouji.standing import Kin
from gouji.text import compact

#: So many others are laid beside one report, and so many it is told of.
MOST = 10
#: So many candidates are worth an estimate: those that share most bands.
LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that shares bands with another; `id` is its number where it is kept."""

    id: int
    unit: str
    report: Report = field(repr=False)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a report is like. `peers` is None where nobody knows whose it is, so that it cannot be compared.

    `examined` are the numbers of the reports that it was laid beside, `alike` those of `peers`.
    """

    peers: tuple[Resemblance, ...] | None = None
    examined: frozenset[int] = frozenset()
    alike: frozenset[int] = frozenset()


#: The candidates for a signature, among the reports of other units than the kin's and of its year; at most MOST.
Look = Callable[[bytes, Kin], Sequence[Candidate]]


def likeness(report: Report, kin: Kin, look: Look) -> Likeness:
    """Lay a report beside those that `look` finds for it."""
    if not kin.is_known:
        return Likeness()
    signed = signature(own_prose(report))
    if signed is None:
        return Likeness(())
    candidates = look(signed, kin)
    found = {one.id: _resemblance(report, one) for one in candidates if not _is_one_of(one.unit, kin.names)}
    peers = {number: peer for number, peer in found.items() if peer is not None}
    ranked = sorted(peers.values(), key=lambda peer: (-peer.similarity, peer.unit))
    return Likeness(tuple(ranked), frozenset(one.id for one in candidates), frozenset(peers))


def promising(signed: bytes, others: Iterable[tuple[int, bytes]]) -> list[int]:
    """The numbers of those that may be as alike as NOTED by their signatures: the likeliest first, at most MOST."""
    estimated = [(estimate(signed, other), number) for number, other in others]
    likely = sorted((-much, number) for much, number in estimated if much >= PROMISING)
    return [number for _, number in likely[:MOST]]


def _resemblance(report: Report, other: Candidate) -> Resemblance | None:
    theirs = own_prose(other.report)
    shared = similarity(own_prose(report), theirs)
    if shared is None or shared < NOTED:
        return None
    return Resemblance(other.unit, shared, longest_shared(report, other.report), theirs.words)


def _is_one_of(unit: str, names: Iterable[str]) -> bool:
    """Whether it may be the same unit, its name with more or less of the place before it: 县财政局, 云溪县财政局."""
    bare = compact(unit)
    return any(bare.endswith(name) or name.endswith(bare) for name in map(compact, names))
