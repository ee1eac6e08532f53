"""The service's own tables as SQLModel declares them; the migrations make them, nothing here does."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, DateTime, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

Moment = DateTime(timezone=True)


class Base(SQLModel, registry=registry()):
    """A metadata of this service's own: `SQLModel.metadata` is one for the whole process."""

    __table__: ClassVar[Table]


class PostingColumns(Base):
    organisation: str = Field(primary_key=True, sa_type=Text)
    external_id: str | None = Field(sa_type=Text)
    unannounced_until: datetime | None = Field(sa_type=Moment)
    version: int
    status: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=Moment)
    listed_at: datetime = Field(sa_type=Moment)
    opens_at: datetime | None = Field(sa_type=Moment)
    covenant_id: str | None = Field(sa_type=Text)
    covenant_version: int | None
    covenant_hash: str | None = Field(sa_type=Text)
    opened_at: datetime | None = Field(sa_type=Moment)
    stage: str | None = Field(sa_type=Text)
    stage_opened_at: datetime | None = Field(sa_type=Moment)
    next_stage_at: datetime | None = Field(sa_type=Moment)
    stage_days: int | None
    stage_changed: str | None = Field(sa_type=Text)
    closed_at: datetime | None = Field(sa_type=Moment)
    outcome: str | None = Field(sa_type=Text)
    details: dict[str, Any] = Field(sa_type=JSONB)
    text: str | None = Field(sa_type=Text)
    contact_person: dict[str, Any] | None = Field(sa_type=JSONB)
    notices: list[dict[str, Any]] = Field(sa_type=JSONB)
    decision: dict[str, Any] | None = Field(sa_type=JSONB)


class AudienceColumns(Base):
    organisation: str = Field(primary_key=True, sa_type=Text)
    audience: str = Field(primary_key=True, sa_type=Text)
    from_at: datetime = Field(primary_key=True, sa_type=Moment)
    until_at: datetime | None = Field(sa_type=Moment)
    relation: str = Field(sa_type=Text)
    covenant_id: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)


class VacancyRow(PostingColumns, table=True):
    __tablename__ = "vacancy"
    vacancy_id: UUID = Field(primary_key=True)


class VacancyAudienceRow(AudienceColumns, table=True):
    __tablename__ = "vacancy_audience"
    vacancy_id: UUID = Field(primary_key=True)


class SecondmentRequestRow(PostingColumns, table=True):
    __tablename__ = "secondment_request"
    secondment_request_id: UUID = Field(primary_key=True)


class SecondmentRequestAudienceRow(AudienceColumns, table=True):
    __tablename__ = "secondment_request_audience"
    secondment_request_id: UUID = Field(primary_key=True)


def column(table: type[Base], name: str) -> Column[Any]:
    """A column by its name."""
    found: Column[Any] = table.__table__.c[name]
    return found
