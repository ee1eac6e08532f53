"""The service's own tables as SQLModel declares them; the migrations make them, nothing here does.

Keys begin with the controller: the person for what is theirs, the organisation for what it gave. The employer is a
fact in a row, never a key.
"""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Float, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

Moment = DateTime(timezone=True)


class Base(SQLModel, registry=registry()):
    """A metadata of this service's own: `SQLModel.metadata` is one for the whole process."""

    __table__: ClassVar[Table]


class CandidateRow(Base, table=True):
    __tablename__ = "candidate"
    person_ref: UUID = Field(primary_key=True)
    candidate_id: UUID = Field(primary_key=True)
    version: int
    status: str = Field(sa_type=Text)
    registered_by: str = Field(sa_type=Text)
    hidden_from_employer: bool
    goes_first_from: date | None
    goes_first_until: date | None
    profile: dict[str, Any] = Field(sa_type=JSONB)
    registered_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    asked_at: datetime | None = Field(sa_type=Moment)
    adviser_ref: UUID | None
    goes_at: datetime | None = Field(sa_type=Moment)


class EmploymentRow(Base, table=True):
    __tablename__ = "employment"
    person_ref: UUID = Field(primary_key=True)
    candidate_id: UUID = Field(primary_key=True)
    employer: str = Field(sa_type=Text)
    workplace: str | None = Field(sa_type=Text)
    standing: str = Field(sa_type=Text)
    given_by: str = Field(sa_type=Text)
    legal_form: str = Field(sa_type=Text)
    contract: str = Field(sa_type=Text)
    contract_end_date: date | None
    agreement: str = Field(sa_type=Text)
    scale: str = Field(sa_type=Text)
    step: int | None
    hours: float = Field(sa_type=Float)
    passport: dict[str, Any] | None = Field(sa_type=JSONB)


class IdentityRow(Base, table=True):
    __tablename__ = "identity"
    person_ref: UUID = Field(primary_key=True)
    candidate_id: UUID = Field(primary_key=True)
    name: str = Field(sa_type=Text)
    email: str = Field(sa_type=Text)
    phone: str | None = Field(sa_type=Text)


class DisclosureRow(Base, table=True):
    __tablename__ = "disclosure"
    person_ref: UUID = Field(primary_key=True)
    disclosure_id: UUID = Field(primary_key=True)
    candidate_id: UUID
    version: int
    organisation: str = Field(sa_type=Text)
    purpose: str = Field(sa_type=Text)
    match_id: UUID | None
    referral_id: UUID | None
    need_id: UUID | None
    from_at: datetime = Field(sa_type=Moment)
    until_at: datetime = Field(sa_type=Moment)
    until_because: str = Field(sa_type=Text)
    ended_at: datetime | None = Field(sa_type=Moment)
    ended_because: str | None = Field(sa_type=Text)


class LookRow(Base, table=True):
    __tablename__ = "access_log"
    person_ref: UUID = Field(primary_key=True)
    look_id: UUID = Field(primary_key=True)
    candidate_id: UUID
    looked_at: datetime = Field(sa_type=Moment)
    organisation: str | None = Field(sa_type=Text)
    role: str | None = Field(sa_type=Text)
    system: str | None = Field(sa_type=Text)
    looked_by: UUID | None
    purpose: str = Field(sa_type=Text)
    seen: list[str] = Field(sa_type=ARRAY(Text))
    disclosure_id: UUID | None
    match_id: UUID | None
    referral_id: UUID | None
    need_id: UUID | None


class AdviserRow(Base, table=True):
    __tablename__ = "adviser"
    person_ref: UUID = Field(primary_key=True)
    candidate_id: UUID = Field(primary_key=True)
    email: str = Field(sa_type=Text)
    address_key: str = Field(sa_type=Text)
    chosen_at: datetime = Field(sa_type=Moment)
    accepted_at: datetime | None = Field(sa_type=Moment)
    organisation: str | None = Field(sa_type=Text)
    also_recruits: bool


class EmploymentConfirmationRow(Base, table=True):
    __tablename__ = "employment_confirmation"
    person_ref: UUID = Field(primary_key=True)
    candidate_id: UUID = Field(primary_key=True)
    confirmation_id: UUID
    employer: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    asked_at: datetime = Field(sa_type=Moment)
    answered_at: datetime | None = Field(sa_type=Moment)


class EmploymentAnswerRow(Base, table=True):
    __tablename__ = "employment_answer"
    organisation: str = Field(primary_key=True, sa_type=Text)
    confirmation_id: UUID = Field(primary_key=True)
    answer: str = Field(sa_type=Text)
    answered_at: datetime = Field(sa_type=Moment)


class ProcedureRow(Base, table=True):
    """Of matches and referrals; written by the background alone."""

    __tablename__ = "procedure_copy"
    kind: str = Field(primary_key=True, sa_type=Text)
    procedure_id: UUID = Field(primary_key=True)
    version: int
    candidate_id: UUID
    need_id: UUID | None
    shown_to: list[Any] = Field(sa_type=JSONB)
    stepped_at: datetime = Field(sa_type=Moment)
    yes_at: datetime | None = Field(sa_type=Moment)
    consent_until: datetime | None = Field(sa_type=Moment)
    starts_on: date | None


class RegistrationRow(Base, table=True):
    __tablename__ = "registration"
    organisation: str = Field(primary_key=True, sa_type=Text)
    candidate_id: UUID = Field(primary_key=True)
    version: int
    standing: str = Field(sa_type=Text)
    employment: dict[str, Any] = Field(sa_type=JSONB)
    goes_first_from: date | None
    goes_first_until: date | None
    profile: dict[str, Any] = Field(sa_type=JSONB)
    registered_at: datetime = Field(sa_type=Moment)
    confirmed_at: datetime | None = Field(sa_type=Moment)
    external_key: str | None = Field(sa_type=Text)


class AddresseeRow(Base, table=True):
    __tablename__ = "addressee"
    organisation: str = Field(primary_key=True, sa_type=Text)
    candidate_id: UUID = Field(primary_key=True)
    name: str = Field(sa_type=Text)
    email: str = Field(sa_type=Text)
    address_key: str = Field(sa_type=Text)
    phone: str | None = Field(sa_type=Text)


class ErasureRow(Base, table=True):
    __tablename__ = "erasure"
    erasure_id: UUID = Field(primary_key=True)
    candidate_id: UUID
    reason: str = Field(sa_type=Text)
    requester: str | None = Field(sa_type=Text)
    erased_at: datetime = Field(sa_type=Moment)


class ErasureConfirmationRow(Base, table=True):
    __tablename__ = "erasure_confirmation"
    candidate_id: UUID = Field(primary_key=True)
    service: str = Field(primary_key=True, sa_type=Text)
    confirmed_at: datetime | None = Field(sa_type=Moment)


def columns(table: type[Base]) -> list[str]:
    return [column.name for column in table.__table__.columns]
