"""The parts of a vacancy and a secondment request as they come in, and the domain's values made of them."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from doorstroom_common.http import RequestModel
from doorstroom_common.http.fields import Code, Hours, LocalDate, Scales, ShortText, Slug, Term, refuse
from doorstroom_vacancy.domain import values

MOST_IN_TERMS = 9_000
"""In one list of skills, so that an event with two of them and an audience of 250 organisations stays under 64 KB."""

Url = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]+$", max_length=2000)]
Posts = Annotated[int, Field(ge=1, le=999, description="How many people are wanted.")]
OfficeDays = Annotated[int, Field(ge=0, le=7, description="Days a week at the office.")]
RequiredShare = Annotated[int, Field(ge=0, le=100, description="Percent of the required skills that is enough.")]


def _fit_for_an_event(terms: list[Term]) -> list[Term]:
    if sum(len(term.uri) + 2 * len(term.label or "") for term in terms) > MOST_IN_TERMS:
        raise refuse("too-much-in-terms", f"must be shorter than {MOST_IN_TERMS} characters together, labels twice")
    return terms


Terms = Annotated[list[Term], Field(max_length=50), AfterValidator(_fit_for_an_event)]
Conditions = Annotated[list[Code], Field(max_length=50, description="Before the start: `vog`, `oath`, …")]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]


class Place(RequestModel):
    """Where the work is done."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Need(RequestModel):
    """How long the work lasts: `structural`, or `until` a date. Not the same as the contract for outsiders."""

    kind: values.NeedKind
    until: LocalDate | None = None

    @model_validator(mode="after")
    def _dated_when_it_ends(self) -> Self:
        if (self.kind is values.NeedKind.UNTIL) != (self.until is not None):
            raise refuse("need-until", "a need `until` has a date, and a structural one none")
        return self


class Offer(RequestModel):
    """Terms on offer beside scale and hours. All of it may be left out, and is unknown then. Money is in whole cents.

    Without a pension fund it is the one that the covenant names for the organisation.
    """

    trial_period: bool | None = None
    allowances_monthly_cents: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    pension_fund: Slug | None = None
    travel_yearly_cents: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    leave_yearly_hours: Annotated[float, Field(ge=0, le=1_000)] | None = None
    promotion: values.Promotion | None = None


class ContactPerson(RequestModel):
    """Whom to ask. Shown to the audience; kept out of events, and out of feeds unless `public`."""

    name: ShortText
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]{1,64}@[^@\s]{1,190}$")] | None = None
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9+() .-]{3,30}$")] | None = None
    public: Annotated[bool, Field(description="Whether feeds show this person too, to whoever reads them.")] = False


ADVERT = ("text", "contact_person")
_MADE_OF: dict[type[BaseModel], type[Any]] = {
    Term: values.Term,
    Hours: values.Hours,
    Scales: values.Scales,
    Need: values.Need,
    Place: values.Place,
    Offer: values.Offer,
    ContactPerson: values.ContactPerson,
}


def names_of(details: type[Any]) -> tuple[str, ...]:
    """The fields of a details class; a form calls them the same."""
    return tuple(field.name for field in fields(details))


def named(form: BaseModel, names: Iterable[str]) -> dict[str, Any]:
    """The domain's values of those fields that the body names."""
    return {name: _value(getattr(form, name)) for name in names if name in form.model_fields_set}


def whole(form: BaseModel, names: Iterable[str]) -> dict[str, Any]:
    """The domain's values of all these fields, with their defaults."""
    return {name: _value(getattr(form, name)) for name in names}


def _value(given: Any) -> Any:
    make = _MADE_OF.get(type(given))
    if make:
        return make(**given.__dict__)
    return tuple([_value(item) for item in given]) if isinstance(given, list) else given
