"""What the domain asks of the members of a covenant."""

from collections.abc import Iterator
from datetime import date

from doorstroom_common.covenant.draft import Draft, Numbered
from doorstroom_common.covenant.faults import Path
from doorstroom_common.covenant.members import Member

Complaints = Iterator[tuple[Path, str]]


def member_complaints(draft: Draft) -> Complaints:
    """Of each member by itself, then of all together."""
    members = draft.members
    known = _ids(draft)
    for index, member in members:
        path: Path = ("members", index)
        yield from _dates(path, member)
        yield from _numbers(path, member)
        yield from _works_council(path, member)
        yield from _known_organisations(path, member, known)
    yield from _once(members)
    yield from _numbers_of_their_own(members)
    yield from _succession_ends(members)


def _ids(draft: Draft) -> set[str]:
    """Of all members, those with a fault elsewhere too, so that one fault does not cause another."""
    return {str(row.get("id")) for row in draft.listed("members") if isinstance(row, dict)}


def _dates(path: Path, member: Member) -> Complaints:
    if member.until_date and member.until_date < member.from_date:
        yield (*path, "until"), f"{member.until_date} lies before from {member.from_date}"
    if member.live_from and member.live_from < member.from_date:
        yield (*path, "liveFrom"), f"{member.live_from} lies before from {member.from_date}"
    if member.succeeded_by and member.succeeded_by.on <= member.from_date:
        yield (*path, "succeededBy", "on"), f"{member.succeeded_by.on} must lie after from {member.from_date}"


def _numbers(path: Path, member: Member) -> Complaints:
    if member.oin is None and member.kvk is None:
        yield (*path, "oin"), "is missing; give the OIN, or the KvK number under kvk"


def _works_council(path: Path, member: Member) -> Complaints:
    if (member.works_council.consent is None) == (member.works_council.not_needed is None):
        yield (*path, "worksCouncil"), "needs either the day of consent or notNeeded with the reason"


def _known_organisations(path: Path, member: Member, known: set[str]) -> Complaints:
    for place, served in enumerate(member.employs_staff_for):
        if served == member.id:
            yield (*path, "employsStaffFor", place), f"{served} is this member itself"
        elif served not in known:
            yield (*path, "employsStaffFor", place), f"{served} is no member of this covenant"
    if member.succeeded_by and member.succeeded_by.organisation == member.id:
        yield (*path, "succeededBy", "organisation"), f"{member.id} cannot succeed itself"
    elif member.succeeded_by and member.succeeded_by.organisation not in known:
        yield (
            (*path, "succeededBy", "organisation"),
            f"{member.succeeded_by.organisation} is no member of this covenant",
        )


def _once(members: Numbered[Member]) -> Complaints:
    for index, member in members:
        for earlier, other in members:
            if earlier < index and other.id == member.id and _overlap(other, member):
                yield ("members", index, "id"), f"{member.id} is a member already: members[{earlier}] has the same days"


def _overlap(one: Member, other: Member) -> bool:
    return one.from_date <= (other.last_day or date.max) and other.from_date <= (one.last_day or date.max)


def _numbers_of_their_own(members: Numbered[Member]) -> Complaints:
    for key in ("oin", "kvk"):
        holder: dict[str, str] = {}
        for index, member in members:
            number = getattr(member, key)
            if number and holder.setdefault(number, member.id) != member.id:
                yield ("members", index, key), f"{number} is the number of {holder[number]} already"


def _succession_ends(members: Numbered[Member]) -> Complaints:
    successor = {member.id: member.succeeded_by.organisation for _, member in members if member.succeeded_by}
    for index, member in members:
        seen, at = {member.id}, successor.get(member.id)
        while at is not None and at not in seen:
            seen.add(at)
            at = successor.get(at)
        if at == member.id and successor[member.id] != member.id:
            yield ("members", index, "succeededBy"), "the successions go round in a circle"
