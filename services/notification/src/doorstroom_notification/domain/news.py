"""What happened, where a kind of alert tells more than one thing."""

from enum import StrEnum


class News(StrEnum):
    CONTACT_GRANTED = "contact-granted"
    CONTACT_DECLINED = "contact-declined"
    NO_ANSWER = "no-answer"
    ANSWER_OVERDUE = "answer-overdue"
    UNAVAILABLE = "unavailable"
    CONTACT_ENDED = "contact-ended"

    AGREED = "agreed"
    EMPLOYER_DECLINED = "employer-declined"
    CALLED_OFF = "called-off"
    EXTENSION = "extension"
    ENDED = "ended"

    ARRIVES = "arrives"
    LENT = "lent"

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    FORWARDED = "forwarded"
    CONSENT_REFUSED = "consent-refused"
    CONSENT_UNANSWERED = "consent-unanswered"
    WITHDRAWN = "withdrawn"
