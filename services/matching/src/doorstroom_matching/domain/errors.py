"""Everything that this service refuses, in words that say what to do next and hold nothing of anybody."""

from collections.abc import Iterable
from datetime import date

from doorstroom_common.errors import Conflict, Fault, Forbidden, Invalid, NotFound, Stale


def unknown() -> NotFound:
    """Unknown, or not for this caller: the two are not told apart."""
    return NotFound("not-found", "There is nothing here, or nothing that is yours to see.")


def not_your_step(side: str) -> Forbidden:
    return Forbidden("not-your-step", f"This step is for the {side} to take.")


def stale(expected: int, actual: int) -> Stale:
    return Stale(
        "stale", f"It has changed since: version {expected} was named, {actual} is the present one. Read it again."
    )


def wrong_status(status: str, may_follow: Iterable[str]) -> Conflict:
    """Names what the present status leaves, so that a caller can go on."""
    left = ", ".join(may_follow)
    what = f"What may follow is: {left}." if left else "Nothing may follow."
    return Conflict("wrong-status", f"This does not follow: it is {status} now. {what}")


def term_passed() -> Conflict:
    return Conflict("term-passed", "The term for this answer has passed, and the question was closed unanswered.")


def no_employer() -> Conflict:
    return Conflict(
        "no-employer",
        "Somebody is lent by the employer that they have, and no employer is known of you. Add your employment to your"
        " profile first, or look for a vacancy.",
    )


def employment_not_confirmed() -> Conflict:
    return Conflict(
        "employment-not-confirmed",
        "The present employment is declared and not yet confirmed. Ask the candidate to have it confirmed; a placement"
        " is recorded after that.",
    )


def forwarded_before() -> Conflict:
    return Conflict(
        "forwarded-before", "It was forwarded to you already, and it is forwarded once. Accept or decline it."
    )


def not_to_be_referred(status: str) -> Conflict:
    return Conflict(
        "wrong-status",
        f"Somebody is referred after they granted you contact, also after a rejection; this match is {status} now.",
    )


def already_referred() -> Conflict:
    return Conflict("already-referred", "This candidate was referred to this receiver before; look at that referral.")


def not_rejected(status: str) -> Conflict:
    return Conflict("wrong-status", f"Others who look for the same are listed after a rejection; this is {status} now.")


def nothing_asked() -> Conflict:
    return Conflict("wrong-status", "Nothing is asked about this match: the organisation sees it, or it has ended.")


def not_to_be_overruled(status: str) -> Conflict:
    return Conflict(
        "wrong-status", f"The order is overruled before a candidate is asked anything; this match is {status} now."
    )


def better_tier_waits(until: date | None) -> Conflict:
    """Says nothing of how many wait, nor of anybody whom the organisation does not see."""
    term = f", wait until their term has passed on {until.isoformat()}" if until else ""
    return Conflict(
        "better-tier-waits",
        f"Somebody of a better tier still waits for your answer. Ask them for contact or reject them{term}, or overrule"
        " the order for this match with a reason.",
    )


def overruled_before() -> Conflict:
    return Conflict("overruled-before", "The order was overruled for this match already; go on with it.")


def nothing_to_overrule() -> Conflict:
    return Conflict("nothing-to-overrule", "Nobody of a better tier waits for your answer; just go on with this match.")


def nothing_to_look_past() -> Conflict:
    return Conflict(
        "nothing-to-overrule",
        "Nobody of a better tier waits for your answer; whoever is proposed from outside is shown.",
    )


def looks_outside_already() -> Conflict:
    return Conflict("overruled-before", "The order was overruled for this vacancy already; look at its proposals.")


def not_public() -> Conflict:
    return Conflict(
        "not-public", "People from outside are proposed while a vacancy is open to the public; this is not."
    )


def consent_out_of_range() -> Invalid:
    return Invalid(
        "invalid-input",
        "The consent ends on a day that cannot be.",
        [Fault("/untilDate", "must be today or later, and at most a year ahead")],
    )


def fault(place: str, words: str) -> Invalid:
    return Invalid("invalid-input", "Every fault is listed under errors.", [Fault(place, words)])
