"""The service's own tables as SQLModel declares them; the migrations make them, nothing here does."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

Moment = DateTime(timezone=True)
Texts = ARRAY(Text)


class Base(SQLModel, registry=registry()):
    """A metadata of this service's own: `SQLModel.metadata` is one for the whole process."""

    __table__: ClassVar[Table]


class NeedRow(Base, table=True):
    """Our copy of a vacancy or secondment request; the columns are what pairs are found by, `data` is all of it.

    `changed_by` is the transaction that last wrote it; a trigger says so.
    """

    __tablename__ = "need"
    organisation: str = Field(primary_key=True, sa_type=Text)
    need_id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    version: int
    is_open: bool
    move: str = Field(sa_type=Text)
    agreement: str = Field(sa_type=Text)
    scale_tops: dict[str, int] = Field(sa_type=JSONB)
    hours_min: int
    hours_max: int
    starts_by: date | None
    required_skills: list[str] = Field(sa_type=Texts)
    skills_needed: int
    data: dict[str, Any] = Field(sa_type=JSONB)
    changed_by: str = Field(sa_type=Text)


class CandidateRow(Base, table=True):
    """Our copy of a profile: for workers only. An erased one has nothing but its id and state.

    What is `coded` is what the index reads of it, by a scheme and of a version; whoever does not take part has none.
    """

    __tablename__ = "candidate"
    candidate_id: UUID = Field(primary_key=True)
    version: int
    state: str = Field(sa_type=Text)
    person_ref: UUID | None
    moves: list[str] | None = Field(sa_type=Texts)
    agreement: str | None = Field(sa_type=Text)
    lowest_scale: int | None
    hours_min: int | None
    hours_max: int | None
    available_from: date | None
    skills: list[str] | None = Field(sa_type=Texts)
    closed_to: list[str] | None = Field(sa_type=Texts)
    data: dict[str, Any] | None = Field(sa_type=JSONB)
    coded_by: str | None = Field(sa_type=Text)
    coded_version: int | None
    coded_row: bytes | None = Field(sa_type=LargeBinary)
    coded_terms: bytes | None = Field(sa_type=LargeBinary)
    changed_by: str = Field(sa_type=Text)


class MatchRow(Base, table=True):
    """A pair and its life. `said` is what was agreed with its steps."""

    __tablename__ = "match"
    organisation: str = Field(primary_key=True, sa_type=Text)
    need_id: UUID = Field(primary_key=True)
    candidate_id: UUID = Field(primary_key=True)
    match_id: UUID
    need_kind: str = Field(sa_type=Text)
    need_version: int
    candidate_version: int
    version: int
    status: str = Field(sa_type=Text)
    because: str | None = Field(sa_type=Text)
    tier_rank: int
    demoted: int
    missing: int
    lot: int = Field(sa_type=BigInteger)
    record: dict[str, Any] = Field(sa_type=JSONB)
    proposed_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(sa_type=Moment)
    overdue_since: datetime | None = Field(sa_type=Moment)
    consent_until: date | None
    lender: str | None = Field(sa_type=Text)
    said: dict[str, Any] = Field(sa_type=JSONB)


class DecisionRow(Base, table=True):
    """A decision record; after an erasure `candidate_id` is a random one and `match_id` is gone.

    What may be null beside these was not kept before records were sealed.
    """

    __tablename__ = "decision"
    organisation: str = Field(primary_key=True, sa_type=Text)
    decision_id: UUID = Field(primary_key=True)
    match_id: UUID | None
    match_version: int
    need_id: UUID
    need_version: int
    candidate_id: UUID
    candidate_version: int
    prior_status: str | None = Field(sa_type=Text)
    prior_candidate_version: int | None
    matching_off: bool | None
    outcome: str = Field(sa_type=Text)
    because: str | None = Field(sa_type=Text)
    relation: str = Field(sa_type=Text)
    tier: str | None = Field(sa_type=Text)
    score: int
    covenant_hash: str = Field(sa_type=Text)
    membership: str | None = Field(sa_type=Text)
    rules_version: str = Field(sa_type=Text)
    verdict: list[dict[str, str]] = Field(sa_type=JSONB)
    inputs_seal: bytes = Field(sa_type=LargeBinary)
    decided_at: datetime = Field(sa_type=Moment)
    previous: bytes | None = Field(sa_type=LargeBinary)
    seal: bytes | None = Field(sa_type=LargeBinary)
    inputs_erased_at: datetime | None = Field(sa_type=Moment)


class MatchViewRow(Base, table=True):
    """What one organisation may see of a match."""

    __tablename__ = "match_view"
    organisation: str = Field(primary_key=True, sa_type=Text)
    match_id: UUID = Field(primary_key=True)
    need_id: UUID
    need_kind: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    version: int
    status: str = Field(sa_type=Text)
    because: str | None = Field(sa_type=Text)
    tier_rank: int
    demoted: int
    missing: int
    lot: int = Field(sa_type=BigInteger)
    score: int | None
    card: dict[str, Any] | None = Field(sa_type=JSONB)
    explanation: list[dict[str, Any]] | None = Field(sa_type=JSONB)
    proposed_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(sa_type=Moment)
    overdue_since: datetime | None = Field(sa_type=Moment)
    consent_until: date | None
    said: dict[str, Any] = Field(sa_type=JSONB)


class PersonMatchViewRow(Base, table=True):
    """What a person may see of their own match."""

    __tablename__ = "person_match_view"
    person_ref: UUID = Field(primary_key=True)
    match_id: UUID = Field(primary_key=True)
    candidate_id: UUID
    need_id: UUID
    need_kind: str = Field(sa_type=Text)
    organisation: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    version: int
    status: str = Field(sa_type=Text)
    because: str | None = Field(sa_type=Text)
    relation: str = Field(sa_type=Text)
    relation_covenant: str | None = Field(sa_type=Text)
    tier: str = Field(sa_type=Text)
    score: int
    parts: list[dict[str, Any]] = Field(sa_type=JSONB)
    card: dict[str, Any] | None = Field(sa_type=JSONB)
    asked_first: bool
    explanation: list[dict[str, Any]] = Field(sa_type=JSONB)
    proposed_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(sa_type=Moment)
    consent_until: date | None
    lender: str | None = Field(sa_type=Text)
    said: dict[str, Any] = Field(sa_type=JSONB)


class LenderMatchViewRow(Base, table=True):
    """What the present employer may see of a secondment, once its candidate has agreed."""

    __tablename__ = "lender_match_view"
    organisation: str = Field(primary_key=True, sa_type=Text)
    match_id: UUID = Field(primary_key=True)
    borrower: str = Field(sa_type=Text)
    need_id: UUID
    title: str = Field(sa_type=Text)
    version: int
    status: str = Field(sa_type=Text)
    because: str | None = Field(sa_type=Text)
    due_at: datetime | None = Field(sa_type=Moment)
    consent_until: date | None
    said: dict[str, Any] = Field(sa_type=JSONB)
    asked_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)


class MatchStepRow(Base, table=True):
    """One step in the life of a match, never changed: its number is the match's version after it."""

    __tablename__ = "match_step"
    organisation: str = Field(primary_key=True, sa_type=Text)
    match_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    taken: str = Field(sa_type=Text)
    side: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    reason: str | None = Field(sa_type=Text)
    taken_at: datetime = Field(sa_type=Moment)


class ReferralRow(Base, table=True):
    """A candidate handed on to a receiver. `receiver_sees` from the person's yes on."""

    __tablename__ = "referral"
    sender: str = Field(primary_key=True, sa_type=Text)
    referral_id: UUID = Field(primary_key=True)
    match_id: UUID
    candidate_id: UUID
    person_ref: UUID
    receiver: str = Field(sa_type=Text)
    need: dict[str, Any] | None = Field(sa_type=JSONB)
    need_id: UUID | None
    generation: int
    status: str = Field(sa_type=Text)
    version: int
    card: dict[str, Any] = Field(sa_type=JSONB)
    covenant_hash: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(sa_type=Moment)
    sent_at: datetime | None = Field(sa_type=Moment)
    consent_until: date | None
    answered_at: datetime | None = Field(sa_type=Moment)
    reason: str | None = Field(sa_type=Text)


def columns(table: type[Base]) -> list[Column[Any]]:
    return list(table.__table__.columns)


def name_of(table: type[Base]) -> str:
    return table.__table__.name
