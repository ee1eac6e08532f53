"""What a caller is told beside the answer itself, in English and Dutch."""

from collections.abc import Iterator

from starlette.requests import Request

from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.addresses import is_on_a_domain_of
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import Identity, RegisteredBy
from doorstroom_common.errors import Unavailable
from doorstroom_common.http import AnswerModel
from doorstroom_common.http.problems import language_of
from doorstroom_common.locales import translator

WORDS = {
    "address-of-an-employer": (
        "This address is on the mail domain of an employer in the network, who may read along. Use a private address."
    ),
    "employer-knows": (
        "Your employer registered you and knows when you confirm it. It does not see what you change afterwards."
    ),
    "confirm-first": ("Nothing is published until you confirm this registration. If you do not want it, erase it."),
    "employer-not-in-a-covenant": (
        "This employer is not a member of any covenant in force, so you take part as somebody from outside."
    ),
    "do-you-still-take-part": (
        "Do you still take part? Any change says yes, an empty one too; else all is erased on keptUntilDate."
    ),
}
"""In English; the catalogue has the Dutch."""


class Warning(AnswerModel):  # noqa: A001 - what the answer calls it
    """Something to know or to do; `code` stays the same, `message` is in the caller's language."""

    code: str
    message: str


def warnings_for(
    request: Request, parts: Parts, known: Candidate | Registration, identity: Identity, *, person: bool
) -> list[Warning]:
    """The warnings for whoever reads this now. None of them depends on anybody else's data."""
    translate = translator("doorstroom_candidate", language_of(request.scope))
    codes = _for_person(parts, known) if person else iter(())
    found = [*_for_everybody(parts, identity), *codes]
    return [Warning(code=code, message=translate(WORDS[code])) for code in found]


def _for_everybody(parts: Parts, identity: Identity) -> Iterator[str]:
    if is_on_a_domain_of(identity.email, parts.mail_domains):
        yield "address-of-an-employer"


def _for_person(parts: Parts, known: Candidate | Registration) -> Iterator[str]:
    if isinstance(known, Registration):
        yield "confirm-first"
        yield "employer-knows"
        return
    if known.registered_by is RegisteredBy.EMPLOYER:
        yield "employer-knows"
    if known.employment and not _is_member(parts, known.employment.employer):
        yield "employer-not-in-a-covenant"
    if known.asked_at:
        yield "do-you-still-take-part"


def _is_member(parts: Parts, employer: str) -> bool:
    """Not known yet counts as a member: no warning without ground."""
    try:
        return parts.network.is_member(employer, parts.clock.now())
    except Unavailable:
        return True
