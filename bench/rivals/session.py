"""The same page of vacancies as most FastAPI services read one: entities of a SQLModel session, answered as a model.

It verifies no token, sees every row, and asks for the newest fifty alone. What an entity says is put into the product's
own answer, which FastAPI turns into JSON.
"""

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from doorstroom_vacancy.adapters.tables import VacancyRow
from doorstroom_vacancy.entrypoints.answers import VacancyPage
from doorstroom_vacancy.entrypoints.showing import vacancy_listed

POOL = 20


def by_session(dsn: str) -> FastAPI:
    """A connection pool of the size that the product has."""
    engine = create_async_engine(dsn.replace("postgresql://", "postgresql+asyncpg://", 1), pool_size=POOL)
    app = FastAPI(openapi_url=None)
    newest = select(VacancyRow).order_by(col(VacancyRow.listed_at).desc(), col(VacancyRow.vacancy_id).desc())

    @app.get("/vacancy/v1/vacancies")
    async def page(limit: int) -> VacancyPage:
        async with AsyncSession(engine) as session:
            found = (await session.exec(newest.limit(limit))).all()
            return VacancyPage(items=[vacancy_listed({**each.model_dump(), "id": each.vacancy_id}) for each in found])

    @app.get("/vacancy/health/ready")
    async def health() -> None:
        return

    return app
