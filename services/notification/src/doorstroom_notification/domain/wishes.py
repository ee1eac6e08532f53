"""What a recruiter wants to hear, and how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What an alert is about."""

    MATCH = "match"
    VACANCY = "vacancy"
    STAGE = "stage"
    SECONDMENT_REQUEST = "secondment-request"
    ANSWER = "answer"
    EMPLOYER_CONSENT = "employer-consent"
    SECONDMENT = "secondment"
    REFERRAL = "referral"
    PLACEMENT = "placement"


class Channel(StrEnum):
    """How it arrives. An e-mail stands in the inbox as well; with `none` there is no alert at all."""

    EMAIL = "email"
    INBOX = "inbox"
    NONE = "none"


DEFAULTS: Mapping[Kind, Channel] = {
    Kind.MATCH: Channel.EMAIL,
    Kind.SECONDMENT_REQUEST: Channel.EMAIL,
    Kind.VACANCY: Channel.INBOX,
    Kind.STAGE: Channel.INBOX,
    Kind.ANSWER: Channel.EMAIL,
    Kind.EMPLOYER_CONSENT: Channel.EMAIL,
    Kind.SECONDMENT: Channel.EMAIL,
    Kind.REFERRAL: Channel.EMAIL,
    Kind.PLACEMENT: Channel.INBOX,
}
"""What asks for somebody's attention at once by e-mail; new vacancies, stages and recorded moves in the inbox."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """A recruiter's own choices; what they did not choose follows the defaults, also when those change."""

    chosen: Mapping[Kind, Channel] = field(default_factory=dict)

    def channel(self, kind: Kind) -> Channel:
        return self.chosen.get(kind, DEFAULTS[kind])

    def with_changes(self, changes: Mapping[Kind, Channel]) -> "Wishes":
        return Wishes({**self.chosen, **changes})
