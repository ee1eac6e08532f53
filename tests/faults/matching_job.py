"""The longest way: a vacancy and its candidates, matched by one service and told of by another."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from tests.faults.job import OCCUPATION
from tests.faults.region import FaultyRegion
from tests.faults.sending import sent
from tests.faults.service_process import bearer

EMPLOYER = "heidestad"
EMPLOYMENT = {
    "employer": EMPLOYER, "legalForm": "contract", "contract": "permanent", "agreement": "cao-gemeenten",
    "scale": "9", "step": 5, "hours": 32,
}  # fmt: skip
ALIKE = 4
"""So many others show the same card as who fits, so that the first is shown too; they blocked the employer."""


class MatchingJob:
    """A vacancy that asks for a skill nobody else has, open to the own staff, and people of that staff who have it."""

    def __init__(self, region: FaultyRegion) -> None:
        self._region = region
        self._skill = {"scheme": "esco-skill", "uri": f"http://data.europa.eu/esco/skill/{uuid4()}"}
        self._hr = bearer(region.issuer, EMPLOYER)
        self.vacancy = ""
        self.candidates: list[str] = []

    async def open(self) -> None:
        await self.gather()
        self.vacancy = await self.post()

    async def gather(self) -> None:
        """So many others that whoever fits is shown."""
        for _ in range(ALIKE):
            await self._person(blockedOrganisations=[EMPLOYER])

    async def post(self) -> str:
        """One vacancy."""
        vacancy = {
            "title": "Vergunningverlener", "occupation": OCCUPATION, "hours": {"min": 24, "max": 36},
            "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10"}, "need": {"kind": "structural"},
            "contractForOutsiders": "permanent", "closingDate": "2030-01-31", "requiredSkills": [self._skill],
        }  # fmt: skip
        made = await sent(self._region.services["vacancy"], "/vacancy/v1/vacancies", vacancy, self._hr)
        vacancy_id: str = made.json()["vacancyId"]
        return vacancy_id

    async def register(self) -> None:
        """One more person who fits."""
        self.candidates.append(await self._person())

    async def _person(self, **changes: Any) -> str:
        number = uuid4().hex
        body: dict[str, Any] = {
            "identity": {"name": "Sanne Proef", "email": f"{number}@post.example"}, "employment": EMPLOYMENT,
            "occupations": [OCCUPATION], "skills": [self._skill], "hours": {"min": 24, "max": 36},
            "moves": ["permanent"], "hiddenFromEmployer": False, **changes,
        }  # fmt: skip
        person = bearer(self._region.issuer, person=number)
        made = await sent(self._region.services["candidate"], "/candidate/v1/candidates", body, person)
        candidate_id: str = made.json()["candidateId"]
        return candidate_id

    async def alerts(self) -> list[str]:
        """Of whom the recruiter of the employer was told, one entry per alert that stands."""
        rows = await self._region.rows(
            "notification",
            "SELECT m.candidate_id::text FROM alert a JOIN match_copy m ON m.match_id = a.subject_id"
            " WHERE a.kind = 'match' AND a.ended_at IS NULL AND a.need_id = $1::uuid"
            " AND a.organisation = $2",
            self.vacancy,
            EMPLOYER,
        )
        return [row[0] for row in rows]

    def more_alerts_than(self, count: int) -> Callable[[], Awaitable[bool]]:
        async def more() -> bool:
            return len(await self.alerts()) > count

        return more
