"""Who owns something in each service, made over HTTP as they would, and what of it nobody else may read."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

import doorstroom_candidate.main
import doorstroom_matching.main
import doorstroom_notification.main
from doorstroom_candidate.settings import CandidateSettings
from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import Running, running
from doorstroom_matching.settings import MatchingSettings
from doorstroom_notification.settings import NotificationSettings
from services.candidate.tests.facts import Story
from services.candidate.tests.story import SANNE, SANNE_EMAIL, SANNE_NAME, WILLEM
from services.matching.tests.referring import rejected, sent
from services.matching.tests.story import CANDIDATE_ID, NEED_ID
from services.notification.tests.life import proposed
from services.vacancy.tests.moves import on_loan
from services.vacancy.tests.speaking import started
from services.vacancy.tests.story import DEMO, PERMIT_OFFICER
from tests.architecture.sources import ROOT

OWNER, EMPLOYER = "waterrijk", "duinmeer"
MARK = "Kanariegeel"


@dataclass(frozen=True, slots=True)
class Things:
    """`ids` by the name under which paths have them; `marks` stand in nothing that others are answered."""

    ids: Mapping[str, str]
    marks: tuple[str, ...]


Made = Callable[[Databases], AbstractAsyncContextManager[tuple[Running, Things]]]


@dataclass(frozen=True, slots=True)
class Owned:
    """A running service with somebody's things in it."""

    service: str
    running: Running
    things: Things
    document: Mapping[str, Any]

    @property
    def scopes(self) -> list[str]:
        """All that its operations ask for."""
        operations = (operation for item in self.document["paths"].values() for operation in item.values())
        asked = (scope for operation in operations for one in operation.get("security", ()) for scope in one["bearer"])
        return sorted(set(asked))


async def sent_to(service: Running, method: str, path: str, by: Mapping[str, str], body: Any = None) -> Any:
    answer = await service.http.request(method, path, json=body, headers=dict(by))
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


async def sheet_sent(service: Running, kind: str, base: str, by: Mapping[str, str]) -> dict[str, str]:
    """A spreadsheet of this kind with the mark in it, as a job."""
    headers = {**by, "Content-Type": "text/csv"}
    answer = await service.http.post(f"{base}/import-jobs?kind={kind}", content=f"{MARK}\n1\n", headers=headers)
    assert answer.is_success, answer.text
    return {"jobId": answer.json()["jobId"], "kind": kind}


@asynccontextmanager
async def of_vacancy(databases: Databases) -> AsyncIterator[tuple[Running, Things]]:
    async with started(databases) as region:
        await region.context.adopt(DEMO, "demo.yaml")
        await region.running.settle()
        named = {"title": f"Vergunningverlener {MARK}", "externalId": "HR-7"}
        vacancy = await region.opened(OWNER, **named)
        request = await region.asked(OWNER, status="draft", **named)
        reaction = (await region.react(vacancy["vacancyId"], OWNER, f"ref-{MARK}")).json()
        secret = {
            "vacancyId": vacancy["vacancyId"],
            "draftRequestId": request["secondmentRequestId"],
            "reactionId": reaction["reactionId"],
            "placementId": (await on_loan(region))["placementId"],
        }
        hr = region.running.as_organisation(OWNER, "vacancies:write")
        sheet = await sheet_sent(region.running, "vacancies", "/vacancy/v1", hr)
        marks = (MARK, PERMIT_OFFICER["contactPerson"]["name"], sheet["jobId"], *secret.values())
        yield region.running, Things({**secret, **sheet, "externalId": "HR-7", "covenantId": "delta-demo"}, marks)


async def of_candidate(service: Running) -> Things:
    base, scopes = "/candidate/v1", ("candidates:read", "candidates:write")
    sanne, hr = service.as_person("sanne", *scopes, email=SANNE_EMAIL), service.as_organisation(OWNER, *scopes)
    candidate_id = (await sent_to(service, "POST", f"{base}/candidates", sanne, SANNE))["candidateId"]
    asleep = (await sent_to(service, "POST", f"{base}/candidates", hr, WILLEM))["candidateId"]
    own = f"{base}/candidates/{candidate_id}"
    await sent_to(service, "PUT", f"{own}/adviser", sanne, {"email": "a@advies.example"})
    await sent_to(service, "POST", f"{own}/employment-confirmation-request", sanne, {"employerMayKnow": True})
    await service.publish(Story(candidate_id).step("contact-granted", service.clock.now()))
    await service.settle()
    [disclosure] = (await sent_to(service, "GET", f"{base}/disclosures", hr))["items"]
    employer = service.as_organisation(EMPLOYER, *scopes)
    [asked] = (await sent_to(service, "GET", f"{base}/employment-confirmations", employer))["items"]
    gone = (await sent_to(service, "POST", f"{base}/candidates", hr, WILLEM))["candidateId"]
    erasure = await sent_to(service, "DELETE", f"{base}/candidates/{gone}", hr)
    ids = {
        "candidateId": candidate_id,
        "asleepId": asleep,
        "disclosureId": disclosure["disclosureId"],
        "confirmationId": asked["confirmationId"],
        "erasureId": erasure["erasureId"],
    }
    sheet = await sheet_sent(service, "candidates", base, hr)
    marks = (SANNE_NAME, SANNE_EMAIL, WILLEM["identity"]["name"], WILLEM["identity"]["email"], sheet["jobId"])
    return Things({**ids, **sheet}, (*marks, *ids.values()))


async def of_matching(service: Running) -> Things:
    match_id = await rejected(service)
    referral_id = await sent(service, match_id, organisation="heidestad")
    ids = {
        "matchId": match_id,
        "referralId": referral_id,
        "needId": str(NEED_ID),
        "organisation": OWNER,
        "kind": "matches",
    }
    return Things(ids, (match_id, referral_id, str(NEED_ID), str(CANDIDATE_ID)))


async def of_notification(service: Running) -> Things:
    base = "/notification/v1"
    scopes = ("recruiters:read", "recruiters:write", "alerts:read", "roles:read", "roles:write")
    hr = service.as_organisation(OWNER, *scopes)
    address = f"{MARK.lower()}@waterrijk.example"
    body = {"name": MARK, "email": address}
    recruiter = await sent_to(service, "POST", f"{base}/recruiters", hr, body)
    assigned = await sent_to(service, "POST", f"{base}/role-assignments", hr, {"email": address, "role": "recruiter"})
    officer = service.as_person(
        "olga", "mandates:read", "mandates:write", organisation=OWNER, roles=["privacy-officer"]
    )
    granted = {"kind": "person", "holder": MARK, "scopes": ["alerts:read"]}
    mandate = await sent_to(service, "POST", f"{base}/mandates", officer, granted)
    await service.publish(proposed())
    await service.settle()
    [alert] = (await sent_to(service, "GET", f"{base}/alerts", hr))["items"]
    ids = {
        "recruiterId": recruiter["recruiterId"],
        "alertId": alert["alertId"],
        "assignmentId": assigned["assignmentId"],
        "mandateId": mandate["mandateId"],
    }
    sheet = await sheet_sent(service, "recruiters", base, hr)
    marks = (MARK, address, alert["subjectId"], sheet["jobId"])
    return Things({**ids, **sheet}, (*marks, *ids.values()))


def made_in(settings: Any, create_app: Any, make: Callable[[Running], Awaitable[Things]]) -> Made:
    """A service that hears of the covenant from the bus."""
    migrations = Path(sys.modules[create_app.__module__].__file__ or "").parent / "migrations"

    @asynccontextmanager
    async def made(databases: Databases) -> AsyncIterator[tuple[Running, Things]]:
        async with running(databases, settings, create_app, migrations, covenant=DEMO) as service:
            yield service, await make(service)

    return made


MADE: Mapping[str, Made] = {
    "vacancy": of_vacancy,
    "candidate": made_in(CandidateSettings, doorstroom_candidate.main.create_app, of_candidate),
    "matching": made_in(MatchingSettings, doorstroom_matching.main.create_app, of_matching),
    "notification": made_in(NotificationSettings, doorstroom_notification.main.create_app, of_notification),
}


@asynccontextmanager
async def owned(service: str, databases: Databases) -> AsyncIterator[Owned]:
    document = orjson.loads((ROOT / f"services/{service}/openapi.json").read_bytes())
    async with MADE[service](databases) as (made, things):
        yield Owned(service, made, things, document)
