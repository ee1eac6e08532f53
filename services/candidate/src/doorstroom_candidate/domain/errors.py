"""Everything that this service refuses, in words that say what to do next and hold nothing of what was sent."""

from collections.abc import Sequence

from doorstroom_common.errors import Conflict, Fault, Invalid, NotFound, Stale, Unavailable


def unknown() -> NotFound:
    """Unknown, or not for this caller: the two are not told apart."""
    return NotFound("not-found", "There is nothing here that this caller may see.")


def stale(expected: int, actual: int) -> Stale:
    return Stale(
        "stale", f"It has changed since: version {expected} was named, {actual} is the present one. Read it again."
    )


def invalid(faults: Sequence[Fault]) -> Invalid:
    return Invalid("invalid-input", "Every fault is listed under errors.", faults)


def already_a_candidate() -> Conflict:
    return Conflict(
        "already-a-candidate",
        "You take part already, and one person has one active profile. Change that one, or withdraw or erase it first.",
    )


def confirm_first() -> Conflict:
    return Conflict(
        "not-confirmed",
        "Your employer registered you and nothing is published. Confirm it first, or erase it if you do not want it.",
    )


def the_persons_now() -> Conflict:
    return Conflict(
        "confirmed-by-the-person",
        "The person has confirmed this registration, so name, address and profile are theirs to change or erase. Your"
        " organisation can change the employment and when the person goes first.",
    )


def takes_no_part() -> Conflict:
    return Conflict("takes-no-part", "You withdrew and take part no longer. Register anew to take part again.")


def nothing_to_confirm() -> Conflict:
    return Conflict(
        "nothing-to-confirm",
        "There is no employment that waits to be confirmed: you gave none, or your employer has confirmed it.",
    )


def answered_otherwise() -> Conflict:
    return Conflict(
        "answered-otherwise",
        "Your organisation gave the other answer before. If that was a mistake, the person can ask again.",
    )


def employer_cannot_answer() -> Conflict:
    return Conflict(
        "employer-not-in-a-covenant",
        "Your employer is not a member of any covenant in force, so nobody there could answer.",
    )


def not_in_a_covenant() -> Conflict:
    return Conflict(
        "not-in-a-covenant",
        "Your organisation is not a member of any covenant in force, so its employees would have priority nowhere."
        " Ask the co-ordinator of a network to add it to the covenant; when that version is in force, send this again.",
    )


def no_covenant_yet() -> Unavailable:
    return Unavailable("no-covenant-yet", "No covenant has arrived here yet; try again shortly.")


def rows_refused(faults: Sequence[Fault]) -> Invalid:
    return Invalid("rows-refused", "Nothing was stored. Every fault of every row is listed under errors.", faults)


def takes_back_too_many(rows: int, before: int) -> Conflict:
    return Conflict(
        "takes-back-too-many",
        f"There are {rows} rows and there were {before} before: more than a fifth less, which looks like half an"
        " export. Try it with dryRun, and send it with confirmed where all of that is meant.",
    )


def no_external_id_key() -> Conflict:
    return Conflict(
        "imports-not-set-up",
        "This installation takes no imports of candidates yet: its operator has not set the key under which the ids of"
        " other systems are hashed. Ask the operator, or register each employee without such an id.",
    )
