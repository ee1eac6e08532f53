"""The candidate service, written from its openapi.json (`generate.py`); change nothing here."""

from collections.abc import Iterator
from typing import Literal, NotRequired, TypeAlias, TypedDict, cast

from doorstroom_client.calling import Caller, quoted


class AdviceAnswer(TypedDict):
    """Somebody who chose this adviser; `acceptedAt` is there once the adviser accepted."""

    candidateId: str
    chosenAt: str
    acceptedAt: "str | None"


class AdvisedAnswer(TypedDict):
    """What an adviser sees of the person who chose them."""

    candidateId: str
    version: int
    identity: "IdentityAnswer"
    employment: "EmploymentAnswer | None"
    goesFirst: "GoesFirstAnswer | None"
    occupations: list["TermAnswer"]
    skills: list["TermAnswer"]
    hours: "HoursAnswer"
    lowestScale: "str | None"
    availableFromDate: "str | None"
    moves: list["Move"]
    blockedOrganisations: list[str]
    acceptsLoss: list[str]
    registeredAt: str
    warnings: list["WarningTold"]
    status: Literal["active", "withdrawn"]
    registeredBy: "RegisteredBy"
    hiddenFromEmployer: bool


class AdviserAnswer(TypedDict):
    """Whom you chose. Once they accepted they see you, and you see where they work."""

    email: str
    organisation: "str | None"
    chosenAt: str
    acceptedAt: "str | None"


class AskEmploymentConfirmation(TypedDict):
    """`employerMayKnow` must be true: by asking, your employer learns your name and that you take part."""

    employerMayKnow: bool


class AskedAnswer(TypedDict):
    """Who asks for a confirmation, of which employment."""

    confirmationId: str
    name: str
    employment: "DeclaredEmploymentAnswer"
    askedAt: str


class AskedEmployerAnswer(TypedDict):
    """What you asked of your employer, and what it answered."""

    status: "ConfirmationStatus"
    askedAt: str
    answeredAt: "str | None"


class AskedPage(TypedDict):
    """Newest first."""

    items: list["AskedAnswer"]


Because: TypeAlias = Literal[
    "expired", "consent-withdrawn", "procedure-ended", "candidate-withdrawn", "candidate-erased", "placed"
]


class CandidateAnswer(TypedDict):
    """A person's own. While `asleep` nothing is published: it waits for the person to confirm it.

    `goesAt` is there when a new job was agreed: at its start everything here is erased.
    """

    candidateId: str
    version: int
    identity: "IdentityAnswer"
    employment: "EmploymentAnswer | None"
    goesFirst: "GoesFirstAnswer | None"
    occupations: list["TermAnswer"]
    skills: list["TermAnswer"]
    hours: "HoursAnswer"
    lowestScale: "str | None"
    availableFromDate: "str | None"
    moves: list["Move"]
    blockedOrganisations: list[str]
    acceptsLoss: list[str]
    registeredAt: str
    warnings: list["WarningTold"]
    status: Literal["asleep", "active", "withdrawn"]
    registeredBy: "RegisteredBy"
    hiddenFromEmployer: bool
    askedAt: "str | None"
    keptUntilDate: str
    goesAt: "str | None"
    adviser: "AdviserAnswer | None"
    employmentConfirmation: "AskedEmployerAnswer | None"


class CandidateImportAnswer(TypedDict):
    """What was taken, by what was sent alone: it never tells what became of somebody."""

    dryRun: bool
    rows: int
    rowsBefore: int
    toConfirm: bool


class CandidatePage(TypedDict):
    """Newest first."""

    items: list["CandidateAnswer | RegistrationAnswer | AdviceAnswer"]


class CandidateRow(TypedDict):
    """An employee of the caller's own organisation, by its own id: a personnel number. It is kept as a
    hash alone.
    """

    identity: "IdentityBody"
    employment: NotRequired["EmploymentBody | None"]
    goesFirst: NotRequired["GoesFirstBody | None"]
    hiddenFromEmployer: NotRequired["bool | None"]
    occupations: NotRequired[list["TermBody"]]
    skills: NotRequired[list["TermBody"]]
    hours: "HoursBody"
    lowestScale: NotRequired["str | None"]
    availableFromDate: NotRequired["str | None"]
    moves: list["Move"]
    blockedOrganisations: NotRequired[list[str]]
    acceptsLoss: NotRequired[
        list[
            Literal[
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
        ]
    ]
    externalId: str


class ChangeCandidate(TypedDict):
    """A person changes their own; an empty change says that they still take part. An employer changes what
    it gave.
    """

    identity: NotRequired["ChangeIdentity"]
    employment: NotRequired["EmploymentBody | None"]
    goesFirst: NotRequired["GoesFirstBody | None"]
    hiddenFromEmployer: NotRequired[bool]
    occupations: NotRequired[list["TermBody"]]
    skills: NotRequired[list["TermBody"]]
    hours: NotRequired["HoursBody"]
    lowestScale: NotRequired["str | None"]
    availableFromDate: NotRequired["str | None"]
    moves: NotRequired[list["Move"]]
    blockedOrganisations: NotRequired[list[str]]
    acceptsLoss: NotRequired[
        list[
            Literal[
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
        ]
    ]


class ChangeIdentity(TypedDict):
    """Who it is, corrected."""

    name: NotRequired[str]
    email: NotRequired[str]
    phone: NotRequired["str | None"]


class ChooseAdviser(TypedDict):
    """The address with which the adviser signs in."""

    email: str


class ConfirmationAnswer(TypedDict):
    service: str
    confirmedAt: "str | None"


ConfirmationStatus: TypeAlias = Literal["asked", "confirmed", "refused"]

Contract: TypeAlias = Literal["permanent", "temporary"]


class DeclaredEmploymentAnswer(TypedDict):
    """As the person gave it; what they recorded of the work that they want is not the employer's to know."""

    workplace: "str | None"
    legalForm: "LegalForm"
    contract: "Contract"
    contractEndDate: "str | None"
    agreement: str
    scale: str
    step: "int | None"
    hours: float
    passport: "PassportAnswer | None"


class DisclosedAnswer(TypedDict):
    """With who it is: to show this was a look."""

    seenAs: NotRequired[Literal["organisation"]]
    disclosureId: str
    version: int
    purpose: "Purpose"
    matchId: "str | None"
    referralId: "str | None"
    needId: "str | None"
    fromAt: str
    untilAt: str
    identity: "IdentityAnswer"


class DisclosureAnswer(TypedDict):
    """A person's own yes: to whom, for what, until when."""

    seenAs: NotRequired[Literal["candidate"]]
    disclosureId: str
    version: int
    candidateId: str
    organisation: str
    purpose: "Purpose"
    matchId: "str | None"
    referralId: "str | None"
    needId: "str | None"
    fromAt: str
    untilAt: str
    endedAt: "str | None"
    endedBecause: "Because | None"


class DisclosurePage(TypedDict):
    """Newest first."""

    items: list["OpenDisclosureAnswer | DisclosureAnswer"]


class EmploymentAnswer(TypedDict):
    """`standing` tells whether the employer has confirmed it."""

    employer: str
    workplace: "str | None"
    standing: "Standing"
    legalForm: "LegalForm"
    contract: "Contract"
    contractEndDate: "str | None"
    agreement: str
    scale: str
    step: "int | None"
    hours: float
    passport: "PassportAnswer | None"


class EmploymentBody(TypedDict):
    """The present contract. `workplace` is where the work is done, if not at the employer."""

    employer: str
    workplace: NotRequired["str | None"]
    legalForm: "LegalForm"
    contract: "Contract"
    contractEndDate: NotRequired["str | None"]
    agreement: str
    scale: str
    step: NotRequired["int | None"]
    hours: float
    passport: NotRequired["PassportBody | None"]


class EmploymentConfirmationAnswer(TypedDict):
    confirmationId: str
    status: "ConfirmationStatus"
    answeredAt: str


class ErasureAnswer(TypedDict):
    """Here it is done; `completedAt` is there once every service that knew the candidate has confirmed."""

    erasureId: str
    reason: "Reason"
    erasedAt: str
    completedAt: "str | None"
    services: list["ConfirmationAnswer"]


GoesFirstAnswer = TypedDict("GoesFirstAnswer", {"from": str, "until": str})

GoesFirstBody = TypedDict("GoesFirstBody", {"from": str, "until": str})


class HoursAnswer(TypedDict):
    min: float
    max: float


class HoursBody(TypedDict):
    """Hours a week; full time is 36 in the public agreements."""

    min: float
    max: float


class IdentityAnswer(TypedDict):
    name: str
    email: str
    phone: "str | None"


class IdentityBody(TypedDict):
    """Who it is: kept apart from the profile. A person may leave out the address that their token has
    verified.
    """

    name: str
    email: NotRequired["str | None"]
    phone: NotRequired["str | None"]


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


JobStatus: TypeAlias = Literal["receiving", "waiting", "running", "finished", "failed"]

LegalForm: TypeAlias = Literal["contract", "public-law", "payroll", "agency"]


class LookAnswer(TypedDict):
    """A look at the person who reads this. Either a role or a system, by its name in the token, is there."""

    lookedAt: str
    organisation: "str | None"
    role: "str | None"
    system: "str | None"
    purpose: "LookPurpose"
    seen: list["Seen"]
    disclosureId: "str | None"
    matchId: "str | None"
    referralId: "str | None"
    needId: "str | None"


class LookPage(TypedDict):
    """Newest first."""

    items: list["LookAnswer"]


LookPurpose: TypeAlias = Literal[
    "contact", "employer-consent", "secondment", "referral", "advice", "employment-confirmation"
]

Mode: TypeAlias = Literal["add", "replace"]

Move: TypeAlias = Literal["permanent", "temporary", "secondment", "work-experience"]


class NewCandidateImport(TypedDict):
    """Every row is taken, or none."""

    mode: "Mode"
    rows: list["CandidateRow"]
    dryRun: NotRequired[bool]
    confirmed: NotRequired[bool]


class OpenDisclosureAnswer(TypedDict):
    """One person who is disclosed to an organisation, without who it is."""

    seenAs: NotRequired[Literal["organisation"]]
    disclosureId: str
    version: int
    purpose: "Purpose"
    matchId: "str | None"
    referralId: "str | None"
    needId: "str | None"
    fromAt: str
    untilAt: str


class OrganisationLookAnswer(TypedDict):
    """A look, without at whom. `lookedBy` is the reference of the person who looked, where it was one."""

    lookedAt: str
    role: "str | None"
    system: "str | None"
    lookedBy: "str | None"
    purpose: "LookPurpose"
    seen: list["Seen"]
    matchId: "str | None"
    referralId: "str | None"
    needId: "str | None"


class OrganisationLookPage(TypedDict):
    """Newest first."""

    items: list["OrganisationLookAnswer"]


class PassportAnswer(TypedDict):
    """What is not known is null."""

    contractSinceDate: "str | None"
    pensionFund: "str | None"
    governmentServiceSinceDate: "str | None"
    noticeServiceSinceDate: "str | None"
    waitingServiceSinceDate: "str | None"
    chain: "list[PastContractAnswer] | None"
    successive: "bool | None"
    successors: "list[SuccessorAnswer] | None"
    allowancesMonthlyCents: "int | None"
    travelYearlyCents: "int | None"
    leaveYearlyHours: "float | None"
    nextStepDate: "str | None"


class PassportBody(TypedDict):
    """What the contract brings along in a move. All of it may be left out, and is unknown then.

    `successive`: whether the work that is wanted makes a new employer the successor of the present one;
    `successors` says so of single organisations, each once, and wins there. `chain` has the oldest
    contract first and the present one last. Money is in whole cents.
    """

    contractSinceDate: NotRequired["str | None"]
    pensionFund: NotRequired["str | None"]
    governmentServiceSinceDate: NotRequired["str | None"]
    noticeServiceSinceDate: NotRequired["str | None"]
    waitingServiceSinceDate: NotRequired["str | None"]
    chain: NotRequired["list[PastContractBody] | None"]
    successive: NotRequired["bool | None"]
    successors: NotRequired["list[SuccessorBody] | None"]
    allowancesMonthlyCents: NotRequired["int | None"]
    travelYearlyCents: NotRequired["int | None"]
    leaveYearlyHours: NotRequired["float | None"]
    nextStepDate: NotRequired["str | None"]


PastContractAnswer = TypedDict(
    "PastContractAnswer", {"from": str, "until": "str | None", "temporary": bool, "successive": "bool | None"}
)

PastContractBody = TypedDict(
    "PastContractBody",
    {"from": str, "until": NotRequired["str | None"], "temporary": bool, "successive": NotRequired["bool | None"]},
)

Purpose: TypeAlias = Literal["contact", "employer-consent", "secondment", "referral"]

Reason: TypeAlias = Literal["requested", "registration-refused", "registration-taken-back", "retention", "placement"]


class RegisterCandidate(TypedDict):
    """A person registers themselves, or an employer its own employee."""

    identity: "IdentityBody"
    employment: NotRequired["EmploymentBody | None"]
    goesFirst: NotRequired["GoesFirstBody | None"]
    hiddenFromEmployer: NotRequired["bool | None"]
    occupations: NotRequired[list["TermBody"]]
    skills: NotRequired[list["TermBody"]]
    hours: "HoursBody"
    lowestScale: NotRequired["str | None"]
    availableFromDate: NotRequired["str | None"]
    moves: list["Move"]
    blockedOrganisations: NotRequired[list[str]]
    acceptsLoss: NotRequired[
        list[
            Literal[
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
        ]
    ]


RegisteredBy: TypeAlias = Literal["person", "employer"]


class RegistrationAnswer(TypedDict):
    """What an employer gave, as it gave it. `confirmed`: the person has confirmed it once; no more is
    told.
    """

    candidateId: str
    version: int
    identity: "IdentityAnswer"
    employment: "EmploymentAnswer | None"
    goesFirst: "GoesFirstAnswer | None"
    occupations: list["TermAnswer"]
    skills: list["TermAnswer"]
    hours: "HoursAnswer"
    lowestScale: "str | None"
    availableFromDate: "str | None"
    moves: list["Move"]
    blockedOrganisations: list[str]
    acceptsLoss: list[str]
    registeredAt: str
    warnings: list["WarningTold"]
    status: Literal["asleep", "confirmed"]


class ReportLineAnswer(TypedDict):
    """What is wrong with one cell, or with the whole row; row 1 is that of the headings."""

    row: int
    column: "str | None"
    value: "str | None"
    message: str


class ReportPage(TypedDict):
    """In the order of the rows."""

    items: list["ReportLineAnswer"]


RowsWanted: TypeAlias = Literal["all", "good"]

Seen: TypeAlias = Literal["name", "email", "phone", "employment", "profile"]

SheetKind: TypeAlias = Literal["candidates"]

Standing: TypeAlias = Literal["declared", "confirmed"]


class SuccessorAnswer(TypedDict):
    organisation: str
    successive: bool


class SuccessorBody(TypedDict):
    """Whether the work that is wanted makes this organisation the successor of the present employer."""

    organisation: str
    successive: bool


class TermAnswer(TypedDict):
    scheme: str
    uri: str


class TermBody(TypedDict):
    """A term of a published scheme. Label and version may be given and are not kept: of a person only
    codes are.
    """

    scheme: str
    uri: str
    label: NotRequired["str | None"]
    version: NotRequired["str | None"]


class WarningTold(TypedDict):
    """Something to know or to do; `code` stays the same, `message` is in the caller's language."""

    code: str
    message: str


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


class CandidateService:
    """Persons who want to move. Who somebody is lives apart from what matching may read; an employer never
    learns that one of its people looks around, unless that person said so.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list_candidates(
        self, *, limit: "int | None" = None, seen_as: Literal["adviser"] | None = None
    ) -> Iterator["CandidateAnswer | RegistrationAnswer | AdviceAnswer"]:
        """Your own, with those that an employer registered for your address; or what your organisation gave.

        An adviser sees with `seenAs=adviser` who chose them, without who they are: reading one of those is
        a look.

        Scope: candidates:read.
        """
        return self._caller.items("/candidate/v1/candidates", {"limit": limit, "seenAs": seen_as})

    def register_candidate(
        self, body: "RegisterCandidate", *, idempotency_key: str | None = None
    ) -> "CandidateAnswer | RegistrationAnswer":
        """Register yourself, or your organisation's own employee.

        A person takes part at once, hidden from the present employer unless they say otherwise. An employee
        whom the employer registers sleeps until they confirm it themselves; nothing is published before.

        Scope: candidates:write.
        """
        return cast(
            "CandidateAnswer | RegistrationAnswer",
            self._caller.send(
                "POST", "/candidate/v1/candidates", body=body, headers={"Idempotency-Key": idempotency_key}, keyed=True
            ).json(),
        )

    def read_candidate(self, candidate_id: str) -> "CandidateAnswer | RegistrationAnswer | AdvisedAnswer":
        """Your own candidate, or what your organisation gave of its employee: never how that person uses it.

        For an adviser whom the person chose it is a look, which that person can read: stored before
        anything is shown.

        Scope: candidates:read.
        """
        return cast(
            "CandidateAnswer | RegistrationAnswer | AdvisedAnswer",
            self._caller.send("GET", f"/candidate/v1/candidates/{quoted(candidate_id)}").json(),
        )

    def change_candidate(
        self, candidate_id: str, body: "ChangeCandidate", *, if_match: str | None = None
    ) -> "CandidateAnswer | RegistrationAnswer":
        """Change what is yours; what is left out stays.

        An empty change by a person says that they still take part. An employer can change the employment
        and when the person goes first, and everything else until the person has confirmed it.

        Scope: candidates:write.
        """
        return cast(
            "CandidateAnswer | RegistrationAnswer",
            self._caller.send(
                "PATCH", f"/candidate/v1/candidates/{quoted(candidate_id)}", body=body, headers={"If-Match": if_match}
            ).json(),
        )

    def erase_candidate(self, candidate_id: str) -> "ErasureAnswer":
        """Erase everything known of a candidate: here at once, in the other services as they confirm it.

        A person erases their own, or refuses what an employer registered. An employer takes back what
        nobody confirmed.

        Scope: candidates:write.
        """
        return cast(
            "ErasureAnswer", self._caller.send("DELETE", f"/candidate/v1/candidates/{quoted(candidate_id)}").json()
        )

    def import_candidates_of_organisation(
        self, body: "NewCandidateImport", *, idempotency_key: str | None = None
    ) -> "CandidateImportAnswer":
        """Register and change the caller's own employees by their external ids: all that were sent, or none.

        Each sleeps until that person confirms it; nothing is published before. Sent again, it changes
        nothing. Of whom the person has confirmed, the employment and when they go first are taken, the rest
        is theirs. With `replace`, what sleeps and is not among the rows is taken back; what was registered
        by hand stays.

        Scope: candidates:write.
        """
        return cast(
            "CandidateImportAnswer",
            self._caller.send(
                "POST",
                "/candidate/v1/candidate-imports",
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
        confirmed: "bool | None" = None,
        idempotency_key: str | None = None,
    ) -> "ImportJobAnswer":
        """Send a CSV or XLSX file of the caller's own employees who want to move; a worker takes it in.

        It is looked at and nothing is stored unless `dryRun` is false. What is stored is stored at once, by
        personnel number, so that a file may be sent again; each of them sleeps until that person confirms
        it. See the job for progress, and its report for each bad row, which repeats no name, address or
        number. At most 20 MB and 100,000 rows.

        Scope: candidates:write.
        """
        return cast(
            "ImportJobAnswer",
            self._caller.send(
                "POST",
                "/candidate/v1/import-jobs",
                query={"dryRun": dry_run, "rows": rows, "kind": kind, "mode": mode, "confirmed": confirmed},
                file=(form, file),
                headers={"Idempotency-Key": idempotency_key},
                keyed=True,
            ).json(),
        )

    def read_import_job(self, job_id: str) -> "ImportJobAnswer":
        """How far a file of the caller's own organisation is, and what came of it. It is there for seven days.

        Scope: candidates:write.
        """
        return cast("ImportJobAnswer", self._caller.send("GET", f"/candidate/v1/import-jobs/{quoted(job_id)}").json())

    def remove_import_job(self, job_id: str) -> None:
        """Remove a job with its file and report. What it stored stays.

        Scope: candidates:write.
        """
        self._caller.send("DELETE", f"/candidate/v1/import-jobs/{quoted(job_id)}")

    def read_report_of_import_job(self, job_id: str, *, limit: "int | None" = None) -> Iterator["ReportLineAnswer"]:
        """Every fault of every row so far; with `Accept: text/csv` all of them as a sheet.

        Scope: candidates:write.
        """
        return self._caller.items(f"/candidate/v1/import-jobs/{quoted(job_id)}/report", {"limit": limit})

    def read_import_mapping(self, kind: str) -> "ImportMappingAnswer":
        """What is remembered of the headings of the caller's own organisation.

        Scope: candidates:write.
        """
        return cast(
            "ImportMappingAnswer", self._caller.send("GET", f"/candidate/v1/import-mappings/{quoted(kind)}").json()
        )

    def put_import_mapping(self, kind: str, body: "ImportMapping") -> "ImportMappingAnswer":
        """Remember which heading stands for which field, for every later file of that kind.

        Scope: candidates:write.
        """
        return cast(
            "ImportMappingAnswer",
            self._caller.send("PUT", f"/candidate/v1/import-mappings/{quoted(kind)}", body=body).json(),
        )

    def read_import_template(
        self, kind: str, *, format: Literal["csv", "xlsx"] | None = None, language: Literal["nl", "en"] | None = None
    ) -> bytes:
        """An empty sheet with its headings and one example row; as XLSX with choices and an explanation. For
        everybody.
        """
        return self._caller.send(
            "GET", f"/candidate/v1/import-templates/{quoted(kind)}", query={"format": format, "language": language}
        ).content

    def export_registrations(
        self,
        kind: str,
        *,
        format: Literal["csv", "xlsx", "json-lines"] | None = None,
        language: Literal["nl", "en"] | None = None,
    ) -> bytes:
        """What the caller's organisation gave of its employees, as it gave it, newest first: as CSV, XLSX or
        JSON Lines.

        It has nothing of what those people did with it, but for whether they confirmed it once.

        Scope: candidates:read.
        """
        return self._caller.send(
            "GET", f"/candidate/v1/exports/{quoted(kind)}", query={"format": format, "language": language}
        ).content

    def confirm_candidate(self, candidate_id: str) -> "CandidateAnswer":
        """Say yes to your employer's registration: you take part from now on, and your employer knows that you
        do.

        It is found by the verified address in your token. Confirming again changes nothing.

        Scope: candidates:write.
        """
        return cast(
            "CandidateAnswer",
            self._caller.send("POST", f"/candidate/v1/candidates/{quoted(candidate_id)}/confirmation").json(),
        )

    def withdraw_candidate(self, candidate_id: str, *, if_match: str | None = None) -> "CandidateAnswer":
        """Take part no longer; whoever you were disclosed to can look no longer.

        What is known stays until you erase it or its time is over.

        Scope: candidates:write.
        """
        return cast(
            "CandidateAnswer",
            self._caller.send(
                "POST", f"/candidate/v1/candidates/{quoted(candidate_id)}/withdrawal", headers={"If-Match": if_match}
            ).json(),
        )

    def confirm_employment(self, candidate_id: str, *, if_match: str | None = None) -> "RegistrationAnswer":
        """Stand for the employment that your organisation gave of somebody it registered itself.

        It counts as confirmed for the candidate as long as the person has not changed it.

        Scope: candidates:write.
        """
        return cast(
            "RegistrationAnswer",
            self._caller.send(
                "POST",
                f"/candidate/v1/candidates/{quoted(candidate_id)}/employment-confirmation",
                headers={"If-Match": if_match},
            ).json(),
        )

    def choose_adviser(
        self, candidate_id: str, body: "ChooseAdviser", *, if_match: str | None = None
    ) -> "CandidateAnswer":
        """Choose who advises you, by address. Once they accept they see who you are, your employment and your
        profile.

        Whoever advised you before can look no longer. A warning tells you where the adviser may be your
        employer's too.

        Scope: candidates:write.
        """
        return cast(
            "CandidateAnswer",
            self._caller.send(
                "PUT",
                f"/candidate/v1/candidates/{quoted(candidate_id)}/adviser",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def dismiss_adviser(self, candidate_id: str, *, if_match: str | None = None) -> "CandidateAnswer":
        """Nobody advises you any longer, from this moment on. Again changes nothing.

        Scope: candidates:write.
        """
        return cast(
            "CandidateAnswer",
            self._caller.send(
                "DELETE", f"/candidate/v1/candidates/{quoted(candidate_id)}/adviser", headers={"If-Match": if_match}
            ).json(),
        )

    def accept_as_adviser(self, candidate_id: str) -> "AdviceAnswer":
        """Accept to advise somebody who chose the verified address in your token. They are told where you
        work.

        Accepting again changes nothing.

        Scope: candidates:write.
        """
        return cast(
            "AdviceAnswer",
            self._caller.send("POST", f"/candidate/v1/candidates/{quoted(candidate_id)}/adviser-acceptance").json(),
        )

    def ask_employment_confirmation(self, candidate_id: str, body: "AskEmploymentConfirmation") -> "CandidateAnswer":
        """Ask your employer to confirm your employment. By this your employer learns that you take part.

        It sees your name and the employment as you gave it, nothing else, and nothing at all before you
        ask. Without a confirmation you compete as well as anybody; it is needed before a placement can be
        recorded.

        Scope: candidates:write.
        """
        return cast(
            "CandidateAnswer",
            self._caller.send(
                "POST", f"/candidate/v1/candidates/{quoted(candidate_id)}/employment-confirmation-request", body=body
            ).json(),
        )

    def list_employment_confirmations(self, *, limit: "int | None" = None) -> Iterator["AskedAnswer"]:
        """Who asks your organisation to confirm their employment, for its HR system and its recruiters.

        Each name that is shown is a look, which the person can read in their access log.

        Scope: candidates:read.
        """
        return self._caller.items("/candidate/v1/employment-confirmations", {"limit": limit})

    def confirm_declared_employment(self, confirmation_id: str) -> "EmploymentConfirmationAnswer":
        """Say that the employment is as the person gave it. What becomes of it after your answer is not told.

        The same answer again changes nothing; what the person took back before is unknown.

        Scope: candidates:write.
        """
        return cast(
            "EmploymentConfirmationAnswer",
            self._caller.send(
                "POST", f"/candidate/v1/employment-confirmations/{quoted(confirmation_id)}/confirmation"
            ).json(),
        )

    def refuse_declared_employment(self, confirmation_id: str) -> "EmploymentConfirmationAnswer":
        """Say that the employment is not as the person gave it. They see that, can correct it, and ask again.

        Scope: candidates:write.
        """
        return cast(
            "EmploymentConfirmationAnswer",
            self._caller.send(
                "POST", f"/candidate/v1/employment-confirmations/{quoted(confirmation_id)}/refusal"
            ).json(),
        )

    def list_disclosures(
        self,
        *,
        limit: "int | None" = None,
        match_id: "str | None" = None,
        seen_as: Literal["organisation", "candidate"] | None = None,
    ) -> Iterator["OpenDisclosureAnswer | DisclosureAnswer"]:
        """Who is disclosed to your organisation now, without a name; or, for a person, to whom they are or
        were.

        Nobody is looked at by this; reading one of them is a look.

        Scope: candidates:read.
        """
        return self._caller.items("/candidate/v1/disclosures", {"limit": limit, "matchId": match_id, "seenAs": seen_as})

    def read_disclosure(
        self, disclosure_id: str, *, seen_as: Literal["organisation", "candidate"] | None = None
    ) -> "DisclosedAnswer | DisclosureAnswer":
        """Name and how to reach them, for the organisation they said yes to; or, for a person, their own yes.

        The first is a look, which the person can read in their access log: it is stored before anything is
        shown.

        Scope: candidates:read.
        """
        return cast(
            "DisclosedAnswer | DisclosureAnswer",
            self._caller.send(
                "GET", f"/candidate/v1/disclosures/{quoted(disclosure_id)}", query={"seenAs": seen_as}
            ).json(),
        )

    def withdraw_consent(self, disclosure_id: str) -> "DisclosureAnswer":
        """Take back your yes: the organisation can look no longer, from this moment on. Again changes nothing.

        Scope: candidates:write.
        """
        return cast(
            "DisclosureAnswer",
            self._caller.send("POST", f"/candidate/v1/disclosures/{quoted(disclosure_id)}/withdrawal").json(),
        )

    def list_looks(self, candidate_id: str, *, limit: "int | None" = None) -> Iterator["LookAnswer"]:
        """Every look at your data: when, on whose behalf, in which role or by which system, at what, and for
        what.

        Scope: candidates:read.
        """
        return self._caller.items(f"/candidate/v1/candidates/{quoted(candidate_id)}/access-log", {"limit": limit})

    def list_looks_of_organisation(self, *, limit: "int | None" = None) -> Iterator["OrganisationLookAnswer"]:
        """The looks made on behalf of your organisation, for its privacy officer. Whom they were at is not
        told.

        Scope: candidates:read.
        """
        return self._caller.items("/candidate/v1/access-log", {"limit": limit})

    def read_erasure(self, erasure_id: str) -> "ErasureAnswer":
        """How far an erasure has come, for whoever asked for it.

        Scope: candidates:read.
        """
        return cast("ErasureAnswer", self._caller.send("GET", f"/candidate/v1/erasures/{quoted(erasure_id)}").json())
