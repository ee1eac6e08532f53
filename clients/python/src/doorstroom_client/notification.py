"""The notification service, written from its openapi.json (`generate.py`); change nothing here."""

from collections.abc import Iterator
from typing import Literal, NotRequired, TypeAlias, TypedDict, cast

from doorstroom_client.calling import Caller, quoted


class AlertAnswer(TypedDict):
    """`subjectId` is the match, vacancy, request, referral or placement; `becauseOf` where the fact arose.

    `news` says what happened where a kind tells more than one thing; an alert of kind `placement`, and
    one about a secondment that runs, says from where to where and until when.
    """

    alertId: str
    recruiterId: str
    kind: "Kind"
    title: "str | None"
    becauseOf: str
    subjectId: str
    needId: "str | None"
    news: "News | None"
    reason: "str | None"
    dueAt: "str | None"
    stage: "str | None"
    closingDate: "str | None"
    url: "str | None"
    card: "Card | None"
    startDate: "str | None"
    endDate: "str | None"
    weeklyHours: "float | None"
    rightToReturn: "bool | None"
    contract: Literal["permanent", "temporary", "secondment"] | None
    movedFrom: "str | None"
    movedTo: "str | None"
    toldAt: str
    readAt: "str | None"
    endedAt: "str | None"
    endedBecause: "str | None"


class AlertPage(TypedDict):
    """Alerts, newest first."""

    items: list["AlertAnswer"]


class Card(TypedDict):
    """All that is shown of a candidate before their yes; a field in `withheld` is null, because too few
    share it.
    """

    occupationGroup: NotRequired["str | None"]
    skillsPresent: NotRequired["list[Skill] | None"]
    skillsCount: NotRequired["int | None"]
    skillsAsked: int
    hoursBand: NotRequired["str | None"]
    startMonth: NotRequired["str | None"]
    scaleFits: NotRequired["bool | None"]
    goesFirst: NotRequired["bool | None"]
    contractKept: NotRequired[Literal["yes", "with-supplement", "no"] | None]
    withheld: NotRequired[list[str]]


class ChangedRecruiter(TypedDict):
    """What is left out stays as it is."""

    name: NotRequired["str | None"]
    email: NotRequired["str | None"]
    language: NotRequired["Language | None"]
    wishes: NotRequired["NewWishes"]


Channel: TypeAlias = Literal["email", "inbox", "none"]

Clash: TypeAlias = Literal["checks-own-looks", "sees-persons-and-totals", "advises-and-chooses"]


class EventAnswer(TypedDict):
    """A CloudEvent 1.0 of a public type; `sequence` is its place in your organisation's feed."""

    specversion: NotRequired[Literal["1.0"]]
    id: str
    source: str
    type: "NoticeType"
    subject: str
    time: str
    datacontenttype: NotRequired[Literal["application/json"]]
    dataschema: str
    sequence: str
    sequencetype: NotRequired[Literal["Integer"]]
    data: dict[str, str]


class EventPage(TypedDict):
    """Events in the order in which they were told."""

    items: list["EventAnswer"]


HolderKind: TypeAlias = Literal["supplier", "person"]


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


class ImportMappingAnswer(TypedDict):
    """What is remembered of an organisation's headings."""

    headings: dict[str, "str | None"]


class ImportProblem(TypedDict):
    """Why nothing could be stored, beside bad rows."""

    code: str
    detail: str


JobStatus: TypeAlias = Literal["receiving", "waiting", "running", "finished", "failed"]

Kind: TypeAlias = Literal[
    "match",
    "vacancy",
    "stage",
    "secondment-request",
    "answer",
    "employer-consent",
    "secondment",
    "referral",
    "placement",
]

Language: TypeAlias = Literal["nl", "en"]


class MandateAnswer(TypedDict):
    """`grantedBy` and `endedBy` are the opaque references of the officers, as the log of requests has
    them.
    """

    mandateId: str
    organisation: str
    kind: "HolderKind"
    holder: str
    issuer: "str | None"
    personRef: "str | None"
    scopes: list[str]
    fromDate: str
    untilDate: "str | None"
    grantedBy: str
    grantedAt: str
    endedBy: "str | None"
    endedAt: "str | None"
    warnings: list["MandateWarning"]


class MandatePage(TypedDict):
    """In the order in which they were granted; those that ended stay."""

    items: list["MandateAnswer"]


class MandateWarning(TypedDict):
    """What to know about it; `code` stays the same, `message` is in the caller's language."""

    code: "Warned"
    message: str


class NewMandate(TypedDict):
    """Without `fromDate` from today on; without `untilDate` until it is ended. The last day counts."""

    kind: "HolderKind"
    holder: str
    issuer: NotRequired["str | None"]
    scopes: list[
        Literal[
            "alerts:read",
            "alerts:write",
            "candidates:read",
            "candidates:write",
            "covenants:write",
            "events:read",
            "matches:read",
            "matches:write",
            "reactions:write",
            "recruiters:read",
            "recruiters:write",
            "roles:read",
            "roles:write",
            "vacancies:read",
            "vacancies:write",
        ]
    ]
    fromDate: NotRequired["str | None"]
    untilDate: NotRequired["str | None"]


class NewRecruiter(TypedDict):
    name: str
    email: str
    language: NotRequired["Language"]
    wishes: NotRequired["NewWishes"]


class NewRoleAssignment(TypedDict):
    """Without `fromDate` from today on; without `untilDate` until it is ended. The last day counts."""

    email: str
    role: "Role"
    covenantId: NotRequired["str | None"]
    fromDate: NotRequired["str | None"]
    untilDate: NotRequired["str | None"]


class NewWishes(TypedDict):
    """How each kind of alert arrives; what is left out follows the defaults."""

    match: NotRequired["Channel | None"]
    vacancy: NotRequired["Channel | None"]
    stage: NotRequired["Channel | None"]
    secondmentRequest: NotRequired["Channel | None"]
    answer: NotRequired["Channel | None"]
    employerConsent: NotRequired["Channel | None"]
    secondment: NotRequired["Channel | None"]
    referral: NotRequired["Channel | None"]
    placement: NotRequired["Channel | None"]


News: TypeAlias = Literal[
    "contact-granted",
    "contact-declined",
    "no-answer",
    "answer-overdue",
    "unavailable",
    "contact-ended",
    "agreed",
    "employer-declined",
    "called-off",
    "extension",
    "ended",
    "arrives",
    "lent",
    "sent",
    "accepted",
    "declined",
    "forwarded",
    "consent-refused",
    "consent-unanswered",
    "withdrawn",
]

NoticeType: TypeAlias = Literal[
    "nl.vacancies.vacancy-available.v1",
    "nl.vacancies.vacancy-unavailable.v1",
    "nl.vacancies.stage-opened.v1",
    "nl.secondments.request-available.v1",
    "nl.secondments.request-unavailable.v1",
    "nl.matches.match-available.v1",
    "nl.matches.match-changed.v1",
    "nl.matches.match-unavailable.v1",
    "nl.matches.contact-answered.v1",
    "nl.referrals.referral-received.v1",
    "nl.referrals.referral-unavailable.v1",
    "nl.referrals.answer-received.v1",
    "nl.placements.placement-available.v1",
    "nl.placements.placement-changed.v1",
]


class RecruiterAnswer(TypedDict):
    recruiterId: str
    version: int
    organisation: str
    name: str
    email: str
    language: "Language"
    wishes: "Wishes"
    registeredAt: str


class RecruiterMapping(TypedDict):
    """Their heading and our field (`email`, `wishes/match`), or null for a column that is passed over."""

    headings: dict[str, "str | None"]


class RecruiterPage(TypedDict):
    """The organisation's recruiters, in the order of their registration."""

    items: list["RecruiterAnswer"]


class ReportLineAnswer(TypedDict):
    """What is wrong with one cell, or with the whole row; row 1 is that of the headings."""

    row: int
    column: "str | None"
    value: "str | None"
    message: str


class ReportPage(TypedDict):
    """In the order of the rows."""

    items: list["ReportLineAnswer"]


Role: TypeAlias = Literal["recruiter", "vacancy-holder", "adviser", "co-ordinator", "privacy-officer"]


class RoleAssignmentAnswer(TypedDict):
    """`grantedBy` is the system that entered it."""

    assignmentId: str
    organisation: str
    email: str
    role: "Role"
    covenantId: "str | None"
    fromDate: str
    untilDate: "str | None"
    grantedBy: str
    grantedAt: str
    warnings: list["RoleWarning"]


class RoleAssignmentPage(TypedDict):
    """In the order in which they were entered."""

    items: list["RoleAssignmentAnswer"]


class RoleWarning(TypedDict):
    """Duties that clash; `code` stays the same, `message` is in the caller's language."""

    code: "Clash"
    message: str


RowsWanted: TypeAlias = Literal["all", "good"]

SheetKind: TypeAlias = Literal["recruiters"]


class Skill(TypedDict):
    scheme: str
    uri: str
    label: NotRequired["str | None"]


Warned: TypeAlias = Literal["register-begins", "nobody-left"]


class Wishes(TypedDict):
    """How each kind of alert arrives, defaults included."""

    match: "Channel"
    vacancy: "Channel"
    stage: "Channel"
    secondmentRequest: "Channel"
    answer: "Channel"
    employerConsent: "Channel"
    secondment: "Channel"
    referral: "Channel"
    placement: "Channel"


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


class NotificationService:
    """Recruiters of the member organisations, what they want to hear, and the alerts they get: an inbox,
    and e-mail for what they chose. An alert about a candidate shows a card and never who it is. Also
    the register of who has which role at an organisation, from which its identity provider is fed, and
    of who may act for it.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list_recruiters(self, *, limit: "int | None" = None) -> Iterator["RecruiterAnswer"]:
        """The recruiters of the caller's own organisation.

        Scope: recruiters:read.
        """
        return self._caller.items("/notification/v1/recruiters", {"limit": limit})

    def register(self, body: "NewRecruiter", *, idempotency_key: str | None = None) -> "RecruiterAnswer":
        """Register a recruiter of the caller's own organisation; from then on they are told of what is new.

        Scope: recruiters:write.
        """
        return cast(
            "RecruiterAnswer",
            self._caller.send(
                "POST",
                "/notification/v1/recruiters",
                body=body,
                headers={"Idempotency-Key": idempotency_key},
                keyed=True,
            ).json(),
        )

    def read_recruiter(self, recruiter_id: str) -> "RecruiterAnswer":
        """One recruiter of the caller's own organisation.

        Scope: recruiters:read.
        """
        return cast(
            "RecruiterAnswer", self._caller.send("GET", f"/notification/v1/recruiters/{quoted(recruiter_id)}").json()
        )

    def change(self, recruiter_id: str, body: "ChangedRecruiter", *, if_match: str | None = None) -> "RecruiterAnswer":
        """Change a recruiter's name, address, language or wishes. A new address gets mail again after a
        refusal.

        Scope: recruiters:write.
        """
        return cast(
            "RecruiterAnswer",
            self._caller.send(
                "PATCH",
                f"/notification/v1/recruiters/{quoted(recruiter_id)}",
                body=body,
                headers={"If-Match": if_match},
            ).json(),
        )

    def remove(self, recruiter_id: str, *, if_match: str | None = None) -> None:
        """Remove a recruiter, with their alerts and waiting mails.

        Scope: recruiters:write.
        """
        self._caller.send(
            "DELETE", f"/notification/v1/recruiters/{quoted(recruiter_id)}", headers={"If-Match": if_match}
        )

    def create_import_job(
        self,
        file: bytes,
        form: Literal["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
        *,
        kind: "SheetKind",
        dry_run: "bool | None" = None,
        rows: "RowsWanted | None" = None,
        idempotency_key: str | None = None,
    ) -> "ImportJobAnswer":
        """Send a CSV or XLSX file of the caller's own recruiters; a worker takes it in.

        It is looked at and nothing is stored unless `dryRun` is false. What is stored is stored at once, by
        e-mail address, so that a file may be sent again; who is in no row stays. See the job for progress,
        and its report for each bad row, which repeats no name or address. At most 20 MB and 100,000 rows.

        Scope: recruiters:write.
        """
        return cast(
            "ImportJobAnswer",
            self._caller.send(
                "POST",
                "/notification/v1/import-jobs",
                query={"dryRun": dry_run, "rows": rows, "kind": kind},
                file=(form, file),
                headers={"Idempotency-Key": idempotency_key},
                keyed=True,
            ).json(),
        )

    def read_import_job(self, job_id: str) -> "ImportJobAnswer":
        """How far a file of the caller's own organisation is, and what came of it. It is there for seven days.

        Scope: recruiters:write.
        """
        return cast(
            "ImportJobAnswer", self._caller.send("GET", f"/notification/v1/import-jobs/{quoted(job_id)}").json()
        )

    def remove_import_job(self, job_id: str) -> None:
        """Remove a job with its file and report. What it stored stays.

        Scope: recruiters:write.
        """
        self._caller.send("DELETE", f"/notification/v1/import-jobs/{quoted(job_id)}")

    def read_report_of_import_job(self, job_id: str, *, limit: "int | None" = None) -> Iterator["ReportLineAnswer"]:
        """Every fault of every row so far; with `Accept: text/csv` all of them as a sheet.

        Scope: recruiters:write.
        """
        return self._caller.items(f"/notification/v1/import-jobs/{quoted(job_id)}/report", {"limit": limit})

    def read_import_mapping(self, kind: str) -> "ImportMappingAnswer":
        """What is remembered of the headings of the caller's own organisation.

        Scope: recruiters:write.
        """
        return cast(
            "ImportMappingAnswer", self._caller.send("GET", f"/notification/v1/import-mappings/{quoted(kind)}").json()
        )

    def put_import_mapping(self, kind: str, body: "RecruiterMapping") -> "ImportMappingAnswer":
        """Remember which heading stands for which field, for every later file of that kind.

        Scope: recruiters:write.
        """
        return cast(
            "ImportMappingAnswer",
            self._caller.send("PUT", f"/notification/v1/import-mappings/{quoted(kind)}", body=body).json(),
        )

    def read_import_template(
        self, kind: str, *, format: Literal["csv", "xlsx"] | None = None, language: Literal["nl", "en"] | None = None
    ) -> bytes:
        """An empty sheet with its headings and one example row; as XLSX with choices and an explanation. For
        everybody.
        """
        return self._caller.send(
            "GET", f"/notification/v1/import-templates/{quoted(kind)}", query={"format": format, "language": language}
        ).content

    def export_recruiters(
        self,
        kind: str,
        *,
        format: Literal["csv", "xlsx", "json-lines"] | None = None,
        language: Literal["nl", "en"] | None = None,
    ) -> bytes:
        """The caller's own recruiters with what they want to hear, as CSV, XLSX or JSON Lines; it can be sent
        back.

        Scope: recruiters:read.
        """
        return self._caller.send(
            "GET", f"/notification/v1/exports/{quoted(kind)}", query={"format": format, "language": language}
        ).content

    def list_alerts(
        self,
        *,
        limit: "int | None" = None,
        kind: "Kind | None" = None,
        unread: "bool | None" = None,
        ended: "bool | None" = None,
    ) -> Iterator["AlertAnswer"]:
        """The inbox: of the recruiter who calls, or, for the organisation's own system, of all its recruiters.

        Scope: alerts:read.
        """
        return self._caller.items(
            "/notification/v1/alerts", {"limit": limit, "kind": kind, "unread": unread, "ended": ended}
        )

    def read_alert(self, alert_id: str) -> "AlertAnswer":
        """One alert of the inbox. Reading it here does not mark it as read.

        Scope: alerts:read.
        """
        return cast("AlertAnswer", self._caller.send("GET", f"/notification/v1/alerts/{quoted(alert_id)}").json())

    def mark_as_read(self, alert_id: str) -> "AlertAnswer":
        """Mark an alert as read; the first moment stays, however often this is called.

        Scope: alerts:write.
        """
        return cast(
            "AlertAnswer", self._caller.send("POST", f"/notification/v1/alerts/{quoted(alert_id)}/reading").json()
        )

    def list_events(self, *, limit: "int | None" = None, wait: "int | None" = None) -> Iterator["EventAnswer"]:
        """What there is for your organisation, oldest first: ids and links, nothing about a candidate.

        Begin without a cursor, and go on with the `next` of the Link header, which is always there, also
        after an empty page. No event is left out between two pages, and the same cursor gives the same
        events again, so keep it with what you did. With `wait` an empty page comes only after so many
        seconds. Events are kept for 30 days; an older cursor is refused with `cursor-too-old`.

        Scope: events:read.
        """
        return self._caller.items("/notification/v1/events", {"limit": limit, "wait": wait})

    def list_roles(self, *, limit: "int | None" = None, role: "Role | None" = None) -> Iterator["RoleAssignmentAnswer"]:
        """Who has which role at the caller's own organisation, for its HR system and its privacy officer.

        Scope: roles:read.
        """
        return self._caller.items("/notification/v1/role-assignments", {"limit": limit, "role": role})

    def assign(self, body: "NewRoleAssignment", *, idempotency_key: str | None = None) -> "RoleAssignmentAnswer":
        """Enter that somebody has a role at the caller's own organisation.

        The register is what the identity provider is fed from: a role works once it is in somebody's token,
        and as long. Duties that clash are warned about, not refused.

        Scope: roles:write.
        """
        return cast(
            "RoleAssignmentAnswer",
            self._caller.send(
                "POST",
                "/notification/v1/role-assignments",
                body=body,
                headers={"Idempotency-Key": idempotency_key},
                keyed=True,
            ).json(),
        )

    def end(self, assignment_id: str) -> None:
        """End it and forget it. Tokens that were signed before hold until they expire.

        Scope: roles:write.
        """
        self._caller.send("DELETE", f"/notification/v1/role-assignments/{quoted(assignment_id)}")

    def list_mandates(
        self, *, limit: "int | None" = None, kind: "HolderKind | None" = None
    ) -> Iterator["MandateAnswer"]:
        """Who may act for your organisation, and who might.

        Scope: mandates:read.
        """
        return self._caller.items("/notification/v1/mandates", {"limit": limit, "kind": kind})

    def grant_mandate(self, body: "NewMandate", *, idempotency_key: str | None = None) -> "MandateAnswer":
        """Let a supplier, or a person, act for your organisation within these scopes.

        Until the first day of the first mandate of a kind, tokens alone count for suppliers or for persons;
        from then on the register decides for that kind as well. A token gives no more than the mandates of
        its holder together, and a mandate no more than the token. Only a privacy officer grants, and needs
        no mandate for it.

        Scope: mandates:write.
        """
        return cast(
            "MandateAnswer",
            self._caller.send(
                "POST", "/notification/v1/mandates", body=body, headers={"Idempotency-Key": idempotency_key}, keyed=True
            ).json(),
        )

    def end_mandate(self, mandate_id: str) -> "MandateAnswer":
        """End it at once: within a second it opens nothing any more, whatever tokens say.

        Scope: mandates:write.
        """
        return cast(
            "MandateAnswer", self._caller.send("POST", f"/notification/v1/mandates/{quoted(mandate_id)}/ending").json()
        )
