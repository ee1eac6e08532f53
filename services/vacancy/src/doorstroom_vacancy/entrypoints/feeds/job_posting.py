"""schema.org `JobPosting` as JSON-LD: for public vacancies alone. Its description is HTML, as job boards take it.

Pay is a scale here, and no amount is made of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from doorstroom_common.clock import AMSTERDAM, local_date
from doorstroom_vacancy.domain.advertised import Advertised
from doorstroom_vacancy.domain.values import ContractForOutsiders, Term
from doorstroom_vacancy.entrypoints.feeds.entry import Entry, fit
from doorstroom_vacancy.entrypoints.feeds.markup import as_html
from doorstroom_vacancy.entrypoints.feeds.words import Words

JSON_LD = "application/ld+json"
CONTEXT = {"@context": "https://schema.org"}
FULL_TIME_HOURS = 36
LAST_SECOND = time(23, 59, 59)
Node = dict[str, Any]


def job_postings(postings: Sequence[Node]) -> Node:
    """A page of them as a list."""
    listed = [_node("ListItem", position=place, item=posting) for place, posting in enumerate(postings, 1)]
    return CONTEXT | _node("ItemList", itemListElement=listed)


def job_posting(advertised: Advertised, entry: Entry, words: Words) -> Node:
    """Without `@context`, so that it can stand in a list."""
    details = advertised.details
    closes = datetime.combine(details.closing_date, LAST_SECOND, AMSTERDAM)
    return {
        "@id": entry.address,
        **_node(
            "JobPosting",
            identifier=_node("PropertyValue", propertyID="doorstroom", value=str(entry.posting_id)),
            title=entry.title,
            description=as_html(entry.content),
            url=entry.elsewhere or entry.reading,
            mainEntityOfPage=entry.page,
            datePosted=local_date(entry.since).isoformat(),
            validThrough=closes.isoformat(),
            hiringOrganization=_employer(entry.organisation, details.department),
            jobLocation=_place(entry.place),
            employmentType=_employment(advertised),
            workHours=words.hours(details.hours),
            totalJobOpenings=details.posts,
            relevantOccupation=_occupation(details.occupation),
            skills=[_skill(term) for term in (*details.required_skills, *details.wished_skills)] or None,
            applicationContact=_contact(advertised),
        ),
    }


def _node(kind: str, **properties: Any) -> Node:
    """Without what is not known."""
    return {"@type": kind, **{name: value for name, value in properties.items() if value is not None}}


def _employer(name: str, department: str | None) -> Node:
    part = _node("Organization", name=fit(department)) if department else None
    return _node("Organization", name=name, department=part)


def _place(name: str | None) -> Node | None:
    if name is None:
        return None
    return _node("Place", address=_node("PostalAddress", addressLocality=name, addressCountry="NL"))


def _employment(advertised: Advertised) -> list[str]:
    hours, contract = advertised.details.hours, advertised.details.contract_for_outsiders
    holds: Mapping[str, bool] = {
        "FULL_TIME": hours.max >= FULL_TIME_HOURS,
        "PART_TIME": hours.min < FULL_TIME_HOURS,
        "TEMPORARY": contract is not ContractForOutsiders.PERMANENT,
    }
    return [kind for kind, is_so in holds.items() if is_so]


def _occupation(term: Term) -> Node:
    code = _node("CategoryCode", codeValue=term.uri, inCodeSet=term.scheme)
    return _node("Occupation", name=fit(term.label) if term.label else None, occupationalCategory=code)


def _skill(term: Term) -> Node:
    label = fit(term.label) if term.label else None
    return _node("DefinedTerm", name=label, termCode=term.uri, inDefinedTermSet=term.scheme)


def _contact(advertised: Advertised) -> Node | None:
    contact = advertised.contact
    if contact is None:
        return None
    return _node("ContactPoint", name=fit(contact.name), email=contact.email, telephone=contact.phone)
