"""Every table of every service, one line each: whose its rows are, and which of them HTTP may see besides.

What is seen is said here in other words than the policies say it, of one asker: `:organisation`, `:person`, `:address`
(the key of a verified address, or a keyed hash) and `:covenant`; each may be nobody. `t` is the row. A new table gets a
line in one of the three lists of its service; the tests take it from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SERVICES = ("vacancy", "candidate", "matching", "notification")


@dataclass(frozen=True, slots=True)
class Held:
    """`by` is the column that names the controller; `own` are the rows to read and write, `others` only to read, and
    `added` only to add.
    """

    by: str
    own: str
    others: str = "false"
    added: str = "false"

    @property
    def seen(self) -> str:
        return f"({self.own}) OR ({self.others})"

    @property
    def is_for_workers(self) -> bool:
        return self.own == self.others == self.added == "false"


def organisations(others: str = "false", by: str = "organisation") -> Held:
    return Held(by, f"t.{by} = :organisation", others)


def persons(others: str = "false", added: str = "false") -> Held:
    return Held("person_ref", "t.person_ref = :person", others, added)


def nobody_sees(by: str = "organisation") -> Held:
    """For the background alone, although somebody is named in it."""
    return Held(by, "false")


def exists(table: str, row: str, *same: str) -> str:
    """Whether there is such a row `o` of another table, with these columns as they are in `t`."""
    equal = "".join(f" AND o.{column} = t.{column}" for column in same)
    return f"EXISTS (SELECT FROM {table} o WHERE ({row}){equal})"


def posting(table: str, row: str = "t") -> str:
    key = f"{table}_id"
    told = (
        f"EXISTS (SELECT FROM {table}_audience told WHERE told.organisation = {row}.organisation"
        f" AND told.{key} = {row}.{key} AND told.audience = :organisation AND told.until_at IS NULL)"
    )
    return f"{row}.covenant_id = :covenant OR {row}.status = 'open' AND ({row}.stage = 'public' OR {told})"


def history(table: str) -> Held:
    key, dates = f"{table}_id", "('stage-opened', 'opened', 'changed', 'advert-changed', 'closing-date-moved')"
    row = f"o.covenant_id = :covenant OR t.kind IN {dates} AND ({posting(table, 'o')})"
    return organisations(exists(table, row, "organisation", key))


ANSWERS = Held("caller", "t.caller = :caller")
ASKED = exists(
    "employment_confirmation", "o.employer = :organisation AND o.status = 'asked'", "person_ref", "candidate_id"
)
ADVISED = exists("candidate", "o.adviser_ref = :person", "person_ref", "candidate_id")
DISCLOSED = exists("disclosure", "o.organisation = :organisation AND o.ended_at IS NULL", "person_ref", "candidate_id")
ADDRESSED = "t.address_key = :address"
OWN_MATCH = "EXISTS (SELECT FROM person_match_view own WHERE own.match_id = {0}.match_id AND own.person_ref = :person)"
TAKES_PART = f"{{0}}.organisation = :organisation OR {{0}}.lender = :organisation OR {OWN_MATCH}"
ADVISING = "SELECT c.candidate_id FROM candidate c WHERE c.data ->> 'adviserRef' = :person::text"
RECEIVED = "t.receiver = :organisation AND t.sent_at IS NOT NULL"

IMPORTS = dict.fromkeys(("import_job", "import_chunk", "import_report_line", "import_mapping"), organisations())

HELD: Mapping[str, Mapping[str, Held]] = {
    "vacancy": {
        "idempotency": ANSWERS,
        **IMPORTS,
        "vacancy": organisations(posting("vacancy")),
        "vacancy_audience": organisations("t.audience = :organisation"),
        "vacancy_history": history("vacancy"),
        "secondment_request": organisations(posting("secondment_request")),
        "secondment_request_audience": organisations("t.audience = :organisation"),
        "secondment_request_history": history("secondment_request"),
        "reaction": organisations(
            "t.reactor = :address OR t.sent_by = :organisation OR "
            + exists("vacancy", "o.covenant_id = :covenant", "organisation", "vacancy_id")
        ),
        "placement": organisations("t.origin = :organisation OR t.covenant_id = :covenant"),
        "deviation": organisations("t.covenant_id = :covenant"),
        "match_progress": organisations("t.covenant_id = :covenant"),
        "mandate": nobody_sees(),
        "baseline": Held("covenant_id", "t.covenant_id = :covenant"),
    },
    "candidate": {
        "idempotency": ANSWERS,
        **IMPORTS,
        "dead_letter": nobody_sees("key"),
        "candidate": persons(f"t.adviser_ref = :person OR {ASKED} OR {DISCLOSED}"),
        "employment": persons(f"{ADVISED} OR {ASKED}"),
        "identity": persons(f"{ADVISED} OR {ASKED} OR {DISCLOSED}"),
        "disclosure": persons("t.organisation = :organisation AND t.ended_at IS NULL"),
        "access_log": persons(
            "t.organisation = :organisation AND t.purpose <> 'advice'",
            added="t.organisation = :organisation OR t.looked_by = :person",
        ),
        "adviser": persons(f"{ADDRESSED} OR {ADVISED}"),
        "employment_confirmation": persons("t.employer = :organisation AND t.status = 'asked'"),
        "employment_answer": organisations(),
        "registration": organisations(
            exists("addressee", "o.address_key = :address", "candidate_id")
            + " OR "
            + exists("candidate", "o.person_ref = :person", "candidate_id")
        ),
        "addressee": organisations(ADDRESSED),
        "candidate_import": organisations(),
        "procedure_copy": nobody_sees("candidate_id"),
        "mandate": nobody_sees(),
    },
    "matching": {
        "idempotency": ANSWERS,
        "need": organisations("t.is_open OR " + exists("match", TAKES_PART.format("o"), "need_id")),
        "need_version": nobody_sees(),
        "shown_card": nobody_sees(),
        "candidate": nobody_sees("person_ref"),
        "match": Held("organisation", TAKES_PART.format("t")),
        "match_step": Held(
            "organisation",
            "t.organisation = :organisation OR " + exists("match", TAKES_PART.format("o"), "organisation", "match_id"),
        ),
        "decision": Held("organisation", "false", added="t.organisation = :organisation"),
        "match_view": organisations(),
        "lender_match_view": organisations(),
        "person_match_view": persons(f"t.candidate_id IN ({ADVISING})"),
        "showing": persons(exists("person_match_view", f"o.candidate_id IN ({ADVISING})", "person_ref", "match_id")),
        "referral": Held("sender", f"t.sender = :organisation OR t.person_ref = :person OR {RECEIVED}"),
        "need_overruling": organisations(),
        "reaction": organisations(),
        "matching_off": organisations("true"),
        "mandate": nobody_sees(),
    },
    "notification": {
        "idempotency": ANSWERS,
        **IMPORTS,
        "recruiter": organisations(),
        "role_assignment": organisations(),
        "mandate": organisations(),
        "alert": organisations(),
        "delivery": organisations(),
        "notice": organisations(),
        "notice_feed": organisations(),
        "notice_standing": nobody_sees(),
        "need_copy": nobody_sees(),
        "match_copy": nobody_sees(),
        "referral_copy": nobody_sees("receiver"),
        "disclosure_copy": nobody_sees(),
        "placement_copy": nobody_sees(),
    },
}
"""Row-level security holds these."""

NOBODYS: Mapping[str, Mapping[str, str]] = {
    service: {
        "alembic_version": "of the migrations",
        "outbox": "HTTP adds to it and reads nothing of it",
        "timer": "when to look at an id again",
        "work": "which ids to look at",
        "covenant": "the agreements of the networks are there for everybody",
        **more,
    }
    for service, more in {
        "vacancy": {"reference_key": "a key of the installation"},
        "candidate": {
            "erasure": "a random id and a reason: nothing leads to a person",
            "erasure_confirmation": "how far an erasure has come",
        },
        "matching": {},
        "notification": {},
    }.items()
}
"""Nobody is the controller of what is in these, for the reason that stands here."""

WORKERS_ALONE: Mapping[str, frozenset[str]] = {
    "vacancy": frozenset({"inbox", "dead_letter", "erased_candidate"}),
    "candidate": frozenset({"inbox"}),
    "matching": frozenset(
        {
            "inbox", "dead_letter", "candidate_key", "candidate_version", "turn", "erasure", "departure", "departed",
            "membership",
        }
    ),
    "notification": frozenset({"inbox", "dead_letter", "erased_candidate"}),
}  # fmt: skip
"""HTTP has no right at all on these."""
