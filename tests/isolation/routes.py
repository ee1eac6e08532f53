"""Every operation of every service, one line each: what whoever has nothing to do with the owner's things is answered.

A new operation gets a line under its operationId. Names such as `vacancyId` are those of its path or query; what they
stand for the service's story in `owners.py` makes. `kinds` are those that the operation is for: to one of these a thing
of others is unknown (404), to the other kind the operation is refused (403).
"""

from collections.abc import Mapping
from dataclasses import dataclass

ORGANISATION, PERSON = "organisation", "person"
BOTH = frozenset({ORGANISATION, PERSON})
UNKNOWN, REFUSED, NO_TOKEN = 404, 403, 401


@dataclass(frozen=True, slots=True)
class Route:
    """`things`, by the name of the path's parameter, where it is not the thing's own; `asked` goes into the query."""

    kinds: frozenset[str] = BOTH
    takes_id: bool = True
    things: Mapping[str, str] | None = None
    asked: str | None = None
    is_open: bool = False
    """Whether it answers without any token."""


ORGANISATIONS = Route(frozenset({ORGANISATION}))
PERSONS = Route(frozenset({PERSON}))
EITHER = Route()
WITH_ROLE = Route(frozenset())
"""To another person without its role it is refused."""
OWN = Route(takes_id=False)
"""Lists or makes what is the caller's own; nothing of others is in the answer."""
FOR_ALL = Route(takes_id=False, is_open=True)


def of(route: Route, **things: str) -> Route:
    return Route(route.kinds, route.takes_id, things, route.asked, route.is_open)


REQUEST = of(ORGANISATIONS, secondmentRequestId="draftRequestId")
COVENANT = of(OWN, covenantId="covenantId")

IMPORTS = {
    "createImportJob": OWN,
    "readImportJob": ORGANISATIONS,
    "removeImportJob": ORGANISATIONS,
    "readReportOfImportJob": ORGANISATIONS,
    "readImportMapping": of(OWN, kind="kind"),
    "putImportMapping": of(OWN, kind="kind"),
    "readImportTemplate": Route(takes_id=False, things={"kind": "kind"}, is_open=True),
}
EXPORT = of(OWN, kind="kind")

ROUTES: Mapping[str, Mapping[str, Route]] = {
    "vacancy": {
        **IMPORTS,
        "exportPostings": EXPORT,
        "listVacancyPages": FOR_ALL,
        "readVacancyPage": Route(is_open=True),
        "createVacancy": OWN,
        "listVacancies": OWN,
        "readVacancy": EITHER,
        "changeVacancy": ORGANISATIONS,
        "openVacancy": ORGANISATIONS,
        "closeVacancy": ORGANISATIONS,
        "readVacancyByExternalId": EITHER,
        "putVacancyByExternalId": of(OWN, externalId="externalId"),
        "readSecondmentRequestByExternalId": EITHER,
        "putSecondmentRequestByExternalId": of(OWN, externalId="externalId"),
        "importVacanciesOfOrganisation": OWN,
        "importSecondmentRequestsOfOrganisation": OWN,
        "skipStageOfVacancy": ORGANISATIONS,
        "shortenStageOfVacancy": ORGANISATIONS,
        "extendStageOfVacancy": ORGANISATIONS,
        "openPublicStageOfVacancy": ORGANISATIONS,
        "reopenVacancy": ORGANISATIONS,
        "auditVacancy": ORGANISATIONS,
        "auditSecondmentRequest": REQUEST,
        "reactToVacancy": EITHER,
        "listReactions": EITHER,
        "withdrawFromVacancy": EITHER,
        "assessReactionToVacancy": ORGANISATIONS,
        "createSecondmentRequest": OWN,
        "listSecondmentRequests": OWN,
        "readSecondmentRequest": of(EITHER, secondmentRequestId="draftRequestId"),
        "changeSecondmentRequest": REQUEST,
        "openSecondmentRequest": REQUEST,
        "closeSecondmentRequest": REQUEST,
        "skipStageOfSecondmentRequest": REQUEST,
        "shortenStageOfSecondmentRequest": REQUEST,
        "extendStageOfSecondmentRequest": REQUEST,
        "reopenSecondmentRequest": REQUEST,
        "listPlacements": OWN,
        "readPlacement": ORGANISATIONS,
        "extendPlacement": ORGANISATIONS,
        "endPlacement": ORGANISATIONS,
        "fillGapOfPlacement": ORGANISATIONS,
        "listCovenants": OWN,
        "readCovenant": COVENANT,
        "readResultsOfCovenant": COVENANT,
        "enterBaselineOfCovenant": COVENANT,
        "listJobPostings": FOR_ALL,
        "readJobPosting": Route(is_open=True),
        "readAtomFeed": FOR_ALL,
        "readRssFeed": FOR_ALL,
        "readJsonFeed": FOR_ALL,
        "readClosingDates": FOR_ALL,
        "readSitemap": FOR_ALL,
        "readPartnerAtomFeed": OWN,
        "readPartnerRssFeed": OWN,
        "readPartnerJsonFeed": OWN,
        "readPartnerClosingDates": OWN,
    },
    "candidate": {
        **IMPORTS,
        "exportRegistrations": EXPORT,
        "registerCandidate": OWN,
        "listCandidates": OWN,
        "readCandidate": EITHER,
        "changeCandidate": EITHER,
        "eraseCandidate": EITHER,
        "importCandidatesOfOrganisation": OWN,
        "confirmCandidate": of(PERSONS, candidateId="asleepId"),
        "withdrawCandidate": PERSONS,
        "confirmEmployment": of(ORGANISATIONS, candidateId="asleepId"),
        "chooseAdviser": PERSONS,
        "dismissAdviser": PERSONS,
        "acceptAsAdviser": WITH_ROLE,
        "askEmploymentConfirmation": PERSONS,
        "listEmploymentConfirmations": OWN,
        "confirmDeclaredEmployment": ORGANISATIONS,
        "refuseDeclaredEmployment": ORGANISATIONS,
        "listDisclosures": OWN,
        "readDisclosure": EITHER,
        "withdrawConsent": PERSONS,
        "listLooks": PERSONS,
        "listLooksOfOrganisation": OWN,
        "readErasure": EITHER,
    },
    "matching": {
        "exportMatches": EXPORT,
        "listMatches": OWN,
        "readMatch": EITHER,
        "explainPair": Route(asked="matchId"),
        "requestContact": ORGANISATIONS,
        "grantContact": PERSONS,
        "refuseContact": PERSONS,
        "agreeToSecondment": PERSONS,
        "consentAsEmployer": ORGANISATIONS,
        "refuseAsEmployer": ORGANISATIONS,
        "inviteCandidate": ORGANISATIONS,
        "makeOffer": ORGANISATIONS,
        "placeCandidate": ORGANISATIONS,
        "rejectCandidate": ORGANISATIONS,
        "withdrawFromMatch": PERSONS,
        "answerWhetherToShow": PERSONS,
        "overruleTheOrder": ORGANISATIONS,
        "lookAtPeopleFromOutside": ORGANISATIONS,
        "readOverruledShare": of(OWN, organisation="organisation"),
        "readSwitches": OWN,
        "switchForTheOrganisation": OWN,
        "switchForANeed": ORGANISATIONS,
        "lookForOthers": ORGANISATIONS,
        "makeReferral": OWN,
        "listReferrals": OWN,
        "readReferral": EITHER,
        "consentToReferral": PERSONS,
        "acceptReferralAsReceiver": ORGANISATIONS,
        "declineReferralAsReceiver": ORGANISATIONS,
        "forwardReferralAsReceiver": ORGANISATIONS,
        "listPendingAnswers": OWN,
    },
    "notification": {
        **IMPORTS,
        "exportRecruiters": EXPORT,
        "register": OWN,
        "listRecruiters": OWN,
        "readRecruiter": ORGANISATIONS,
        "change": ORGANISATIONS,
        "remove": ORGANISATIONS,
        "listAlerts": OWN,
        "readAlert": ORGANISATIONS,
        "markAsRead": ORGANISATIONS,
        "listEvents": OWN,
        "assign": OWN,
        "listRoles": OWN,
        "end": ORGANISATIONS,
        "grantMandate": OWN,
        "listMandates": OWN,
        "endMandate": WITH_ROLE,
    },
}
