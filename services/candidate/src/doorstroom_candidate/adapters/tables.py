"""The service's own tables as SQLModel declares them; the migrations make them, nothing here does.

Keys begin with the controller: the person for what is theirs, the organisation for what it gave. The employer is a
fact in a row, never a key.
"""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Float, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
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


class IdentityRow(Base, table=True):
    __tablename__ = "identity"
    person_ref: UUID = Field(primary_key=True)
    candidate_id: UUID = Field(primary_key=True)
    name: str = Field(sa_type=Text)
    email: str = Field(sa_type=Text)
    phone: str | None = Field(sa_type=Text)


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
