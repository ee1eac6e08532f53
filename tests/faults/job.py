"""The work of one test: HR systems that post over HTTP, and the count of what became of each post."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from doorstroom_common.cloudevent import CloudEvent, MalformedEvent
from tests.faults.region import FaultyRegion
from tests.faults.sending import sent
from tests.faults.service_process import ServiceProcess, bearer

BORROWER, TOLD = "waterrijk", "duinmeer"
OCCUPATION = {"scheme": "esco-occupation", "uri": "http://data.europa.eu/esco/occupation/permits"}
REQUEST = {
    "title": "Vergunningverlener", "occupation": OCCUPATION, "hours": {"min": 24, "max": 36},
    "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10"}, "startDate": "2030-02-01",
    "endDate": "2030-07-31",
}  # fmt: skip
PATH = "/vacancy/v1/secondment-requests"


@dataclass(frozen=True)
class Counters:
    """What RELIABILITY counts in every run."""

    committed: int
    in_log: int
    distinct: int
    effects: int
    lost: int
    shown_twice: int
    inversions: int
    dead_lettered: int

    def assert_kept(self) -> None:
        """The promises that hold under every fault."""
        assert (self.lost, self.shown_twice, self.inversions) == (0, 0, 0), self
        assert self.distinct == self.committed, self


@dataclass
class Job:
    """`committed` holds the events that callers were told of: (subject, version)."""

    region: FaultyRegion
    through: ServiceProcess
    headers: dict[str, str] = field(init=False)
    committed: list[tuple[str, int]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.headers = bearer(self.region.issuer, BORROWER)

    async def post(self, count: int, *, writers: int = 4) -> None:
        """Post so many secondment requests, and change each once: two events of one key."""
        numbers = iter(range(count))

        async def write() -> None:
            for _ in numbers:
                await self.request()

        await asyncio.gather(*(write() for _ in range(writers)))

    async def post_until(self, enough: asyncio.Event, pace: float) -> None:
        """Go on posting, one and a pause: a job that faults are spread over."""
        while not enough.is_set():
            await self.request()
            await asyncio.sleep(pace)

    async def request(self) -> None:
        """One request and its change; each is sent again, as an HR system does, until it is answered."""
        await self.change(await self.open())

    async def open(self, **fields: str) -> str:
        made = await sent(self.through, PATH, {**REQUEST, **fields}, self.headers, refused=self.refused)
        subject: str = made.json()["secondmentRequestId"]
        self.committed.append((subject, 1))
        return subject

    async def change(self, subject: str) -> None:
        """412 is the answer where an earlier try was stored and its answer lost."""
        headers, body = {**self.headers, "If-Match": '"v1"'}, {"title": "Adviseur vergunningen"}
        await sent(self.through, f"{PATH}/{subject}", body, headers, method="PATCH", refused=self.refused)
        self.committed.append((subject, 2))

    async def counted(self) -> Counters:
        """Wait until nothing moves, then count."""
        await self.region.settle()
        subjects = sorted({subject for subject, _ in self.committed})
        log = [event for event in await self._log(set(subjects)) if event.subject in subjects]
        applied = await self.region.rows(
            "notification", "SELECT need_id::text, version FROM applied WHERE need_id = ANY($1) ORDER BY seq", subjects
        )
        effects = [(row["need_id"], row["version"]) for row in applied]
        shown = await self._shown(subjects)
        newest = dict(effects)
        return Counters(
            committed=len(self.committed),
            in_log=len(log),
            distinct=len({event.id for event in log}),
            effects=len(set(effects)),
            lost=sum(newest.get(subject, 0) < version for subject, version in self.committed)
            + sum(subject not in shown for subject in subjects),
            shown_twice=len(shown) - len(set(shown)) + len(effects) - len(set(effects)),
            inversions=_inversions([(event.subject, event.version) for event in log]) + _inversions(effects),
            dead_lettered=(await self.region.rows("notification", "SELECT count(*) FROM dead_letter"))[0][0],
        )

    async def effects(self) -> int:
        """How many of these events took effect so far."""
        subjects = [subject for subject, _ in self.committed]
        rows = await self.region.rows("notification", "SELECT count(*) FROM applied WHERE need_id = ANY($1)", subjects)
        count: int = rows[0][0]
        return count

    async def all_effects(self) -> bool:
        """The last state of every subject has arrived."""
        newest = dict(self.committed)
        rows = await self.region.rows(
            "notification", "SELECT need_id::text, version FROM need_copy WHERE need_id = ANY($1)", sorted(newest)
        )
        return {row["need_id"]: row["version"] for row in rows} == newest

    def more_effects_than(self, count: int) -> Callable[[], Awaitable[bool]]:
        async def more() -> bool:
            return await self.effects() > count

        return more

    def shared_by(self, *readers: ServiceProcess) -> Callable[[], Awaitable[bool]]:
        """Each of the readers has handled something of what is posted meanwhile."""
        seen: dict[str, float] = {}

        async def shared() -> bool:
            await self.post(4)
            handled = [await reader.metric("doorstroom_events_total", outcome="applied") for reader in readers]
            return all(
                count > seen.setdefault(str(reader.port), count) for reader, count in zip(readers, handled, strict=True)
            )

        return shared

    async def _log(self, subjects: set[str]) -> list[CloudEvent]:
        """What the log of `secondments` holds about them, in the order of each partition."""
        bus = self.region.bus
        ends = {where: end for where, end in (await bus.end_offsets(["secondments"])).items() if end}
        found: list[CloudEvent] = []
        async with asyncio.timeout(20), bus.subscribe(f"looks-{uuid4().hex[:8]}", ["secondments"]) as reader:
            while ends:
                for delivery in await reader.poll(timeout=0.5):
                    if delivery.key in subjects:
                        with suppress(MalformedEvent):
                            found.append(CloudEvent.from_bytes(delivery.value or b""))
                    if delivery.offset + 1 >= ends.get(delivery.origin, 0):
                        ends.pop(delivery.origin, None)
        return found

    async def _shown(self, subjects: Sequence[str]) -> list[str]:
        """The subjects of the alerts that the partner's recruiter sees in the inbox, and that stand."""
        headers, found = bearer(self.region.issuer, TOLD), []
        page: str | None = "/notification/v1/alerts?limit=100"
        while page:
            answer = await self.region.services["notification"].http.get(page, headers=headers)
            assert answer.status_code == 200, answer.text
            found += [alert["subjectId"] for alert in answer.json()["items"]]
            page = answer.links.get("next", {}).get("url")
        return [subject for subject in found if subject in set(subjects)]


def _inversions(seen: Sequence[tuple[str, int]]) -> int:
    """How often a version came, for the first time, after a later one of its subject."""
    first = list(dict.fromkeys(seen))
    newest: dict[str, int] = {}
    count = 0
    for subject, version in first:
        count += version < newest.get(subject, 0)
        newest[subject] = max(version, newest.get(subject, 0))
    return count
