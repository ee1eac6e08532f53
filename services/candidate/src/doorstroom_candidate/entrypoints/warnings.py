"""What a caller is told beside the answer itself, in English and Dutch."""

from collections.abc import Iterable, Iterator

from starlette.requests import Request

from doorstroom_candidate.adapters.listing import Own
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.addresses import all_domains, is_on_a_domain_of
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
    "goes-when-you-start": (
        "You agreed on a new job. When it starts, at goesAt, everything known of you here is erased."
    ),
    "employer-will-know": ("You asked your employer to confirm your employment. By that it knows that you take part."),
    "adviser-at-your-employer": (
        "Your adviser works for your present employer, or has an address there. Choose another if it must not know."
    ),
    "adviser-recruits-for-your-employer": (
        "Your adviser also recruits for your present employer: two duties that clash. Consider another adviser."
    ),
}
"""In English; the catalogue has the Dutch."""


class Warning(AnswerModel):  # noqa: A001 - what the answer calls it
    """Something to know or to do; `code` stays the same, `message` is in the caller's language."""

    code: str
    message: str


def warnings_for_person(request: Request, parts: Parts, own: Own) -> list[Warning]:
    """For the person. None of them depends on anybody else's data."""
    return _worded(request, [*_for_everybody(parts, own.identity), *_of_knowing(parts, own), *_of_adviser(parts, own)])


def warnings_for_employer(request: Request, parts: Parts, identity: Identity) -> list[Warning]:
    """About what the employer itself gave."""
    return _worded(request, _for_everybody(parts, identity))


def _worded(request: Request, codes: Iterable[str]) -> list[Warning]:
    translate = translator("doorstroom_candidate", language_of(request.scope))
    return [Warning(code=code, message=translate(WORDS[code])) for code in codes]


def _for_everybody(parts: Parts, identity: Identity) -> Iterator[str]:
    if is_on_a_domain_of(identity.email, all_domains(parts.mail_domains)):
        yield "address-of-an-employer"


def _of_knowing(parts: Parts, own: Own) -> Iterator[str]:
    known = own.known
    if isinstance(known, Registration):
        yield "confirm-first"
        yield "employer-knows"
        return
    if known.registered_by is RegisteredBy.EMPLOYER:
        yield "employer-knows"
    if own.confirmation:
        yield "employer-will-know"
    if known.employment and not _is_member(parts, known.employment.employer):
        yield "employer-not-in-a-covenant"
    if known.goes_at:
        yield "goes-when-you-start"
    if known.asked_at:
        yield "do-you-still-take-part"


def _of_adviser(parts: Parts, own: Own) -> Iterator[str]:
    """Told from the address when the person chooses, and from where the adviser works once they accepted."""
    employment = own.known.employment
    if own.adviser is None or employment is None:
        return
    theirs = {employment.employer, employment.workplace} - {None}
    there = own.adviser.organisation in theirs
    domains = [domain for organisation in theirs for domain in parts.mail_domains.get(str(organisation), ())]
    if there or is_on_a_domain_of(own.adviser.email, domains):
        yield "adviser-at-your-employer"
    if there and own.adviser.also_recruits:
        yield "adviser-recruits-for-your-employer"


def _is_member(parts: Parts, employer: str) -> bool:
    """Not known yet counts as a member: no warning without ground."""
    try:
        return parts.network.is_member(employer, parts.clock.now())
    except Unavailable:
        return True
