"""Everything that this service refuses, in words that say what to do next."""

from collections.abc import Iterable, Sequence
from datetime import date

from doorstroom_common.errors import Conflict, Fault, Forbidden, Invalid, NotFound, Stale


def unknown() -> NotFound:
    """Unknown, or not for this caller: the two are not told apart."""
    return NotFound("not-found", "There is nothing here that this caller may see.")


def stale(expected: int, actual: int) -> Stale:
    return Stale(
        "stale", f"It has changed since: version {expected} was named, {actual} is the present one. Read it again."
    )


def not_in_a_covenant(organisation: str) -> Conflict:
    return Conflict(
        "not-in-a-covenant",
        f"{organisation} is not a member of any covenant in force, so there is nobody to open to. Ask the co-ordinator"
        " of a network to add the organisation to its covenant; when that version is in force, send this again.",
    )


def not_live_yet(organisation: str, live_from: date | None) -> Conflict:
    when = f"from {live_from} on" if live_from else "from a day that its covenant does not name yet"
    return Conflict(
        "not-live-yet",
        f"{organisation} may publish {when}. Until then it can make and change drafts.",
    )


def need_not_shared(kind: str, covenant_id: str) -> Conflict:
    return Conflict(
        "need-not-shared",
        f"The members of {covenant_id} share no vacancies with the need `{kind}`. For temporary work, make a secondment"
        " request.",
    )


def wrong_status(what: str, status: str) -> Conflict:
    return Conflict("wrong-status", f"Only {what}; this one is {status}.")


def stage_has_passed(stage: str, may_follow: str) -> Conflict:
    return Conflict("not-in-this-stage", f"It does not stand in the stage `{stage}`. {may_follow}")


def not_agreed(step: str, stage: str, covenant_id: str, may_follow: str) -> Conflict:
    return Conflict("not-agreed", f"{covenant_id} does not let anybody {step} the stage `{stage}`. {may_follow}")


def changed_before(stage: str, may_follow: str) -> Conflict:
    return Conflict(
        "changed-before", f"The length of the stage `{stage}` was changed before; once is all. {may_follow}"
    )


def nothing_held_back(may_follow: str) -> Conflict:
    return Conflict("nothing-held-back", f"No public stage is held back by reactions enough. {may_follow}")


def stays_closed(why: str) -> Conflict:
    return Conflict("stays-closed", f"{why}; make a new one.")


def nothing_to_match(expected: int) -> Stale:
    return Stale("stale", f"Version {expected} was named, and nothing has this id yet. Leave out If-Match to make it.")


def external_id_taken() -> Conflict:
    return Conflict(
        "external-id-taken",
        "The organisation has another one with this externalId. Use PUT …/by-external-id/{externalId} to replace what"
        " it says, or another id.",
    )


def another_external_id() -> Invalid:
    return Invalid(
        "invalid-input",
        "The body names another externalId than the address.",
        [Fault("/externalId", "must be that of the address; or leave it out")],
    )


def closed_before(outcome: str) -> Conflict:
    return Conflict(
        "closed-before",
        f"It was closed as `{outcome}`, and is not opened again by sending it. Reopen it (POST …/reopening) and send"
        " this again, or send it with another externalId to make a new one.",
    )


def no_draft_again(status: str) -> Conflict:
    return Conflict(
        "wrong-status", f"It is {status} and does not become a draft again; close it, or send it as `open`."
    )


def start_is_announced() -> Invalid:
    return Invalid(
        "invalid-input",
        "What began elsewhere is not announced here.",
        [Fault("/stageStartedAt", "goes with announce false alone")],
    )


def no_earlier_start() -> Invalid:
    return Invalid(
        "invalid-input",
        "The stage began at no such moment.",
        [Fault("/stageStartedAt", "must lie in the past, and at most a year ago")],
    )


def rows_refused(faults: Sequence[Fault]) -> Invalid:
    return Invalid("rows-refused", "Nothing was stored, because some rows cannot be taken.", faults)


def closes_too_many(closed: int) -> Conflict:
    return Conflict(
        "closes-too-many",
        f"{closed} vacancies are not in what was sent and would be closed: more than a fifth of those that are open."
        " Look with dryRun which; if it is right, send it with confirmed.",
    )


def not_theirs(by: Iterable[str]) -> Forbidden:
    return Forbidden("missing-role", f"The covenant lets {' or '.join(by)} of the organisation do this.")


def beyond_the_agreement(bound: str) -> Invalid:
    return Invalid("beyond-the-agreement", "The covenant does not go as far.", [Fault("/days", f"must be {bound}")])


def opens_in_the_past() -> Invalid:
    return Invalid(
        "opens-in-the-past",
        "The moment of opening must lie ahead.",
        [Fault("/openAt", "must lie ahead; leave it out to open now")],
    )


def closing_date_passed(opening: date) -> Invalid:
    return Invalid(
        "closing-date-passed",
        "The closing date lies before the opening.",
        [Fault("/closingDate", f"must be {opening} or later: that is when it opens")],
    )


def ends_before_it_starts() -> Invalid:
    return Invalid(
        "ends-before-it-starts", "The work ends before it starts.", [Fault("/endDate", "must not be before startDate")]
    )


def no_placement() -> Conflict:
    return Conflict(
        "no-placement",
        "`filled` needs at least one placement: name who came, and by which way, or have a match recorded as placed"
        " first. What was filled by nobody known is `not-given`.",
    )


def match_not_placed() -> Conflict:
    return Conflict(
        "match-not-placed",
        "A match that is named is not known as placed for this yet. Record the placement with the match first"
        " (matching: POST …/matches/{matchId}/placement); then send this again.",
    )


def reaction_not_standing() -> Conflict:
    return Conflict(
        "reaction-not-standing",
        "A reaction that is named is not one of this vacancy, was withdrawn, or was found unsuitable.",
    )


def not_for_this_need(contract: str) -> Invalid:
    return Invalid(
        "invalid-input",
        "A secondment request is filled by a secondment from a named organisation.",
        [Fault("/placements", f"must be a secondment with `from`, not {contract}")],
    )


def ends_no_later(end_date: date) -> Invalid:
    return Invalid(
        "ends-no-later",
        "An extension ends later than what was agreed.",
        [Fault("/endDate", f"must be after {end_date}")],
    )


def leaves_no_gap() -> Conflict:
    return Conflict("leaves-no-gap", "Only somebody who is lent for a time leaves a place to fill meanwhile.")


def gap_is_filled(gap: str) -> Conflict:
    return Conflict("gap-is-filled", f"The gap was answered with a {gap}, which stands; change or close that instead.")


def not_the_lender() -> Forbidden:
    return Forbidden("not-the-lender", "Only the lender says how the place is filled that somebody leaves for a time.")
