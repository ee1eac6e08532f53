"""What may follow what, written down a second time: by status and noun, what comes of it, and whose each noun is."""

from dataclasses import dataclass

VACANCY, REQUEST = "vacancy", "secondment-request"
ORGANISATION, LENDER, CANDIDATE, SYSTEM = "organisation", "lender", "candidate", "system"

_REJECT = {"rejection": "rejected"}
_STOP = {"withdrawal": "withdrawn"}
_TAKE_BACK = {"employer-refusal": "employer-declined"}

PATHS: dict[str, dict[str, dict[str, str]]] = {
    VACANCY: {
        "proposed": {"contact-request": "contact-requested", **_REJECT, **_STOP},
        "contact-requested": {
            "contact-grant": "contact-granted", "contact-refusal": "contact-declined", **_REJECT, **_STOP,
        },
        "contact-granted": {"invitation": "invited", **_REJECT, **_STOP},
        "invited": {"offer": "offered", **_REJECT, **_STOP},
        "offered": {"placement": "placed", **_REJECT, **_STOP},
    },
    REQUEST: {
        "proposed": {"agreement": "candidate-agreed", "contact-refusal": "contact-declined"},
        "candidate-agreed": {"employer-consent": "employer-agreed", **_TAKE_BACK, **_STOP},
        "employer-agreed": {"invitation": "invited", **_REJECT, **_TAKE_BACK, **_STOP},
        "invited": {"offer": "offered", **_REJECT, **_TAKE_BACK, **_STOP},
        "offered": {"placement": "placed", **_REJECT, **_TAKE_BACK, **_STOP},
    },
}  # fmt: skip

BY = {
    "contact-request": ORGANISATION, "invitation": ORGANISATION, "offer": ORGANISATION, "placement": ORGANISATION,
    "rejection": ORGANISATION, "contact-grant": CANDIDATE, "contact-refusal": CANDIDATE, "agreement": CANDIDATE,
    "withdrawal": CANDIDATE, "employer-consent": LENDER, "employer-refusal": LENDER,
}  # fmt: skip
NOUNS = tuple(BY)
ONWARD = ("contact-request", "contact-grant", "agreement", "employer-consent", "invitation", "offer", "placement")
"""By these a match comes nearer to a placement."""

ANSWERS = {VACANCY: {"contact-grant", "contact-refusal"}, REQUEST: {"employer-consent", "employer-refusal"}}
"""Answers to a question with a term."""

QUESTIONS = {"contact-requested", "candidate-agreed"}
OPEN = {status for paths in PATHS.values() for status in paths}
REFERABLE = {"contact-granted", "employer-agreed", "invited", "offered", "rejected"}

REFERRAL_PATHS: dict[str, dict[str, str]] = {
    "awaiting-consent": {"consent": CANDIDATE},
    "sent": {"consent": CANDIDATE, "acceptance": "receiver", "declination": "receiver", "forwarding": "receiver"},
}
REFERRAL_NOUNS = tuple(REFERRAL_PATHS["sent"])
WAITING = set(REFERRAL_PATHS)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a call should be answered; of what does not follow, what would."""

    status: int
    slug: str | None = None
    may_follow: frozenset[str] | None = None


def refused(kind: str, status: str) -> Expected:
    return Expected(409, "wrong-status", frozenset(PATHS[kind].get(status, {})))
