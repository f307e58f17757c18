"""What an archive, a mail or a file of several reports holds → children, archived, with what their folders say."""

from __future__ import annotations

from gouji.archive import Archive
from gouji.config import Settings
from gouji.ingest.folders import hints_of
from gouji.ingest.intake import MEGABYTE, TOO_LARGE
from gouji.model import Member
from gouji.nesting import refuse_too_deep, volume
from gouji.register import Register
from gouji.submission import Child, Claim


class Unpacking:
    """Takes the members of one claimed submission as they come, so that no more than one is in memory."""

    def __init__(self, claim: Claim, archive: Archive, settings: Settings, register: Register) -> None:
        self._claim, self._archive, self._settings, self._register = claim, archive, settings, register
        self.children: list[Child] = []

    def keep(self, member: Member) -> Member:
        """Archive a member and give it back without its content; raises Unreadable when it stands too deep."""
        refuse_too_deep(self._claim.depth)
        self.children.append(self._child(member))
        return Member(member.name, b"", member.reason)

    @property
    def lost(self) -> int:
        """How many members could not be taken out."""
        return sum(child.reason is not None for child in self.children)

    def _child(self, member: Member) -> Child:
        reason = member.reason or self._too_large(len(member.content))
        kept = None if reason else self._archive.put_bytes(member.content)
        inner, claim = hints_of(member.name.encode(), self._register), self._claim
        return Child(
            sha256=kept.sha256 if kept else "",
            size=len(member.content),
            display_name=member.name.rpartition("/")[2],
            member=member.name,
            unit_hint=inner.unit or claim.unit_hint,
            year_hint=inner.year or claim.year_hint,
            region_hint=inner.region if inner.unit else claim.region_hint,
            reason=reason,
        )

    def _too_large(self, size: int) -> str | None:
        """The reason of a member that would not have been taken from the inbox either."""
        most = self._settings.max_file_mb
        return TOO_LARGE.format(size=size / MEGABYTE, limit=most) if size > most * MEGABYTE else None


def parts(claim: Claim, count: int) -> list[Child]:
    """So many reports in one file as children: the same content, and which of them each is."""
    return [
        Child(
            sha256=claim.sha256,
            size=claim.size,
            display_name=claim.display_name,
            member=volume(part),
            part=part,
            unit_hint=claim.unit_hint,
            year_hint=claim.year_hint,
            region_hint=claim.region_hint,
        )
        for part in range(1, count + 1)
    ]
