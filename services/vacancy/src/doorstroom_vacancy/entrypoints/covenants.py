"""`/vacancy/v1/covenants`: what was agreed, readable for whoever has a token."""

from typing import Annotated, Any

from fastapi import Path, Response

from doorstroom_common.clock import local_date
from doorstroom_common.covenant import Covenant
from doorstroom_common.database import NOBODY, sql
from doorstroom_common.http import Router, answer
from doorstroom_common.http.fields import Slug
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.entrypoints.answers import CovenantList, CovenantSummary, CovenantText
from doorstroom_vacancy.entrypoints.parts import AnyCaller, Given, Parts

router = Router(tags=["covenants"])
TEXT = sql("SELECT text FROM covenant WHERE hash = :hash")


@router.get("/covenants", response_model=CovenantList)
async def list_covenants(_: AnyCaller, parts: Given) -> Response:
    """Every adopted version of every covenant."""
    return answer(CovenantList(items=[CovenantSummary(**_summary(one, parts)) for one in parts.covenants.covenants]))


@router.get("/covenants/{covenantId}", response_model=CovenantText)
async def read_covenant(covenant_id: Annotated[Slug, Path(alias="covenantId")], _: AnyCaller, parts: Given) -> Response:
    """The version in force, or the newest where none is, with its text."""
    covenants = parts.covenants.covenants
    in_force = (one for one in covenants.in_force(parts.clock.now()) if one.id == covenant_id)
    covenant = next(in_force, None) or covenants.latest(covenant_id)
    if covenant is None:
        raise errors.unknown()
    async with parts.database.unit_of_work(NOBODY) as uow:
        text = await uow.fetch_value(TEXT, hash=covenant.hash)
    return answer(CovenantText(**_summary(covenant, parts), text=text))


def _summary(covenant: Covenant, parts: Parts) -> dict[str, Any]:
    today = local_date(parts.clock.now())
    return {
        "covenant_id": covenant.id,
        "version": covenant.version,
        "hash": covenant.hash,
        "name": covenant.name,
        "valid_from_date": covenant.valid_from,
        "valid_until_date": covenant.valid_until,
        "in_force": covenant in parts.covenants.covenants.in_force(parts.clock.now()),
        "organisations": [member.id for member in covenant.members if member.belongs_on(today)],
    }
