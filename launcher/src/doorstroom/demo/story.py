"""What happens in the demo, as data: who does what on which day, with the very bodies that are posted.

A story is written before anything runs and says nothing of what should come of it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What can be done, in the order in which the things of one day are done."""

    RECRUITER = "recruiter"
    VACANCY = "vacancy"
    SECONDMENT = "secondment-request"
    CANDIDATE = "candidate"
    REGISTRATION = "registration"
    CONFIRMATION = "confirmation"
    REACTION = "reaction"
    REACTION_WITHDRAWAL = "reaction-withdrawal"
    CANDIDATE_WITHDRAWAL = "candidate-withdrawal"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Step:
    """`by` is an organisation, or the key of a person; `about` the key of what an earlier step made."""

    day: int
    kind: Kind
    key: str
    by: str
    body: Mapping[str, Any]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """`covenant` names a file that comes with the product; day 0 is `start`, the last one `days`."""

    covenant: str
    organisations: tuple[str, ...]
    start: date
    days: int
    steps: tuple[Step, ...]

    def on(self, day: int, kind: Kind) -> list[Step]:
        return [step for step in self.steps if step.day == day and step.kind is kind]

    def of(self, kind: Kind) -> list[Step]:
        return [step for step in self.steps if step.kind is kind]

    def as_json(self) -> dict[str, Any]:
        """Plain values, for whoever wants to work out by other means what should come of it."""
        return {**asdict(self), "start": self.start.isoformat()}
