"""The matching service, written from its openapi.json (`generate.py`); change nothing here."""

from collections.abc import Iterator
from typing import Literal, NotRequired, TypeAlias, TypedDict, cast

from doorstroom_client.calling import Caller, quoted


class AgreedAnswer(TypedDict):
    """What the present employer agreed to."""

    startDate: str
    endDate: str
    hours: float
    rightToReturn: bool
    replacement: Literal["none", "vacancy", "secondment-request", "colleagues"]


class Agreement(TypedDict):
    """From which day, for how many hours a week; the same consent lets the employer know who it is."""

    untilDate: NotRequired["str | None"]
    availableFromDate: NotRequired["str | None"]
    hours: NotRequired["float | None"]


class CardAnswer(TypedDict):
    """All that is shown of a candidate before contact is granted, as far as at least five profiles share
    it.
    """

    occupationGroup: NotRequired["str | None"]
    skillsPresent: NotRequired["list[TermAnswer] | None"]
    skillsCount: NotRequired["int | None"]
    skillsAsked: int
    hoursBand: NotRequired["str | None"]
    startMonth: NotRequired["str | None"]
    scaleFits: NotRequired["bool | None"]
    goesFirst: NotRequired["bool | None"]
    contractKept: NotRequired[Literal["yes", "with-supplement", "no"] | None]
    withheld: NotRequired[list[str]]


class Clause(TypedDict):
    """A clause of contract preservation: kept, or why not."""

    clause: "ClauseCode"
    kept: bool
    reason: NotRequired["str | None"]


class ClauseAnswer(TypedDict):
    clause: str
    finding: str
    kept: bool
    reason: NotRequired["str | None"]


ClauseCode: TypeAlias = Literal[
    "permanent-stays-permanent",
    "no-new-trial-period",
    "pay",
    "service",
    "chain",
    "pension",
    "hours",
    "travel-and-leave",
    "promotion",
]


class CompetitionAnswer(TypedDict):
    """In which order people are looked at, and how many there are in each tier."""

    clause: str
    tiers: list["TierAnswer"]
    reactions: "CountAnswer"


class Consent(TypedDict):
    """What the present employer lends: the days, the hours a week, the way back, and how the gap is
    filled.
    """

    startDate: str
    endDate: str
    hours: float
    rightToReturn: bool
    replacement: Literal["none", "vacancy", "secondment-request", "colleagues"]


class CountAnswer(TypedDict):
    """A number of people; none is told under five."""

    count: "int | None"
    fewerThanFive: bool


class CovenantCited(TypedDict):
    """The covenant that governs the need, in the version under which it was opened."""

    covenantId: str
    version: int
    hash: str


class DaysAnswer(TypedDict):
    """The first and the last day of the work."""

    startDate: str
    endDate: str


class Declination(TypedDict):
    reason: Literal["other-candidate", "skills", "experience", "terms", "availability", "need-changed"]


class EmployerRefusal(TypedDict):
    reason: Literal["work-cannot-be-missed", "no-replacement", "dates", "hours"]


class ExplanationAnswer(TypedDict):
    """Why somebody is proposed for a need, or why not, as the rules find it now."""

    seenAs: NotRequired[Literal["candidate", "adviser"]]
    needId: str
    candidateId: str
    proposed: bool
    because: Literal["need-closed", "matching-off", "candidate-withdrawn"] | None
    relation: str
    relationCovenant: "str | None"
    tier: "str | None"
    competition: "CompetitionAnswer | None"
    covenant: "CovenantCited"
    rulesVersion: str
    score: int
    scoreParts: list["ScorePart"]
    explanation: list["RuleAnswer"]


class Forwarding(TypedDict):
    receiver: "ReceiverForm"


class Grant(TypedDict):
    """Until which day: 90 days from now unless it says so, and at most a year."""

    untilDate: NotRequired["str | None"]


class LenderMatch(TypedDict):
    """With what was agreed."""

    matchId: str
    version: int
    status: Literal[
        "proposed",
        "contact-requested",
        "contact-granted",
        "contact-declined",
        "candidate-agreed",
        "employer-agreed",
        "employer-declined",
        "invited",
        "offered",
        "placed",
        "rejected",
        "no-answer",
        "withdrawn",
    ]
    withdrawnBecause: "str | None"
    need: "NeedAnswer"
    changedAt: str
    dueAt: "str | None"
    consentUntil: "str | None"
    mayDo: list[str]
    seenAs: NotRequired[Literal["lender"]]
    borrower: str
    days: "DaysAnswer"
    wish: "WishAnswer"
    askedAt: str
    steps: list["StepAnswer"]
    agreed: "AgreedAnswer | None"
    placement: "PlacementAnswer | None"


class LenderMatchSummary(TypedDict):
    """An employee who wants to be lent. Who it is stands in what they disclosed to you."""

    matchId: str
    version: int
    status: Literal[
        "proposed",
        "contact-requested",
        "contact-granted",
        "contact-declined",
        "candidate-agreed",
        "employer-agreed",
        "employer-declined",
        "invited",
        "offered",
        "placed",
        "rejected",
        "no-answer",
        "withdrawn",
    ]
    withdrawnBecause: "str | None"
    need: "NeedAnswer"
    changedAt: str
    dueAt: "str | None"
    consentUntil: "str | None"
    mayDo: list[str]
    seenAs: NotRequired[Literal["lender"]]
    borrower: str
    days: "DaysAnswer"
    wish: "WishAnswer"
    askedAt: str


class LooksOutside(TypedDict):
    """A vacancy for which people from outside are shown before those of a better tier have had an answer."""

    needId: str
    tier: str
    reason: str
    overruledAt: str


class MatchPage(TypedDict):
    """Matches: of one need the first to be looked at first, otherwise the newest first."""

    items: list["OrganisationMatchSummary | LenderMatchSummary | PersonMatchSummary"]


class NeedAnswer(TypedDict):
    """The vacancy or secondment request."""

    kind: Literal["vacancy", "secondment-request"]
    id: str
    title: str


class NeedOff(TypedDict):
    """A vacancy or request for which matching is switched off."""

    needId: str
    title: "str | None"
    since: str


class NewReferral(TypedDict):
    matchId: str
    receiver: "ReceiverForm"


class Nothing(TypedDict):
    """The step says it all."""


class Offer(TypedDict):
    contract: NotRequired[Literal["permanent", "temporary", "secondment"] | None]
    startDate: NotRequired["str | None"]


class OfferAnswer(TypedDict):
    contract: NotRequired["str | None"]
    startDate: NotRequired["str | None"]


class OnwardAnswer(TypedDict):
    """The best place first."""

    items: list["OnwardNeed"]


class OnwardNeed(TypedDict):
    """A vacancy of another organisation for which the rules propose the candidate."""

    organisation: str
    need: "NeedAnswer"


class OrganisationExplanation(TypedDict):
    """Why somebody is proposed for a need of the organisation, as far as the card goes."""

    seenAs: NotRequired[Literal["organisation"]]
    matchId: str
    needId: str
    proposed: bool
    explanation: list["RuleAnswer"]
    leftOut: list[str]


class OrganisationMatch(TypedDict):
    """With its explanation, as far as the card goes."""

    matchId: str
    version: int
    status: Literal[
        "proposed",
        "contact-requested",
        "contact-granted",
        "contact-declined",
        "candidate-agreed",
        "employer-agreed",
        "employer-declined",
        "invited",
        "offered",
        "placed",
        "rejected",
        "no-answer",
        "withdrawn",
    ]
    withdrawnBecause: "str | None"
    need: "NeedAnswer"
    changedAt: str
    dueAt: "str | None"
    consentUntil: "str | None"
    mayDo: list[str]
    score: "int | None"
    proposedAt: str
    seenAs: NotRequired[Literal["organisation"]]
    rank: "int | None"
    card: "CardAnswer | None"
    overdueSince: "str | None"
    explanation: list["RuleAnswer"]
    steps: list["StepAnswer"]
    agreed: "AgreedAnswer | None"
    offer: "OfferAnswer | None"
    placement: "PlacementAnswer | None"
    throughReferral: "str | None"


class OrganisationMatchSummary(TypedDict):
    """A candidate for one of the organisation's own needs, as a card without identity."""

    matchId: str
    version: int
    status: Literal[
        "proposed",
        "contact-requested",
        "contact-granted",
        "contact-declined",
        "candidate-agreed",
        "employer-agreed",
        "employer-declined",
        "invited",
        "offered",
        "placed",
        "rejected",
        "no-answer",
        "withdrawn",
    ]
    withdrawnBecause: "str | None"
    need: "NeedAnswer"
    changedAt: str
    dueAt: "str | None"
    consentUntil: "str | None"
    mayDo: list[str]
    score: "int | None"
    proposedAt: str
    seenAs: NotRequired[Literal["organisation"]]
    rank: "int | None"
    card: "CardAnswer | None"
    overdueSince: "str | None"


class OverruledShare(TypedDict):
    """How often in the past year an organisation overruled the order, of all matches about which it
    decided.
    """

    organisation: str
    days: int
    percent: "int | None"
    tooFew: bool


class Overruling(TypedDict):
    """Why those of a better tier are not looked at first."""

    reason: Literal["skills", "experience", "availability", "terms", "agreed-with-network"]


class PendingAnswer(TypedDict):
    """A match or a referral that somebody waits to hear of."""

    kind: Literal["match", "referral"]
    id: str
    seenAs: Literal["organisation", "lender", "receiver", "candidate"]
    status: str
    need: "NeedAnswer | None"
    waitsSince: str
    dueAt: "str | None"
    overdueSince: "str | None"
    mayDo: list[str]


class PendingPage(TypedDict):
    """What waits, oldest due first."""

    items: list["PendingAnswer"]


class PersonMatch(TypedDict):
    """With its whole explanation."""

    matchId: str
    version: int
    status: Literal[
        "proposed",
        "contact-requested",
        "contact-granted",
        "contact-declined",
        "candidate-agreed",
        "employer-agreed",
        "employer-declined",
        "invited",
        "offered",
        "placed",
        "rejected",
        "no-answer",
        "withdrawn",
    ]
    withdrawnBecause: "str | None"
    need: "NeedAnswer"
    changedAt: str
    dueAt: "str | None"
    consentUntil: "str | None"
    mayDo: list[str]
    score: "int | None"
    proposedAt: str
    seenAs: NotRequired[Literal["candidate", "adviser"]]
    candidateId: str
    organisation: str
    relation: str
    relationCovenant: "str | None"
    tier: str
    shownToOrganisation: bool
    shownToLender: "str | None"
    askedFirst: bool
    heldBack: bool
    agreedToShowing: "bool | None"
    card: "CardAnswer | None"
    competition: "CompetitionAnswer | None"
    scoreParts: list["ScorePart"]
    explanation: list["RuleAnswer"]
    steps: list["StepAnswer"]
    wish: "WishAnswer | None"
    agreed: "AgreedAnswer | None"
    offer: "OfferAnswer | None"
    placement: "PlacementAnswer | None"
    throughReferral: "str | None"


class PersonMatchSummary(TypedDict):
    """A person's own match; an adviser whom the person chose reads the same, and can do nothing."""

    matchId: str
    version: int
    status: Literal[
        "proposed",
        "contact-requested",
        "contact-granted",
        "contact-declined",
        "candidate-agreed",
        "employer-agreed",
        "employer-declined",
        "invited",
        "offered",
        "placed",
        "rejected",
        "no-answer",
        "withdrawn",
    ]
    withdrawnBecause: "str | None"
    need: "NeedAnswer"
    changedAt: str
    dueAt: "str | None"
    consentUntil: "str | None"
    mayDo: list[str]
    score: "int | None"
    proposedAt: str
    seenAs: NotRequired[Literal["candidate", "adviser"]]
    candidateId: str
    organisation: str
    relation: str
    relationCovenant: "str | None"
    tier: str
    shownToOrganisation: bool
    shownToLender: "str | None"
    askedFirst: bool
    heldBack: bool
    agreedToShowing: "bool | None"
    card: "CardAnswer | None"


class PersonRefusal(TypedDict):
    reason: NotRequired[Literal["not-interested", "other-job", "timing", "travel", "terms", "private"] | None]


class Placement(TypedDict):
    """A move as it was agreed; what it leaves unsaid of a clause is as the rules found it."""

    startDate: str
    endDate: NotRequired["str | None"]
    contract: Literal["permanent", "temporary", "secondment"]
    hours: NotRequired["float | None"]
    clauses: NotRequired[list["Clause"]]


class PlacementAnswer(TypedDict):
    startDate: str
    endDate: NotRequired["str | None"]
    contract: str
    hours: NotRequired["float | None"]
    clauses: list["ClauseAnswer"]


class ReceiverForm(TypedDict):
    """An organisation, or one vacancy of another organisation."""

    organisation: NotRequired["str | None"]
    needId: NotRequired["str | None"]


class ReferralAnswer(TypedDict):
    """One candidate handed on. Who it is stands in what they disclose once it is accepted."""

    referralId: str
    version: int
    seenAs: "ReferralSide"
    status: "ReferralStatus"
    sender: str
    receiver: str
    need: "NeedAnswer | None"
    generation: Literal[1, 2]
    matchId: "str | None"
    card: "CardAnswer | None"
    madeAt: str
    changedAt: str
    dueAt: "str | None"
    sentAt: "str | None"
    answeredAt: "str | None"
    consentUntil: "str | None"
    reason: "str | None"
    mayDo: list[str]


class ReferralConsent(TypedDict):
    """Yes or no for this receiver; a yes lasts 90 days unless it says so, and at most a year."""

    granted: bool
    untilDate: NotRequired["str | None"]


class ReferralPage(TypedDict):
    """Referrals, the newest first."""

    items: list["ReferralAnswer"]


ReferralSide: TypeAlias = Literal["sender", "receiver", "candidate"]

ReferralStatus: TypeAlias = Literal[
    "awaiting-consent", "sent", "consent-refused", "accepted", "declined", "no-answer", "forwarded", "withdrawn"
]


class Rejection(TypedDict):
    reason: Literal["other-candidate", "skills", "experience", "terms", "availability", "need-changed"]


class RuleAnswer(TypedDict):
    """One rule that was looked at: its finding as a code and in words, the clause it rests on, and what it
    read.
    """

    rule: str
    finding: str
    words: "WordsAnswer"
    source: NotRequired["str | None"]
    inputs: list[str]
    figures: dict[str, "str | int | float | bool | None"]


class ScorePart(TypedDict):
    """0 to 1000 points, and the covenant's weight."""

    name: str
    points: int
    weight: int


SheetKind: TypeAlias = Literal["matches"]


class Showing(TypedDict):
    """May the organisation see it?"""

    agreed: bool


Side: TypeAlias = Literal["organisation", "candidate", "lender", "system"]


class StepAnswer(TypedDict):
    """What came of it, on which side, when; the reason only to those who may know it."""

    taken: str
    by: "Side"
    at: str
    reason: "str | None"


class Switch(TypedDict):
    on: bool


class SwitchesAnswer(TypedDict):
    """Whether an organisation's needs are matched."""

    organisation: str
    on: bool
    offSince: "str | None"
    needsOff: list["NeedOff"]


class TermAnswer(TypedDict):
    scheme: str
    uri: str
    label: NotRequired["str | None"]
    version: NotRequired["str | None"]


class TierAnswer(TypedDict):
    """Those who compete together: more than one tier where the covenant merges them."""

    tiers: list["TierName"]
    yours: bool
    proposed: "CountAnswer"


TierName: TypeAlias = Literal["own_first", "own", "partner_first", "partner", "linked", "external"]


class WishAnswer(TypedDict):
    """From when and for how many hours a week somebody would be lent."""

    availableFromDate: NotRequired["str | None"]
    hours: NotRequired["float | None"]


class WordsAnswer(TypedDict):
    """The same in Dutch and in English."""

    nl: str
    en: str


class Problem(TypedDict):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: NotRequired[str]
    errors: NotRequired[list["Fault"]]


Fault = TypedDict(
    "Fault",
    {
        "in": NotRequired[Literal["body", "query", "path", "header"]],
        "pointer": NotRequired[str],
        "name": NotRequired[str],
        "line": NotRequired[int],
        "column": NotRequired[int],
        "code": NotRequired[str],
        "message": str,
    },
)


class MatchingService:
    """Pairs of a need and a candidate that the rules of a covenant let pass, each with its explanation. An
    organisation sees cards without identity; a person sees everything about themself. The system
    proposes, people decide.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list_matches(
        self,
        *,
        limit: "int | None" = None,
        need_id: "str | None" = None,
        status: Literal[
            "proposed",
            "contact-requested",
            "contact-granted",
            "contact-declined",
            "candidate-agreed",
            "employer-agreed",
            "employer-declined",
            "invited",
            "offered",
            "placed",
            "rejected",
            "no-answer",
            "withdrawn",
        ]
        | None = None,
        seen_as: Literal["organisation", "lender", "candidate", "adviser"] | None = None,
    ) -> Iterator["OrganisationMatchSummary | LenderMatchSummary | PersonMatchSummary"]:
        """The matches of the organisation's own needs, as cards without identity; or, for a person, their own.

        As lender: the employees whom others asked to be lent. As adviser: the matches of those who chose
        you.

        Scope: matches:read.
        """
        return self._caller.items(
            "/matching/v1/matches", {"limit": limit, "needId": need_id, "status": status, "seenAs": seen_as}
        )

    def read_match(
        self, match_id: str, *, seen_as: Literal["organisation", "lender", "candidate", "adviser"] | None = None
    ) -> "OrganisationMatch | LenderMatch | PersonMatch":
        """One match with its steps and its explanation, each rule in words and with the clause it rests on.

        Scope: matches:read.
        """
        return cast(
            "OrganisationMatch | LenderMatch | PersonMatch",
            self._caller.send("GET", f"/matching/v1/matches/{quoted(match_id)}", query={"seenAs": seen_as}).json(),
        )

    def export_matches(
        self,
        kind: str,
        *,
        format: Literal["csv", "xlsx", "json-lines"] | None = None,
        language: Literal["nl", "en"] | None = None,
    ) -> bytes:
        """The matches of the organisation's own needs as `GET /matches` shows them: as CSV, XLSX or JSON
        Lines.

        Scope: matches:read.
        """
        return self._caller.send(
            "GET", f"/matching/v1/exports/{quoted(kind)}", query={"format": format, "language": language}
        ).content

    def explain_pair(
        self, *, match_id: "str | None" = None, need_id: "str | None" = None, candidate_id: "str | None" = None
    ) -> "ExplanationAnswer | OrganisationExplanation":
        """Why somebody is proposed for a need, or why not: every rule, what it read and found, and the clause
        it rests on.

        To a person about themself and to the adviser whom they chose: everything, as the rules find it now.
        To the organisation of the need, by the match: as far as its card goes, with the rules that are left
        out named.

        Scope: matches:read.
        """
        return cast(
            "ExplanationAnswer | OrganisationExplanation",
            self._caller.send(
                "GET",
                "/matching/v1/explanations",
                query={"matchId": match_id, "needId": need_id, "candidateId": candidate_id},
            ).json(),
        )

    def request_contact(
        self, match_id: str, body: "Nothing | None", *, if_match: str | None = None
    ) -> "OrganisationMatch":
        """Ask the candidate whether you may know who they are. The covenant says within how many days they
        answer.

        Scope: matches:write.
        """
        return cast(
            "OrganisationMatch",
            self._caller.send(
                "POST",
                f"/matching/v1/matches/{quoted(match_id)}/contact-request",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def grant_contact(self, match_id: str, body: "Grant | None", *, if_match: str | None = None) -> "PersonMatch":
        """Say yes: this organisation may know your name and how to reach you, for this vacancy, until a day.

        Scope: matches:write.
        """
        return cast(
            "PersonMatch",
            self._caller.send(
                "POST",
                f"/matching/v1/matches/{quoted(match_id)}/contact-grant",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def refuse_contact(
        self, match_id: str, body: "PersonRefusal | None", *, if_match: str | None = None
    ) -> "PersonMatch":
        """Say no. Nobody learns who you are; of a secondment nobody learns that it was ever proposed to you.

        Scope: matches:write.
        """
        return cast(
            "PersonMatch",
            self._caller.send(
                "POST",
                f"/matching/v1/matches/{quoted(match_id)}/contact-refusal",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def agree_to_secondment(
        self, match_id: str, body: "Agreement | None", *, if_match: str | None = None
    ) -> "PersonMatch":
        """Say that you want this secondment. Your present employer is asked now and learns who you are.

        Scope: matches:write.
        """
        return cast(
            "PersonMatch",
            self._caller.send(
                "POST", f"/matching/v1/matches/{quoted(match_id)}/agreement", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def consent_as_employer(self, match_id: str, body: "Consent", *, if_match: str | None = None) -> "LenderMatch":
        """Lend your employee: for these days and hours, with or without a right to return. The borrower sees
        it now.

        Scope: matches:write.
        """
        return cast(
            "LenderMatch",
            self._caller.send(
                "POST",
                f"/matching/v1/matches/{quoted(match_id)}/employer-consent",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def refuse_as_employer(
        self, match_id: str, body: "EmployerRefusal", *, if_match: str | None = None
    ) -> "LenderMatch":
        """Do not lend your employee; or take your consent back, until somebody is placed.

        Scope: matches:write.
        """
        return cast(
            "LenderMatch",
            self._caller.send(
                "POST",
                f"/matching/v1/matches/{quoted(match_id)}/employer-refusal",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def invite_candidate(
        self, match_id: str, body: "Nothing | None", *, if_match: str | None = None
    ) -> "OrganisationMatch":
        """Record that you invited the candidate.

        Scope: matches:write.
        """
        return cast(
            "OrganisationMatch",
            self._caller.send(
                "POST", f"/matching/v1/matches/{quoted(match_id)}/invitation", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def make_offer(self, match_id: str, body: "Offer | None", *, if_match: str | None = None) -> "OrganisationMatch":
        """Record that you made an offer.

        Scope: matches:write.
        """
        return cast(
            "OrganisationMatch",
            self._caller.send(
                "POST", f"/matching/v1/matches/{quoted(match_id)}/offer", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def place_candidate(self, match_id: str, body: "Placement", *, if_match: str | None = None) -> "OrganisationMatch":
        """Record the move. Somebody employed has had their employment confirmed before.

        Scope: matches:write.
        """
        return cast(
            "OrganisationMatch",
            self._caller.send(
                "POST", f"/matching/v1/matches/{quoted(match_id)}/placement", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def reject_candidate(self, match_id: str, body: "Rejection", *, if_match: str | None = None) -> "OrganisationMatch":
        """Do not go on with this candidate, and say why. The candidate reads the reason.

        Scope: matches:write.
        """
        return cast(
            "OrganisationMatch",
            self._caller.send(
                "POST", f"/matching/v1/matches/{quoted(match_id)}/rejection", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def withdraw_from_match(
        self, match_id: str, body: "PersonRefusal | None", *, if_match: str | None = None
    ) -> "PersonMatch":
        """Stop, at any moment before you are placed. Others learn that you are not available, and not why.

        Scope: matches:write.
        """
        return cast(
            "PersonMatch",
            self._caller.send(
                "POST", f"/matching/v1/matches/{quoted(match_id)}/withdrawal", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def answer_whether_to_show(self, match_id: str, body: "Showing", *, if_match: str | None = None) -> "PersonMatch":
        """Say whether the organisation may see this match of yours, when it is asked because too few share
        such a card.

        After a yes it sees the whole card, not who you are; after a no, nothing. The last answer counts.

        Scope: matches:write.
        """
        return cast(
            "PersonMatch",
            self._caller.send(
                "POST", f"/matching/v1/matches/{quoted(match_id)}/showing", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def overrule_the_order(
        self, match_id: str, body: "Overruling", *, if_match: str | None = None
    ) -> "OrganisationMatch":
        """Go on with this candidate before those of a better tier have had an answer, and say why.

        The match stays a proposal; that it was decided so is kept for good and counts in your
        organisation's share.

        Scope: matches:write.
        """
        return cast(
            "OrganisationMatch",
            self._caller.send(
                "POST", f"/matching/v1/matches/{quoted(match_id)}/overruling", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def look_at_people_from_outside(self, need_id: str, body: "Overruling") -> "LooksOutside":
        """Look at people from outside before those of a better tier have had an answer, for one of your
        vacancies.

        Whoever was held back for them is shown soon after. It is kept for good and counts in your
        organisation's share; to ask one of them for contact you overrule the order for that match.

        Scope: matches:write.
        """
        return cast(
            "LooksOutside",
            self._caller.send("POST", f"/matching/v1/needs/{quoted(need_id)}/overruling", body=body).json(),
        )

    def read_overruled_share(self, organisation: str) -> "OverruledShare":
        """The share of an organisation's decisions that overruled the order, open to everybody who may see
        matches.

        Null, and `tooFew`, below 20 decisions or where fewer than three people decided.

        Scope: matches:read.
        """
        return cast(
            "OverruledShare",
            self._caller.send("GET", f"/matching/v1/organisations/{quoted(organisation)}/overruled-share").json(),
        )

    def read_switches(self) -> "SwitchesAnswer":
        """Whether matching is on for your organisation, and for which of its vacancies and requests it is off.

        Scope: matches:read.
        """
        return cast("SwitchesAnswer", self._caller.send("GET", "/matching/v1/switches").json())

    def switch_for_the_organisation(self, body: "Switch") -> "SwitchesAnswer":
        """Switch matching off, or on, for all vacancies and requests of your organisation, now and later.

        Off, nothing is proposed for them and what is proposed is withdrawn; where a candidate said yes
        already, you go on. Your employees go on being proposed to others: that is theirs to decide.

        Scope: matches:write.
        """
        return cast("SwitchesAnswer", self._caller.send("PUT", "/matching/v1/switches/organisation", body=body).json())

    def switch_for_aneed(self, need_id: str, body: "Switch") -> "SwitchesAnswer":
        """Switch matching off, or on, for one vacancy or request of your organisation.

        Scope: matches:write.
        """
        return cast(
            "SwitchesAnswer",
            self._caller.send("PUT", f"/matching/v1/switches/needs/{quoted(need_id)}", body=body).json(),
        )

    def look_for_others(self, match_id: str) -> "OnwardAnswer":
        """Whoever looks for this: after a rejection, the vacancies of others to which you may refer this
        candidate.

        Scope: matches:read.
        """
        return cast("OnwardAnswer", self._caller.send("GET", f"/matching/v1/matches/{quoted(match_id)}/onward").json())

    def list_referrals(
        self, *, limit: "int | None" = None, status: "ReferralStatus | None" = None
    ) -> Iterator["ReferralAnswer"]:
        """What your organisation sent and received; or, for a person, where they were referred to.

        Scope: matches:read.
        """
        return self._caller.items("/matching/v1/referrals", {"limit": limit, "status": status})

    def make_referral(self, body: "NewReferral", *, idempotency_key: str | None = None) -> "ReferralAnswer":
        """Hand a candidate on who granted you contact. They are asked first, for this receiver.

        Scope: matches:write.
        """
        return cast(
            "ReferralAnswer",
            self._caller.send(
                "POST", "/matching/v1/referrals", body=body, headers={"Idempotency-Key": idempotency_key}, keyed=True
            ).json(),
        )

    def read_referral(self, referral_id: str) -> "ReferralAnswer":
        """One referral, as sender, as receiver once it was sent, or as the person whom it is about.

        Scope: matches:read.
        """
        return cast("ReferralAnswer", self._caller.send("GET", f"/matching/v1/referrals/{quoted(referral_id)}").json())

    def consent_to_referral(
        self, referral_id: str, body: "ReferralConsent", *, if_match: str | None = None
    ) -> "ReferralAnswer":
        """Say yes or no to this receiver. A no after a yes takes it back, until the receiver has answered.

        Scope: matches:write.
        """
        return cast(
            "ReferralAnswer",
            self._caller.send(
                "POST",
                f"/matching/v1/referrals/{quoted(referral_id)}/consent",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def accept_referral_as_receiver(self, referral_id: str, *, if_match: str | None = None) -> "ReferralAnswer":
        """Take it up. The person's contact is yours; a match that the rules propose goes on from there.

        Scope: matches:write.
        """
        return cast(
            "ReferralAnswer",
            self._caller.send(
                "POST", f"/matching/v1/referrals/{quoted(referral_id)}/acceptance", headers={"If-Match": if_match}
            ).json(),
        )

    def decline_referral_as_receiver(
        self, referral_id: str, body: "Declination", *, if_match: str | None = None
    ) -> "ReferralAnswer":
        """Do not take it up, and say why; sender and person hear it.

        Scope: matches:write.
        """
        return cast(
            "ReferralAnswer",
            self._caller.send(
                "POST",
                f"/matching/v1/referrals/{quoted(referral_id)}/declination",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def forward_referral_as_receiver(
        self, referral_id: str, body: "Forwarding", *, idempotency_key: str | None = None, if_match: str | None = None
    ) -> "ReferralAnswer":
        """Hand it on once more: a referral of your own, for which the person is asked anew.

        Scope: matches:write.
        """
        return cast(
            "ReferralAnswer",
            self._caller.send(
                "POST",
                f"/matching/v1/referrals/{quoted(referral_id)}/forwarding",
                body=body,
                headers={"Idempotency-Key": idempotency_key, "If-Match": if_match},
                keyed=True,
            ).json(),
        )

    def list_pending_answers(
        self, *, limit: "int | None" = None, seen_as: Literal["candidate"] | None = None
    ) -> Iterator["PendingAnswer"]:
        """What waits for your organisation, as the one who looks, lends or receives; or, for a person, for
        you.

        Scope: matches:read.
        """
        return self._caller.items("/matching/v1/pending-answers", {"limit": limit, "seenAs": seen_as})
