"""Everything that this service refuses, in words that say what to do next."""

from datetime import date

from doorstroom_common.errors import Conflict, Fault, Invalid, NotFound, Stale


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
