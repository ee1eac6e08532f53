"""What a change takes in: every field may be left out and then stays; null empties what can be empty."""

from typing import Annotated, Any

from pydantic import Field

from doorstroom_candidate.entrypoints.schemas import (
    Clauses,
    EmploymentBody,
    GoesFirstBody,
    HoursBody,
    Moves,
    Phone,
    Slugs,
    TermBody,
    Terms,
    profile_fields,
)
from doorstroom_common.http import RequestModel, example
from doorstroom_common.http.fields import Email, LocalDate, ScaleCode, ShortText


def _left_out() -> Any:
    """Never read: what a body does not set stays as it is."""
    return None


STAYS = Field(default_factory=_left_out)


class ChangeIdentity(RequestModel):
    """Who it is, corrected."""

    name: ShortText = STAYS
    email: Email = STAYS
    phone: Phone | None = None


class ChangeCandidate(RequestModel, json_schema_extra=example(hours={"min": 24, "max": 32}, lowestScale="9")):
    """A person changes their own; an empty change says that they still take part. An employer changes what it gave."""

    identity: ChangeIdentity = STAYS
    employment: EmploymentBody | None = None
    goes_first: GoesFirstBody | None = None
    hidden_from_employer: bool = STAYS
    occupations: Annotated[list[TermBody], Field(max_length=20)] = STAYS
    skills: Terms = STAYS
    hours: HoursBody = STAYS
    lowest_scale: ScaleCode | None = None
    available_from_date: LocalDate | None = None
    moves: Moves = STAYS
    blocked_organisations: Slugs = STAYS
    accepts_loss: Clauses = STAYS

    def gives(self, name: str) -> bool:
        return name in self.model_fields_set

    def profile_changes(self) -> dict[str, Any]:
        return profile_fields(self, self.model_fields_set)

    def identity_changes(self) -> dict[str, Any]:
        if not self.gives("identity"):
            return {}
        return {name: getattr(self.identity, name) for name in self.identity.model_fields_set}
