"""The vacancy service, written from its openapi.json (`generate.py`); change nothing here."""

from collections.abc import Iterator
from typing import Literal, NotRequired, TypeAlias, TypedDict, cast

from doorstroom_client.calling import Caller, quoted

AudienceAnswer = TypedDict(
    "AudienceAnswer",
    {
        "organisation": str,
        "relation": str,
        "covenantId": str,
        "from": str,
        "until": NotRequired["str | None"],
        "reason": str,
    },
)


class AuditAnswer(TypedDict):
    """Who could see a vacancy when."""

    organisation: str
    governingCovenant: NotRequired["GoverningCovenantAnswer | None"]
    sights: list["SightAnswer"]
    steps: list["StepAnswer"]
    vacancyId: str


class BaselineAnswer(TypedDict):
    """What the co-ordinator entered of an earlier period; small counts are left out here too."""

    fromDate: str
    untilDate: str
    vacancies: NotRequired["int | None"]
    filled: NotRequired["int | None"]
    moves: NotRequired["int | None"]
    permanentContractsKept: NotRequired["int | None"]
    secondments: NotRequired["int | None"]
    firstAnswerHours: NotRequired["float | None"]


class BaselineForm(TypedDict):
    """Figures of an earlier period; what is not known is left out."""

    fromDate: str
    untilDate: str
    vacancies: NotRequired["int | None"]
    filled: NotRequired["int | None"]
    moves: NotRequired["int | None"]
    permanentContractsKept: NotRequired["int | None"]
    secondments: NotRequired["int | None"]
    firstAnswerHours: NotRequired["float | None"]


class CellAnswer(TypedDict):
    row: str
    column: str
    count: "int | None"


class ChangedSecondmentRequest(TypedDict):
    """Only what is named changes; null empties what may be empty."""

    title: NotRequired[str]
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: NotRequired["Term"]
    hours: NotRequired["Hours"]
    scales: NotRequired["Scales"]
    place: NotRequired["Place | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: NotRequired[list["Term"]]
    requiredShare: NotRequired[int]
    wishedSkills: NotRequired[list["Term"]]
    text: NotRequired["str | None"]
    contactPerson: NotRequired["ContactPerson | None"]
    startDate: NotRequired[str]
    endDate: NotRequired[str]


class ChangedVacancy(TypedDict):
    """Only what is named changes; null empties what may be empty."""

    title: NotRequired[str]
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: NotRequired["Term"]
    hours: NotRequired["Hours"]
    scales: NotRequired["Scales"]
    place: NotRequired["Place | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: NotRequired[list["Term"]]
    requiredShare: NotRequired[int]
    wishedSkills: NotRequired[list["Term"]]
    text: NotRequired["str | None"]
    contactPerson: NotRequired["ContactPerson | None"]
    posts: NotRequired[int]
    need: NotRequired["Need"]
    contractForOutsiders: NotRequired["ContractForOutsiders"]
    closingDate: NotRequired[str]
    latestStartDate: NotRequired["str | None"]
    offer: NotRequired["Offer | None"]
    conditions: NotRequired[list[str]]


Channel: TypeAlias = Literal["person", "hr-system"]


class Clause(TypedDict):
    """One clause of contract preservation: kept, or not and why not."""

    clause: "ClauseCode"
    kept: bool
    reason: NotRequired["DeviationReason | None"]


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


class Closure(TypedDict):
    """End it, with what came of it."""

    outcome: "Outcome"
    placements: NotRequired[list["PlacementForm"]]


class ContactPerson(TypedDict):
    """Whom to ask. Shown to the audience; kept out of events, and out of feeds unless `public`."""

    name: str
    email: NotRequired["str | None"]
    phone: NotRequired["str | None"]
    public: NotRequired[bool]


class ContactPersonAnswer(TypedDict):
    name: str
    email: NotRequired["str | None"]
    phone: NotRequired["str | None"]
    public: NotRequired[bool]


ContractForOutsiders: TypeAlias = Literal["permanent", "temporary-with-prospect", "temporary"]

ContractKept: TypeAlias = Literal["yes", "with-supplement", "no", "not-applicable"]


class CovenantList(TypedDict):
    """Every adopted version of every covenant."""

    items: list["CovenantSummary"]


class CovenantSummary(TypedDict):
    """An adopted version of a covenant."""

    covenantId: str
    version: int
    hash: str
    name: str
    validFromDate: str
    validUntilDate: NotRequired["str | None"]
    inForce: bool
    organisations: list[str]


class CovenantText(TypedDict):
    """With its text, by which the hash can be checked."""

    covenantId: str
    version: int
    hash: str
    name: str
    validFromDate: str
    validUntilDate: NotRequired["str | None"]
    inForce: bool
    organisations: list[str]
    text: str


DeviationReason: TypeAlias = Literal[
    "need-is-temporary", "scale-not-used", "other-agreement", "budget", "employee-agreed", "not-given"
]

EndedBecause: TypeAlias = Literal["ended", "stopped", "converted"]


class Ending(TypedDict):
    """A secondment ends; converted is a permanent contract at the borrower, from `startDate` (today)."""

    because: "EndedBecause"
    startDate: NotRequired["str | None"]
    clauses: NotRequired[list["Clause"]]


class Extension(TypedDict):
    """A secondment goes on until a later day."""

    endDate: str


class FirstAnswersAnswer(TypedDict):
    """Of the proposals in the period: how many were answered, and half of them within how many hours."""

    answered: "int | None"
    medianHours: "float | None"


Gap: TypeAlias = Literal["unanswered", "vacancy", "secondment-request", "colleagues", "nobody"]


class GapFilling(TypedDict):
    """Who fills the place meanwhile. What is named beside `fill` takes the place of what the placement's
    need says.
    """

    fill: Literal["vacancy", "secondment-request", "colleagues", "nobody"]
    status: NotRequired[Literal["draft", "open"]]
    title: NotRequired["str | None"]
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    occupation: NotRequired["Term | None"]
    hours: NotRequired["Hours | None"]
    scales: NotRequired["Scales | None"]
    place: NotRequired["Place | None"]
    requiredSkills: NotRequired["list[Term] | None"]
    requiredShare: NotRequired["int | None"]
    wishedSkills: NotRequired["list[Term] | None"]
    contractForOutsiders: NotRequired["ContractForOutsiders | None"]
    closingDate: NotRequired["str | None"]
    latestStartDate: NotRequired["str | None"]
    startDate: NotRequired["str | None"]
    endDate: NotRequired["str | None"]


class GapNeedAnswer(TypedDict):
    """The vacancy or request that was made to fill the gap."""

    kind: "NeedOf"
    id: str


class GoverningCovenantAnswer(TypedDict):
    """The covenant and version under which it was opened; its rules hold until it closes."""

    covenantId: str
    version: int
    hash: str


class Hours(TypedDict):
    """Hours per week; full time is 36 in the public agreements."""

    min: float
    max: float


class HoursAnswer(TypedDict):
    min: float
    max: float


class ImportJobAnswer(TypedDict):
    """How far a file is. `ofRows` is about how many it has until all are read; `counts` would be, in a dry
    run.
    """

    jobId: str
    kind: str
    status: "JobStatus"
    dryRun: bool
    rows: "RowsWanted"
    rowsRead: int
    ofRows: "int | None"
    counts: dict[str, int]
    badRows: int
    stored: bool
    problem: "ImportProblem | None"
    receivedAt: str
    finishedAt: "str | None"


class ImportMapping(TypedDict):
    """Their heading and our field (`externalId`, `hours/min`), or null for a column that is passed over."""

    headings: dict[str, "str | None"]


class ImportMappingAnswer(TypedDict):
    """What is remembered of an organisation's headings."""

    headings: dict[str, "str | None"]


class ImportProblem(TypedDict):
    """Why nothing could be stored, beside bad rows."""

    code: str
    detail: str


class ImportedSecondmentRequest(TypedDict):
    """`secondmentRequestId` is null for what a dry run would create."""

    externalId: str
    secondmentRequestId: "str | None"
    status: "Status"


class ImportedVacancy(TypedDict):
    """`vacancyId` is null for what a dry run would create."""

    externalId: str
    vacancyId: "str | None"
    status: "Status"


JobStatus: TypeAlias = Literal["receiving", "waiting", "running", "finished", "failed"]


class ListAnswer(TypedDict):
    items: list["NamedCount"]
    total: "int | None"


Mode: TypeAlias = Literal["add", "replace"]


class NamedCount(TypedDict):
    name: str
    count: "int | None"


class Need(TypedDict):
    """How long the work lasts: `structural`, or `until` a date. Not the same as the contract for
    outsiders.
    """

    kind: "NeedKind"
    until: NotRequired["str | None"]


class NeedAnswer(TypedDict):
    kind: "NeedKind"
    until: NotRequired["str | None"]


NeedKind: TypeAlias = Literal["structural", "until"]

NeedOf: TypeAlias = Literal["vacancy", "secondment-request"]


class NewReaction(TypedDict):
    """From a person: an empty object. From an HR system: its own reference of the person, stored as a
    keyed hash.
    """

    reference: NotRequired["str | None"]


class NewSecondmentRequest(TypedDict):
    """A request of the caller's own organisation, the borrower."""

    externalId: NotRequired["str | None"]
    title: str
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: "Term"
    hours: "Hours"
    scales: "Scales"
    place: NotRequired["Place | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: NotRequired[list["Term"]]
    requiredShare: NotRequired[int]
    wishedSkills: NotRequired[list["Term"]]
    text: NotRequired["str | None"]
    contactPerson: NotRequired["ContactPerson | None"]
    status: NotRequired[Literal["draft", "open"]]
    openAt: NotRequired["str | None"]
    startDate: str
    endDate: str


class NewSecondmentRequestImport(TypedDict):
    """Every row is taken, or none."""

    mode: "Mode"
    announce: NotRequired[bool]
    dryRun: NotRequired[bool]
    confirmed: NotRequired[bool]
    rows: list["SecondmentRequestRow"]


class NewVacancy(TypedDict):
    """A vacancy of the caller's own organisation."""

    externalId: NotRequired["str | None"]
    title: str
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: "Term"
    hours: "Hours"
    scales: "Scales"
    place: NotRequired["Place | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: NotRequired[list["Term"]]
    requiredShare: NotRequired[int]
    wishedSkills: NotRequired[list["Term"]]
    text: NotRequired["str | None"]
    contactPerson: NotRequired["ContactPerson | None"]
    status: NotRequired[Literal["draft", "open"]]
    openAt: NotRequired["str | None"]
    posts: NotRequired[int]
    need: "Need"
    contractForOutsiders: "ContractForOutsiders"
    closingDate: str
    latestStartDate: NotRequired["str | None"]
    offer: NotRequired["Offer | None"]
    conditions: NotRequired[list[str]]


class NewVacancyImport(TypedDict):
    """Every row is taken, or none."""

    mode: "Mode"
    announce: NotRequired[bool]
    dryRun: NotRequired[bool]
    confirmed: NotRequired[bool]
    rows: list["VacancyRow"]


class NoticeAnswer(TypedDict):
    """Something the recruiter should know: `closing-date-moved` (wanted, movedTo) or `opening-refused`
    (reason).
    """

    code: str
    at: str
    wanted: NotRequired["str | None"]
    movedTo: NotRequired["str | None"]
    reason: NotRequired["str | None"]


class Offer(TypedDict):
    """Terms on offer beside scale and hours. All of it may be left out, and is unknown then. Money is in
    whole cents.

    Without a pension fund it is the one that the covenant names for the organisation.
    """

    trialPeriod: NotRequired["bool | None"]
    allowancesMonthlyCents: NotRequired["int | None"]
    pensionFund: NotRequired["str | None"]
    travelYearlyCents: NotRequired["int | None"]
    leaveYearlyHours: NotRequired["float | None"]
    promotion: NotRequired["Promotion | None"]


class OfferAnswer(TypedDict):
    """What is left out is unknown."""

    trialPeriod: NotRequired["bool | None"]
    allowancesMonthlyCents: NotRequired["int | None"]
    pensionFund: NotRequired["str | None"]
    travelYearlyCents: NotRequired["int | None"]
    leaveYearlyHours: NotRequired["float | None"]
    promotion: NotRequired["Promotion | None"]


class OpeningOrder(TypedDict):
    """Open a draft."""

    openAt: NotRequired["str | None"]


Outcome: TypeAlias = Literal["filled", "not-filled", "withdrawn", "hired-in", "not-given"]


class PermanentContractsAnswer(TypedDict):
    """Of how many moves it was said whether a permanent contract stayed one, and of how many it did."""

    told: "int | None"
    kept: "int | None"


class Place(TypedDict):
    """Where the work is done."""

    name: str


class PlaceAnswer(TypedDict):
    name: str


PlacementAnswer = TypedDict(
    "PlacementAnswer",
    {
        "placementId": str,
        "version": int,
        "organisation": str,
        "from": "str | None",
        "needKind": "NeedOf",
        "needId": str,
        "covenantId": str,
        "through": "Through | None",
        "matchId": NotRequired["str | None"],
        "reactionId": NotRequired["str | None"],
        "referralId": NotRequired["str | None"],
        "tier": "TierName | None",
        "relation": "Relation",
        "contract": "PlacementContract",
        "startDate": str,
        "endDate": "str | None",
        "hours": "float | None",
        "rightToReturn": "bool | None",
        "contractKept": "ContractKept",
        "clauses": list["ClauseAnswer"],
        "status": "PlacementStatus",
        "endedBecause": "EndedBecause | None",
        "endedAt": "str | None",
        "extensionDueAt": "str | None",
        "gap": "Gap | None",
        "gapNeed": "GapNeedAnswer | None",
        "replacement": "str | None",
        "recordedAt": str,
    },
)

PlacementContract: TypeAlias = Literal["permanent", "temporary", "secondment"]

PlacementForm = TypedDict(
    "PlacementForm",
    {
        "through": "Through",
        "matchId": NotRequired["str | None"],
        "reactionId": NotRequired["str | None"],
        "referralId": NotRequired["str | None"],
        "from": NotRequired["str | None"],
        "tier": NotRequired["TierName | None"],
        "relation": NotRequired["Relation | None"],
        "contract": "PlacementContract",
        "startDate": str,
        "endDate": NotRequired["str | None"],
        "hours": NotRequired["float | None"],
        "rightToReturn": NotRequired["bool | None"],
        "clauses": NotRequired[list["Clause"]],
    },
)


class PlacementPage(TypedDict):
    """Placements, newest first."""

    items: list["PlacementAnswer"]


PlacementStatus: TypeAlias = Literal["agreed", "ended"]

Promotion: TypeAlias = Literal["date-kept", "starts-anew"]


class PublicDecisionAnswer(TypedDict):
    """How many reactions counted where the public stage was due, how many are enough, and whether it
    opened.
    """

    at: str
    reactions: int
    enough: int
    opens: bool


class PublicOpening(TypedDict):
    """Of what reactions enough held back."""

    stage: "StageName"
    reason: "StageReason"


class ReactionAnswer(TypedDict):
    """A reaction, without whose it is."""

    reactionId: str
    vacancyId: str
    version: int
    status: "ReactionStatus"
    channel: "Channel"
    receivedAt: str
    withdrawnAt: NotRequired["str | None"]
    assessedAt: NotRequired["str | None"]
    reason: NotRequired["Reason | None"]


class ReactionAssessment(TypedDict):
    """What the vacancy's organisation finds of a reaction."""

    suitable: bool
    reason: NotRequired["Reason | None"]


class ReactionPage(TypedDict):
    """The reactions to one vacancy, oldest first. `received` is how many count, neither withdrawn nor
    found unsuitable; `enough` how many keep the vacancy inside, where its covenant says so.
    """

    items: list["ReactionAnswer"]
    vacancyId: str
    received: int
    enough: "int | None"


ReactionStatus: TypeAlias = Literal["received", "suitable", "unsuitable", "withdrawn"]

Reason: TypeAlias = Literal["other-candidate", "skills", "experience", "terms", "availability", "need-changed"]

Relation: TypeAlias = Literal["own", "partner", "linked", "external"]


class Reopening(TypedDict):
    reason: "ReopeningReason"


ReopeningReason: TypeAlias = Literal["closed-by-mistake", "fell-through", "need-returned"]


class ReportLineAnswer(TypedDict):
    """What is wrong with one cell, or with the whole row; row 1 is that of the headings."""

    row: int
    column: "str | None"
    value: "str | None"
    message: str


class ReportPage(TypedDict):
    """In the order of the rows."""

    items: list["ReportLineAnswer"]


ResultsAnswer = TypedDict(
    "ResultsAnswer",
    {
        "covenantId": str,
        "from": str,
        "to": str,
        "opened": "int | None",
        "vacancies": "TableAnswer",
        "moves": "TableAnswer",
        "secondments": "TableAnswer",
        "permanentContracts": "PermanentContractsAnswer",
        "endings": "ListAnswer",
        "deviations": "ListAnswer",
        "reactions": "ListAnswer",
        "firstAnswers": "FirstAnswersAnswer",
        "funnel": list["NamedCount"],
        "postedNothing": list[str],
        "answeredNothing": list[str],
        "baseline": "BaselineAnswer | None",
    },
)

RowsWanted: TypeAlias = Literal["all", "good"]


class Scales(TypedDict):
    """From one scale to another within one agreement; their order is the agreement's, not the alphabet's."""

    agreement: str
    min: str
    max: str


class ScalesAnswer(TypedDict):
    agreement: str
    min: str
    max: str


class SecondmentAuditAnswer(TypedDict):
    """Who could see a secondment request when."""

    organisation: str
    governingCovenant: NotRequired["GoverningCovenantAnswer | None"]
    sights: list["SightAnswer"]
    steps: list["StepAnswer"]
    secondmentRequestId: str


class SecondmentRequestAnswer(TypedDict):
    """A secondment request."""

    version: int
    organisation: str
    status: "Status"
    title: str
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: "TermAnswer"
    hours: "HoursAnswer"
    scales: "ScalesAnswer"
    place: NotRequired["PlaceAnswer | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: list["TermAnswer"]
    requiredShare: int
    wishedSkills: list["TermAnswer"]
    openAt: NotRequired["str | None"]
    openedAt: NotRequired["str | None"]
    stage: NotRequired["str | None"]
    stageOpenedAt: NotRequired["str | None"]
    closedAt: NotRequired["str | None"]
    outcome: NotRequired["Outcome | None"]
    secondmentRequestId: str
    startDate: str
    endDate: str
    text: NotRequired["str | None"]
    contactPerson: NotRequired["ContactPersonAnswer | None"]
    governingCovenant: NotRequired["GoverningCovenantAnswer | None"]
    nextStageAt: NotRequired["str | None"]
    stageDays: NotRequired["int | None"]
    externalId: NotRequired["str | None"]
    audience: NotRequired["list[AudienceAnswer] | None"]
    notices: NotRequired["list[NoticeAnswer] | None"]


class SecondmentRequestImportAnswer(TypedDict):
    """What was done, or would be. What was closed before is among `leftAlone`: reopen it, or give it
    another id.
    """

    dryRun: bool
    told: list[str]
    toConfirm: bool
    created: list["ImportedSecondmentRequest"]
    changed: list["ImportedSecondmentRequest"]
    closed: list["ImportedSecondmentRequest"]
    leftAlone: list["ImportedSecondmentRequest"]


class SecondmentRequestPage(TypedDict):
    """Secondment requests, newest first."""

    items: list["SecondmentRequestSummary"]


class SecondmentRequestRow(TypedDict):
    """A secondment request of the caller's own organisation, by its own id."""

    externalId: str
    title: str
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: "Term"
    hours: "Hours"
    scales: "Scales"
    place: NotRequired["Place | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: NotRequired[list["Term"]]
    requiredShare: NotRequired[int]
    wishedSkills: NotRequired[list["Term"]]
    text: NotRequired["str | None"]
    contactPerson: NotRequired["ContactPerson | None"]
    status: NotRequired[Literal["draft", "open"]]
    openAt: NotRequired["str | None"]
    startDate: str
    endDate: str
    stageStartedAt: NotRequired["str | None"]
    stageStartGround: NotRequired["StartGround | None"]


class SecondmentRequestSummary(TypedDict):
    """A secondment request as a list shows it."""

    version: int
    organisation: str
    status: "Status"
    title: str
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: "TermAnswer"
    hours: "HoursAnswer"
    scales: "ScalesAnswer"
    place: NotRequired["PlaceAnswer | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: list["TermAnswer"]
    requiredShare: int
    wishedSkills: list["TermAnswer"]
    openAt: NotRequired["str | None"]
    openedAt: NotRequired["str | None"]
    stage: NotRequired["str | None"]
    stageOpenedAt: NotRequired["str | None"]
    closedAt: NotRequired["str | None"]
    outcome: NotRequired["Outcome | None"]
    secondmentRequestId: str
    startDate: str
    endDate: str


SheetKind: TypeAlias = Literal["vacancies", "secondment-requests"]


class Shortening(TypedDict):
    stage: "StageName"
    reason: "StageReason"
    days: int


SightAnswer = TypedDict(
    "SightAnswer",
    {
        "organisation": str,
        "relation": "Relation",
        "from": str,
        "until": NotRequired["str | None"],
        "rule": str,
        "clause": NotRequired["str | None"],
        "covenantId": NotRequired["str | None"],
        "endedBy": NotRequired["str | None"],
    },
)


class StageExtension(TypedDict):
    stage: "StageName"
    reason: "StageReason"
    days: int


StageName: TypeAlias = Literal["own", "partners", "linked", "public"]

StageReason: TypeAlias = Literal[
    "urgent", "no-candidate", "asked-before", "too-few-reactions", "holidays", "need-changed"
]


class StageStep(TypedDict):
    """Names the stage it is about, so that a step which comes late does nothing to the next one."""

    stage: "StageName"
    reason: "StageReason"


StartGround: TypeAlias = Literal["open-in-own-system", "open-in-the-network"]

Status: TypeAlias = Literal["draft", "scheduled", "open", "closed"]


class StepAnswer(TypedDict):
    """What was done, or happened, that bears on who could see it; `by` is `person`, `hr-system` or `co-
    ordinator`.
    """

    at: str
    step: str
    stage: NotRequired["str | None"]
    dueAt: NotRequired["str | None"]
    reason: NotRequired["str | None"]
    by: NotRequired["str | None"]
    days: NotRequired["int | None"]
    reactions: NotRequired["int | None"]
    enough: NotRequired["int | None"]


class TableAnswer(TypedDict):
    """Cells above nought with every sum."""

    cells: list["CellAnswer"]
    rows: list["NamedCount"]
    columns: list["NamedCount"]
    total: "int | None"


class Term(TypedDict):
    """A term of a published scheme: ESCO occupations and skills, or another one beside it."""

    scheme: str
    uri: str
    label: NotRequired["str | None"]
    version: NotRequired["str | None"]


class TermAnswer(TypedDict):
    scheme: str
    uri: str
    label: NotRequired["str | None"]
    version: NotRequired["str | None"]


Through: TypeAlias = Literal["match", "referral", "reaction", "outside"]

TierName: TypeAlias = Literal["own_first", "own", "partner_first", "partner", "linked", "external"]


class VacancyAnswer(TypedDict):
    """A vacancy."""

    version: int
    organisation: str
    status: "Status"
    title: str
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: "TermAnswer"
    hours: "HoursAnswer"
    scales: "ScalesAnswer"
    place: NotRequired["PlaceAnswer | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: list["TermAnswer"]
    requiredShare: int
    wishedSkills: list["TermAnswer"]
    openAt: NotRequired["str | None"]
    openedAt: NotRequired["str | None"]
    stage: NotRequired["str | None"]
    stageOpenedAt: NotRequired["str | None"]
    closedAt: NotRequired["str | None"]
    outcome: NotRequired["Outcome | None"]
    vacancyId: str
    posts: int
    need: "NeedAnswer"
    contractForOutsiders: "ContractForOutsiders"
    closingDate: str
    latestStartDate: NotRequired["str | None"]
    offer: NotRequired["OfferAnswer | None"]
    conditions: list[str]
    public: bool
    text: NotRequired["str | None"]
    contactPerson: NotRequired["ContactPersonAnswer | None"]
    governingCovenant: NotRequired["GoverningCovenantAnswer | None"]
    nextStageAt: NotRequired["str | None"]
    stageDays: NotRequired["int | None"]
    externalId: NotRequired["str | None"]
    audience: NotRequired["list[AudienceAnswer] | None"]
    notices: NotRequired["list[NoticeAnswer] | None"]
    closingMoved: bool
    closingPassed: bool
    publicDecision: NotRequired["PublicDecisionAnswer | None"]


class VacancyImportAnswer(TypedDict):
    """What was done, or would be. What was closed before is among `leftAlone`: reopen it, or give it
    another id.
    """

    dryRun: bool
    told: list[str]
    toConfirm: bool
    created: list["ImportedVacancy"]
    changed: list["ImportedVacancy"]
    closed: list["ImportedVacancy"]
    leftAlone: list["ImportedVacancy"]


class VacancyPage(TypedDict):
    """Vacancies, newest first."""

    items: list["VacancySummary"]


class VacancyRow(TypedDict):
    """A vacancy of the caller's own organisation, by its own id."""

    externalId: str
    title: str
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: "Term"
    hours: "Hours"
    scales: "Scales"
    place: NotRequired["Place | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: NotRequired[list["Term"]]
    requiredShare: NotRequired[int]
    wishedSkills: NotRequired[list["Term"]]
    text: NotRequired["str | None"]
    contactPerson: NotRequired["ContactPerson | None"]
    status: NotRequired[Literal["draft", "open"]]
    openAt: NotRequired["str | None"]
    posts: NotRequired[int]
    need: "Need"
    contractForOutsiders: "ContractForOutsiders"
    closingDate: str
    latestStartDate: NotRequired["str | None"]
    offer: NotRequired["Offer | None"]
    conditions: NotRequired[list[str]]
    stageStartedAt: NotRequired["str | None"]
    stageStartGround: NotRequired["StartGround | None"]


class VacancySummary(TypedDict):
    """A vacancy as a list shows it."""

    version: int
    organisation: str
    status: "Status"
    title: str
    function: NotRequired["str | None"]
    department: NotRequired["str | None"]
    url: NotRequired["str | None"]
    occupation: "TermAnswer"
    hours: "HoursAnswer"
    scales: "ScalesAnswer"
    place: NotRequired["PlaceAnswer | None"]
    officeDays: NotRequired["int | None"]
    requiredSkills: list["TermAnswer"]
    requiredShare: int
    wishedSkills: list["TermAnswer"]
    openAt: NotRequired["str | None"]
    openedAt: NotRequired["str | None"]
    stage: NotRequired["str | None"]
    stageOpenedAt: NotRequired["str | None"]
    closedAt: NotRequired["str | None"]
    outcome: NotRequired["Outcome | None"]
    vacancyId: str
    posts: int
    need: "NeedAnswer"
    contractForOutsiders: "ContractForOutsiders"
    closingDate: str
    latestStartDate: NotRequired["str | None"]
    offer: NotRequired["OfferAnswer | None"]
    conditions: list[str]
    public: bool


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


class VacancyService:
    """Vacancies and secondment requests that open in stages to the members of a covenant, reactions to
    them, and the covenants themselves. Whatever is not open to the caller is 404. What is public is
    there for everybody too, as pages, as `JobPosting` and as feeds.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list_vacancies(
        self,
        *,
        limit: "int | None" = None,
        status: "Status | None" = None,
        stage: "StageName | None" = None,
        organisation: "str | None" = None,
    ) -> Iterator["VacancySummary"]:
        """The caller's own vacancies, and those of others that are open to the caller now; newest first.

        Scope: vacancies:read.
        """
        return self._caller.items(
            "/vacancy/v1/vacancies", {"limit": limit, "status": status, "stage": stage, "organisation": organisation}
        )

    def create_vacancy(self, body: "NewVacancy", *, idempotency_key: str | None = None) -> "VacancyAnswer":
        """Make a vacancy of the caller's own organisation: a draft, open at once, or to open at a later
        moment.

        It opens in the first stage of the organisation's covenant, whose version governs it until it
        closes. The closing date moves where it would cut short a stage still due; `closingMoved` says so.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "POST", "/vacancy/v1/vacancies", body=body, headers={"Idempotency-Key": idempotency_key}, keyed=True
            ).json(),
        )

    def read_vacancy(self, vacancy_id: str) -> "VacancyAnswer":
        """One vacancy. Not open to the caller is the same as unknown.

        Scope: vacancies:read.
        """
        return cast("VacancyAnswer", self._caller.send("GET", f"/vacancy/v1/vacancies/{quoted(vacancy_id)}").json())

    def change_vacancy(
        self, vacancy_id: str, body: "ChangedVacancy", *, if_match: str | None = None
    ) -> "VacancyAnswer":
        """Change what is named; null empties what may be empty. Nothing that differs is no new version.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "PATCH", f"/vacancy/v1/vacancies/{quoted(vacancy_id)}", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def open_vacancy(
        self, vacancy_id: str, body: "OpeningOrder | None", *, if_match: str | None = None
    ) -> "VacancyAnswer":
        """Open a draft now, or by itself at a later moment.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "POST", f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/opening", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def close_vacancy(self, vacancy_id: str, body: "Closure", *, if_match: str | None = None) -> "VacancyAnswer":
        """End a vacancy, with what came of it. What never opened can only be withdrawn.

        `filled` needs at least one placement: named here, or recorded before with a match. A promise of the
        covenant that was not kept makes a deviation.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "POST", f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/closure", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def read_vacancy_by_external_id(self, external_id: str) -> "VacancyAnswer":
        """The vacancy that the caller's own system calls so; ids of other organisations are unknown.

        Scope: vacancies:read.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send("GET", f"/vacancy/v1/vacancies/by-external-id/{quoted(external_id)}").json(),
        )

    def put_vacancy_by_external_id(
        self, external_id: str, body: "NewVacancy", *, if_match: str | None = None
    ) -> "VacancyAnswer":
        """Make the vacancy that the caller's own system calls so, or replace all that it says.

        What changes nothing is no new version and tells nobody. `status` and `openAt` open a draft, and
        change nothing of what is open. What was closed is 409 `closed-before`.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "PUT",
                f"/vacancy/v1/vacancies/by-external-id/{quoted(external_id)}",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def read_secondment_request_by_external_id(self, external_id: str) -> "SecondmentRequestAnswer":
        """The secondment request that the caller's own system calls so; ids of other organisations are
        unknown.

        Scope: vacancies:read.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send("GET", f"/vacancy/v1/secondment-requests/by-external-id/{quoted(external_id)}").json(),
        )

    def put_secondment_request_by_external_id(
        self, external_id: str, body: "NewSecondmentRequest", *, if_match: str | None = None
    ) -> "SecondmentRequestAnswer":
        """Make the secondment request that the caller's own system calls so, or replace all that it says; as a
        vacancy.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send(
                "PUT",
                f"/vacancy/v1/secondment-requests/by-external-id/{quoted(external_id)}",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def import_vacancies_of_organisation(
        self, body: "NewVacancyImport", *, idempotency_key: str | None = None
    ) -> "VacancyImportAnswer":
        """Create and change the caller's own vacancies by their external ids: all that were sent, or none.

        Sent again, it changes nothing. What somebody closed is left alone. With `replace`, what has an
        external id, is open and is not among the rows is closed; what was made by hand stays.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyImportAnswer",
            self._caller.send(
                "POST",
                "/vacancy/v1/vacancy-imports",
                body=body,
                headers={"Idempotency-Key": idempotency_key},
                keyed=True,
            ).json(),
        )

    def import_secondment_requests_of_organisation(
        self, body: "NewSecondmentRequestImport", *, idempotency_key: str | None = None
    ) -> "SecondmentRequestImportAnswer":
        """Create and change the caller's own secondment requests by their external ids; as vacancies.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestImportAnswer",
            self._caller.send(
                "POST",
                "/vacancy/v1/secondment-request-imports",
                body=body,
                headers={"Idempotency-Key": idempotency_key},
                keyed=True,
            ).json(),
        )

    def create_import_job(
        self,
        file: bytes,
        form: Literal["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
        *,
        kind: "SheetKind",
        dry_run: "bool | None" = None,
        rows: "RowsWanted | None" = None,
        mode: "Mode | None" = None,
        announce: "bool | None" = None,
        confirmed: "bool | None" = None,
        idempotency_key: str | None = None,
    ) -> "ImportJobAnswer":
        """Send a CSV or XLSX file of vacancies or secondment requests; a worker takes it in.

        It is looked at and nothing is stored unless `dryRun` is false. What is stored is stored at once, by
        external id, so that a file may be sent again. See the job for progress, and its report for each bad
        row. At most 20 MB and 100,000 rows.

        Scope: vacancies:write.
        """
        return cast(
            "ImportJobAnswer",
            self._caller.send(
                "POST",
                "/vacancy/v1/import-jobs",
                query={
                    "dryRun": dry_run,
                    "rows": rows,
                    "kind": kind,
                    "mode": mode,
                    "announce": announce,
                    "confirmed": confirmed,
                },
                file=(form, file),
                headers={"Idempotency-Key": idempotency_key},
                keyed=True,
            ).json(),
        )

    def read_import_job(self, job_id: str) -> "ImportJobAnswer":
        """How far a file of the caller's own organisation is, and what came of it. It is there for seven days.

        Scope: vacancies:write.
        """
        return cast("ImportJobAnswer", self._caller.send("GET", f"/vacancy/v1/import-jobs/{quoted(job_id)}").json())

    def remove_import_job(self, job_id: str) -> None:
        """Remove a job with its file and report. What it stored stays.

        Scope: vacancies:write.
        """
        self._caller.send("DELETE", f"/vacancy/v1/import-jobs/{quoted(job_id)}")

    def read_report_of_import_job(self, job_id: str, *, limit: "int | None" = None) -> Iterator["ReportLineAnswer"]:
        """Every fault of every row so far; with `Accept: text/csv` all of them as a sheet.

        Scope: vacancies:write.
        """
        return self._caller.items(f"/vacancy/v1/import-jobs/{quoted(job_id)}/report", {"limit": limit})

    def read_import_mapping(self, kind: str) -> "ImportMappingAnswer":
        """What is remembered of the headings of the caller's own organisation.

        Scope: vacancies:write.
        """
        return cast(
            "ImportMappingAnswer", self._caller.send("GET", f"/vacancy/v1/import-mappings/{quoted(kind)}").json()
        )

    def put_import_mapping(self, kind: str, body: "ImportMapping") -> "ImportMappingAnswer":
        """Remember which heading stands for which field, for every later file of that kind.

        Scope: vacancies:write.
        """
        return cast(
            "ImportMappingAnswer",
            self._caller.send("PUT", f"/vacancy/v1/import-mappings/{quoted(kind)}", body=body).json(),
        )

    def read_import_template(
        self, kind: str, *, format: Literal["csv", "xlsx"] | None = None, language: Literal["nl", "en"] | None = None
    ) -> bytes:
        """An empty sheet with its headings and one example row; as XLSX with choices and an explanation. For
        everybody.
        """
        return self._caller.send(
            "GET", f"/vacancy/v1/import-templates/{quoted(kind)}", query={"format": format, "language": language}
        ).content

    def export_postings(
        self,
        kind: str,
        *,
        format: Literal["csv", "xlsx", "json-lines"] | None = None,
        language: Literal["nl", "en"] | None = None,
    ) -> bytes:
        """All of the caller's own, drafts and closed ones too, as CSV, XLSX or JSON Lines.

        Scope: vacancies:read.
        """
        return self._caller.send(
            "GET", f"/vacancy/v1/exports/{quoted(kind)}", query={"format": format, "language": language}
        ).content

    def skip_stage_of_vacancy(
        self, vacancy_id: str, body: "StageStep", *, if_match: str | None = None
    ) -> "VacancyAnswer":
        """End the present stage now, where the covenant lets the caller; what follows is what would have at
        its end.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/skipping",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def shorten_stage_of_vacancy(
        self, vacancy_id: str, body: "Shortening", *, if_match: str | None = None
    ) -> "VacancyAnswer":
        """Shorten the present stage, once and not below what the covenant says. Where so many days have
        passed, the next stage opens now.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/shortening",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def extend_stage_of_vacancy(
        self, vacancy_id: str, body: "StageExtension", *, if_match: str | None = None
    ) -> "VacancyAnswer":
        """Extend the present stage, once and by at most the days of the covenant; the closing date moves where
        it must.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/extension",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def open_public_stage_of_vacancy(
        self, vacancy_id: str, body: "PublicOpening", *, if_match: str | None = None
    ) -> "VacancyAnswer":
        """Open the public stage that reactions enough held back; for a recruiter. Their number is kept with
        the reason.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/public-opening",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def reopen_vacancy(self, vacancy_id: str, body: "Reopening", *, if_match: str | None = None) -> "VacancyAnswer":
        """Open what was closed again: in the stage that was open, with its remaining days, under the same
        version of its covenant, to whoever is a member now. What was filled stays closed.

        Scope: vacancies:write.
        """
        return cast(
            "VacancyAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/reopening",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def audit_vacancy(self, vacancy_id: str) -> "AuditAnswer":
        """Who could see the vacancy when, by which rule and clause, worked out from the append-only history
        alone.

        For its own organisation's HR system, recruiters, vacancy holders and privacy officer, and for the
        co-ordinator of the covenant that governs it. It names organisations, and no persons.

        Scope: vacancies:read.
        """
        return cast("AuditAnswer", self._caller.send("GET", f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/audit").json())

    def audit_secondment_request(self, secondment_request_id: str) -> "SecondmentAuditAnswer":
        """Who could see the secondment request when, as of a vacancy and for the same callers.

        Scope: vacancies:read.
        """
        return cast(
            "SecondmentAuditAnswer",
            self._caller.send("GET", f"/vacancy/v1/secondment-requests/{quoted(secondment_request_id)}/audit").json(),
        )

    def list_reactions(self, vacancy_id: str, *, limit: "int | None" = None) -> Iterator["ReactionAnswer"]:
        """The reactions and how many count, without whose they are; for the vacancy's own organisation alone.

        Scope: vacancies:read.
        """
        return self._caller.items(f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/reactions", {"limit": limit})

    def react_to_vacancy(
        self, vacancy_id: str, body: "NewReaction", *, idempotency_key: str | None = None
    ) -> "ReactionAnswer":
        """Ask to be considered, for oneself or for a person whom an HR system names by its own opaque
        reference.

        One reaction per person and vacancy: sending it again answers 200 with the one that stands.

        Scope: reactions:write.
        """
        return cast(
            "ReactionAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/reactions",
                body=body,
                headers={"Idempotency-Key": idempotency_key},
                keyed=True,
            ).json(),
        )

    def withdraw_from_vacancy(self, vacancy_id: str, reaction_id: str) -> "ReactionAnswer":
        """Take a reaction back; whoever sent it can. Where too few remain, the public stage that was held back
        opens.

        Scope: reactions:write.
        """
        return cast(
            "ReactionAnswer",
            self._caller.send(
                "POST", f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/reactions/{quoted(reaction_id)}/withdrawal"
            ).json(),
        )

    def assess_reaction_to_vacancy(
        self, vacancy_id: str, reaction_id: str, body: "ReactionAssessment", *, if_match: str | None = None
    ) -> "ReactionAnswer":
        """Find a reaction suitable or not. An unsuitable one counts no more; where too few remain, the public
        stage opens.

        The same finding again is no new version; another one takes its place.

        Scope: vacancies:write.
        """
        return cast(
            "ReactionAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/vacancies/{quoted(vacancy_id)}/reactions/{quoted(reaction_id)}/assessment",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def list_secondment_requests(
        self,
        *,
        limit: "int | None" = None,
        status: "Status | None" = None,
        stage: "StageName | None" = None,
        organisation: "str | None" = None,
    ) -> Iterator["SecondmentRequestSummary"]:
        """The caller's own requests, and those of others that are open to the caller now; newest first.

        Scope: vacancies:read.
        """
        return self._caller.items(
            "/vacancy/v1/secondment-requests",
            {"limit": limit, "status": status, "stage": stage, "organisation": organisation},
        )

    def create_secondment_request(
        self, body: "NewSecondmentRequest", *, idempotency_key: str | None = None
    ) -> "SecondmentRequestAnswer":
        """Make a request of the caller's own organisation, the borrower: a draft, open at once, or to open
        later.

        It opens to the own organisation and its partners at once, unless the covenant opens requests in
        stages.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send(
                "POST",
                "/vacancy/v1/secondment-requests",
                body=body,
                headers={"Idempotency-Key": idempotency_key},
                keyed=True,
            ).json(),
        )

    def read_secondment_request(self, secondment_request_id: str) -> "SecondmentRequestAnswer":
        """One secondment request. Not open to the caller is the same as unknown.

        Scope: vacancies:read.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send("GET", f"/vacancy/v1/secondment-requests/{quoted(secondment_request_id)}").json(),
        )

    def change_secondment_request(
        self, secondment_request_id: str, body: "ChangedSecondmentRequest", *, if_match: str | None = None
    ) -> "SecondmentRequestAnswer":
        """Change what is named; null empties what may be empty. Nothing that differs is no new version.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send(
                "PATCH",
                f"/vacancy/v1/secondment-requests/{quoted(secondment_request_id)}",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def open_secondment_request(
        self, secondment_request_id: str, body: "OpeningOrder | None", *, if_match: str | None = None
    ) -> "SecondmentRequestAnswer":
        """Open a draft now, or by itself at a later moment.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/secondment-requests/{quoted(secondment_request_id)}/opening",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def close_secondment_request(
        self, secondment_request_id: str, body: "Closure", *, if_match: str | None = None
    ) -> "SecondmentRequestAnswer":
        """End a secondment request, with what came of it. What never opened can only be withdrawn.

        `filled` needs at least one placement: a secondment, named here or recorded before with a match.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/secondment-requests/{quoted(secondment_request_id)}/closure",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def skip_stage_of_secondment_request(
        self, secondment_request_id: str, body: "StageStep", *, if_match: str | None = None
    ) -> "SecondmentRequestAnswer":
        """End the present stage now, where the covenant lets the caller; what follows is what would have at
        its end.

        Where the covenant does not open requests in stages, no stage follows and this is 409 `not-in-this-
        stage`.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/secondment-requests/{quoted(secondment_request_id)}/skipping",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def shorten_stage_of_secondment_request(
        self, secondment_request_id: str, body: "Shortening", *, if_match: str | None = None
    ) -> "SecondmentRequestAnswer":
        """Shorten the present stage, once and not below what the covenant says. Where so many days have
        passed, the next stage opens now.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/secondment-requests/{quoted(secondment_request_id)}/shortening",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def extend_stage_of_secondment_request(
        self, secondment_request_id: str, body: "StageExtension", *, if_match: str | None = None
    ) -> "SecondmentRequestAnswer":
        """Extend the present stage, once and by at most the days of the covenant.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/secondment-requests/{quoted(secondment_request_id)}/extension",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def reopen_secondment_request(
        self, secondment_request_id: str, body: "Reopening", *, if_match: str | None = None
    ) -> "SecondmentRequestAnswer":
        """Open what was closed again: in the stage that was open, with its remaining days, under the same
        version of its covenant, to whoever is a member now. What was filled stays closed.

        Scope: vacancies:write.
        """
        return cast(
            "SecondmentRequestAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/secondment-requests/{quoted(secondment_request_id)}/reopening",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def list_placements(
        self, *, limit: "int | None" = None, need_id: "str | None" = None
    ) -> Iterator["PlacementAnswer"]:
        """Moves to the caller's organisation and from it, newest first, without who moved.

        A move for good is shown to the employer that is left from the day on which the work starts.

        Scope: vacancies:read.
        """
        return self._caller.items("/vacancy/v1/placements", {"limit": limit, "needId": need_id})

    def read_placement(self, placement_id: str) -> "PlacementAnswer":
        """One placement. Another organisation's is the same as unknown.

        Scope: vacancies:read.
        """
        return cast(
            "PlacementAnswer", self._caller.send("GET", f"/vacancy/v1/placements/{quoted(placement_id)}").json()
        )

    def extend_placement(
        self, placement_id: str, body: "Extension", *, if_match: str | None = None
    ) -> "PlacementAnswer":
        """A secondment goes on until a later day, by the lender or the borrower.

        Scope: vacancies:write.
        """
        return cast(
            "PlacementAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/placements/{quoted(placement_id)}/extension",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def end_placement(self, placement_id: str, body: "Ending", *, if_match: str | None = None) -> "PlacementAnswer":
        """A secondment ends, by the lender or the borrower; converted, it makes a placement of its own at the
        borrower.

        Scope: vacancies:write.
        """
        return cast(
            "PlacementAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/placements/{quoted(placement_id)}/ending",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def fill_gap_of_placement(
        self, placement_id: str, body: "GapFilling", *, idempotency_key: str | None = None, if_match: str | None = None
    ) -> "PlacementAnswer":
        """Answer who fills the place meanwhile; for the lender. `vacancy` and `secondment-request` make one
        with this call, a draft unless `status` says `open`, filled in from what the placement fills and
        until its end. That happens once: sent again, it is refused, unless it is a repeat with the same
        `Idempotency-Key`.

        Scope: vacancies:write.
        """
        return cast(
            "PlacementAnswer",
            self._caller.send(
                "POST",
                f"/vacancy/v1/placements/{quoted(placement_id)}/gap",
                body=body,
                headers={"Idempotency-Key": idempotency_key, "If-Match": if_match},
                keyed=True,
            ).json(),
        )

    def list_covenants(self) -> "CovenantList":
        """Every adopted version of every covenant."""
        return cast("CovenantList", self._caller.send("GET", "/vacancy/v1/covenants").json())

    def read_covenant(self, covenant_id: str) -> "CovenantText":
        """The version in force, or the newest where none is, with its text."""
        return cast("CovenantText", self._caller.send("GET", f"/vacancy/v1/covenants/{quoted(covenant_id)}").json())

    def read_results_of_covenant(self, covenant_id: str, *, from_: str, to: str) -> "ResultsAnswer":
        """What came of a covenant, as JSON or, with `Accept: text/csv`, as CSV.

        For its co-ordinator, and for the HR systems and recruiters of its members. Counts under five are
        left out, and what would give them away by a sum.

        Scope: vacancies:read.
        """
        return cast(
            "ResultsAnswer",
            self._caller.send(
                "GET", f"/vacancy/v1/covenants/{quoted(covenant_id)}/results", query={"from": from_, "to": to}
            ).json(),
        )

    def enter_baseline_of_covenant(self, covenant_id: str, body: "BaselineForm") -> "BaselineAnswer":
        """Enter the figures of an earlier period, beside which results are shown; they take the place of those
        before.

        For the co-ordinator of that covenant.

        Scope: covenants:write.
        """
        return cast(
            "BaselineAnswer",
            self._caller.send("PUT", f"/vacancy/v1/covenants/{quoted(covenant_id)}/baseline", body=body).json(),
        )

    def list_job_postings(self, *, limit: "int | None" = None, cursor: "str | None" = None) -> bytes:
        """Public vacancies as a schema.org `ItemList` of `JobPosting`, newest first; for everybody, without a
        token.
        """
        return self._caller.send("GET", "/vacancy/v1/job-postings", query={"limit": limit, "cursor": cursor}).content

    def read_job_posting(self, vacancy_id: str) -> bytes:
        """One public vacancy as a schema.org `JobPosting`. What is not public now is the same as unknown."""
        return self._caller.send("GET", f"/vacancy/v1/job-postings/{quoted(vacancy_id)}").content

    def read_atom_feed(self, *, limit: "int | None" = None, cursor: "str | None" = None) -> bytes:
        """Public vacancies as Atom, newest first; for everybody, without a token."""
        return self._caller.send("GET", "/vacancy/v1/feeds/atom", query={"limit": limit, "cursor": cursor}).content

    def read_rss_feed(self, *, limit: "int | None" = None, cursor: "str | None" = None) -> bytes:
        """Public vacancies as RSS 2.0, newest first; for everybody, without a token."""
        return self._caller.send("GET", "/vacancy/v1/feeds/rss", query={"limit": limit, "cursor": cursor}).content

    def read_json_feed(self, *, limit: "int | None" = None, cursor: "str | None" = None) -> bytes:
        """Public vacancies as JSON Feed 1.1, newest first; for everybody, without a token."""
        return self._caller.send("GET", "/vacancy/v1/feeds/json-feed", query={"limit": limit, "cursor": cursor}).content

    def read_closing_dates(self) -> bytes:
        """The last days of public vacancies as iCalendar: of the 500 newest; for everybody, without a token."""
        return self._caller.send("GET", "/vacancy/v1/feeds/closing-dates").content

    def read_sitemap(self) -> bytes:
        """The addresses of public vacancies as a sitemap: of the 5,000 newest; for everybody, without a token."""
        return self._caller.send("GET", "/vacancy/v1/sitemap").content

    def read_partner_atom_feed(self, *, limit: "int | None" = None, cursor: "str | None" = None) -> bytes:
        """Vacancies and secondment requests open to the caller as Atom, newest first: own, of partners, and
        public.

        Scope: vacancies:read.
        """
        return self._caller.send(
            "GET", "/vacancy/v1/partner-feeds/atom", query={"limit": limit, "cursor": cursor}
        ).content

    def read_partner_rss_feed(self, *, limit: "int | None" = None, cursor: "str | None" = None) -> bytes:
        """Vacancies and secondment requests open to the caller as RSS 2.0, newest first.

        Scope: vacancies:read.
        """
        return self._caller.send(
            "GET", "/vacancy/v1/partner-feeds/rss", query={"limit": limit, "cursor": cursor}
        ).content

    def read_partner_json_feed(self, *, limit: "int | None" = None, cursor: "str | None" = None) -> bytes:
        """Vacancies and secondment requests open to the caller as JSON Feed 1.1, newest first.

        Scope: vacancies:read.
        """
        return self._caller.send(
            "GET", "/vacancy/v1/partner-feeds/json-feed", query={"limit": limit, "cursor": cursor}
        ).content

    def read_partner_closing_dates(self) -> bytes:
        """As iCalendar, of the 500 newest: the last days of vacancies, and the first of secondment requests.

        Scope: vacancies:read.
        """
        return self._caller.send("GET", "/vacancy/v1/partner-feeds/closing-dates").content

    def list_vacancy_pages(
        self, *, limit: "int | None" = None, cursor: "str | None" = None, language: Literal["en", "nl"] | None = None
    ) -> bytes:
        """Public vacancies as a page to read, newest first; in Dutch, or in English where Accept-Language
        prefers it.
        """
        return self._caller.send(
            "GET", "/vacancy/v1/vacancy-pages", query={"limit": limit, "cursor": cursor, "language": language}
        ).content

    def read_vacancy_page(self, vacancy_id: str, *, language: Literal["en", "nl"] | None = None) -> bytes:
        """One public vacancy as a page to read, with its `JobPosting` in it. A browser gets the 404 as a page
        too.
        """
        return self._caller.send(
            "GET", f"/vacancy/v1/vacancy-pages/{quoted(vacancy_id)}", query={"language": language}
        ).content
