"""Everybody looks at everything they can reach: it is what the model says, and nobody's name is where it may not be."""

from datetime import datetime
from typing import Any

import httpx

from tests.stateful.deeds import MATCHES, Deeds
from tests.stateful.life import CANDIDATE, LENDER, ORGANISATION
from tests.stateful.people import Disclosure, Match, Profile
from tests.stateful.postings import PLACEMENTS, REQUESTS, VACANCIES
from tests.stateful.referring import REFERRALS
from tests.stateful.speaking import Caller
from tests.stateful.story import ORGANISATIONS, PEOPLE, personal

DISCLOSURES = "/candidate/v1/disclosures"
MOST_IDS = 3
"""How many of the newest ids each organisation tries, beside those of its lists."""

Items = list[dict[str, Any]]
Read = dict[tuple[str, ...], tuple[bytes, str | None]]
"""Every list of every organisation, to the byte, with its ETag."""


class Looking:
    """Remembers every id that anybody was ever told, to try it with everybody else's token."""

    def __init__(self, deeds: Deeds) -> None:
        self.deeds, self.model = deeds, deeds.model
        self.disclosure_ids: dict[str, Disclosure] = {}
        self.match_ids: dict[str, Match] = {}
        self._read: Read = {}
        self._unaware: set[tuple[Profile, str]] = set()
        self._there: set[Profile] = set()
        self._looked_at = self.model.now

    async def look(self) -> None:
        before, self._read = self._read, {}
        for person in PEOPLE:
            await self._person(person)
        for organisation in ORGANISATIONS:
            await self._organisation(organisation)
        self._nothing_changed_for_the_employer(before)
        await self._ids()

    def _nothing_changed_for_the_employer(self, before: Read) -> None:
        """No deed of somebody hidden from their employer changes a byte of what that employer reads."""
        concerned, unaware, there = set(self.deeds.concerned), self.model.unaware(), set(self.model.profiles)
        comes = {pair for pair in unaware if pair[0] not in self._there}
        goes = {pair for pair in self._unaware if pair[0] not in there}
        if len(concerned) == 1 and self._looked_at == self.model.now:
            for profile, employer in (unaware & self._unaware) | comes | goes:
                if profile in concerned:
                    same(of(employer, self._read), of(employer, before), f"to {employer}, after a deed of {profile}")
        self._unaware, self._there, self._looked_at = unaware, there, self.model.now
        self.deeds.concerned.clear()

    # A person sees all of their own.

    async def _person(self, person: str) -> None:
        me = Caller(person=person)
        matches = await self._items(me, MATCHES)
        self._learn(person, matches)
        expected = {
            each.id: (each.status, each.because, self.model.may_do(CANDIDATE, each))
            for each in self.model.of_person(person)
        }
        same({each["matchId"]: _match(each) for each in matches}, expected, f"matches of {person}")
        referrals = {each["referralId"]: each["status"] for each in await self._items(me, REFERRALS)}
        mine = {each.id: each.status for each in self.model.referrals if each.profile.person == person}
        same(referrals, mine, f"referrals of {person}")
        self._learn_disclosures(person, await self._items(me, DISCLOSURES))
        pending = {
            (each["id"], *sorted(each["mayDo"])) for each in await self._items(me, "/matching/v1/pending-answers")
        }
        same(pending, self._waits_for_person(person), f"what waits for {person}")

    def _learn(self, person: str, matches: Items) -> None:
        for found in matches:
            pair = (found["need"]["id"], found["candidateId"])
            match = next((each for each in self.model.matches if (each.need.id, each.profile.id) == pair), None)
            assert match, f"{person} is matched, and should not be: {found}"
            assert match.id in (None, found["matchId"]), f"{match} is another match now: {found}"
            match.id = found["matchId"]
            self.match_ids[found["matchId"]] = match

    def _learn_disclosures(self, person: str, found: Items) -> None:
        """Each is one of the model's, by receiver, purpose and procedure, oldest first, and ends as it does."""
        left = [each for each in self.model.disclosures if each.profile.person == person]
        for each in reversed(found):
            key = (each["organisation"], each["purpose"], each["matchId"] or each["referralId"])
            mine = [d for d in left if (d.organisation, d.purpose, d.procedure.id) == key]
            assert mine, f"{person} is known by nobody's yes: {each}"
            left.remove(mine[0])
            self.disclosure_ids[each["disclosureId"]] = mine[0]
            ended = mine[0].ended
            shown = (moment(each["untilAt"]), each["endedAt"] and moment(each["endedAt"]))
            assert shown == (mine[0].until.timestamp(), ended and ended.timestamp()), (each, mine[0])
        assert not left, f"{person} said yes and is not known: {left}"

    def _waits_for_person(self, person: str) -> set[tuple[str, ...]]:
        waiting = {
            (each.id or "", *sorted(self.model.may_do(CANDIDATE, each)))
            for each in self.model.of_person(person)
            if each.status == "contact-requested" or (each.status == "proposed" and each.kind != "vacancy")
        }
        return waiting | {
            (each.id, "consent")
            for each in self.model.referrals
            if each.profile.person == person and each.status == "awaiting-consent"
        }

    # An organisation sees what is for it, and no more.

    async def _organisation(self, name: str) -> None:
        me, model = Caller(name), self.model
        own = [each for each in model.matches if each.need.by == name and each.seen]
        expected = {
            each.id: (*told(each.seen), model.may_do(ORGANISATION, each, each.seen[0])) for each in own if each.seen
        }
        same({each["matchId"]: _match(each) for each in await self._items(me, MATCHES)}, expected, f"matches of {name}")
        lent = [each for each in model.matches if name in each.lent]
        expected = {each.id: (*told(each.lent[name]), self._lender_may_do(name, each)) for each in lent}
        found = await self._items(me, MATCHES, seenAs="lender")
        same({each["matchId"]: _match(each) for each in found}, expected, f"matches lent by {name}")
        await self._referrals_and_what_waits(name, me)
        await self._contacts(name, me)
        today = self.deeds.today
        moves = sorted(
            (each["from"] or "", each["organisation"], each["contract"]) for each in await self._items(me, PLACEMENTS)
        )
        same(
            moves,
            sorted((m.origin or "", m.to, m.contract) for m in model.moves if m.seen_by(name, today)),
            f"moves at {name}",
        )
        await self._alerts(name, me)
        open_now = {each.id for each in model.needs if each.by == name or model.is_open_to(each, name)}
        needs = [each["vacancyId"] for each in await self._items(me, VACANCIES)]
        needs += [each["secondmentRequestId"] for each in await self._items(me, REQUESTS)]
        same(set(needs), open_now, f"what is open to {name}")

    def _lender_may_do(self, name: str, match: Match) -> set[str]:
        return self.model.may_do(LENDER, match, match.lent[name][0]) if match.lender == name else set()

    async def _referrals_and_what_waits(self, name: str, me: Caller) -> None:
        model = self.model
        referrals = {each["referralId"]: each["status"] for each in await self._items(me, REFERRALS)}
        seen = [each for each in model.referrals if model.referral_sides(name, None, each)]
        same(referrals, {each.id: each.status for each in seen}, f"referrals at {name}")
        waiting = {
            each.id for each in model.matches
            if each.need.by == name and each.seen and each.seen[0] in ("proposed", "contact-granted", "employer-agreed")
        }  # fmt: skip
        waiting |= {each.id for each in model.matches if each.lent.get(name, ("",))[0] == "candidate-agreed"}
        waiting |= {each.id for each in seen if each.status == "sent" and each.receiver == name}
        pending = {each["id"] for each in await self._items(me, "/matching/v1/pending-answers")}
        same(pending, waiting, f"what waits for {name}")

    async def _contacts(self, name: str, me: Caller) -> None:
        known = [each for each in self.model.disclosures if each.organisation == name and not each.ended]
        found = await self._items(me, DISCLOSURES)
        same(
            sorted((each["purpose"], each["matchId"] or each["referralId"]) for each in found),
            sorted((each.purpose, each.procedure.id or "") for each in known), f"who is known to {name}",
        )  # fmt: skip
        asked = await self._items(me, "/candidate/v1/employment-confirmations", names=True)
        names = sorted(each["name"] for each in asked)
        waiting = (each for each in self.model.profiles if each.asked == name)
        same(names, sorted(f"{each.person.title()} Kanarie" for each in waiting), f"asked of {name}")
        given = {each["candidateId"] for each in await self._items(me, "/candidate/v1/candidates", names=True)}
        same(given, {key for key, by in self.deeds.registered.items() if by == name}, f"registered by {name}")

    async def _alerts(self, name: str, me: Caller) -> None:
        """Of a match nobody hears but who has seen it."""
        for alert in await self._items(me, "/notification/v1/alerts", ended="true"):
            match = self.match_ids.get(alert["subjectId"])
            assert match is None or (match.need.by == name and match.seen) or name in match.lent, alert

    # Ids, tried by everybody.

    async def _ids(self) -> None:
        for disclosure_id, disclosure in list(self.disclosure_ids.items())[-MOST_IDS:]:
            for name in ORGANISATIONS:
                open_to = (
                    disclosure in self.model.disclosures and disclosure.organisation == name and not disclosure.ended
                )
                answer = await self.deeds.get(Caller(name), f"{DISCLOSURES}/{disclosure_id}")
                assert answer.status_code == (200 if open_to else 404), (name, disclosure, answer.text)
                assert bool(personal(answer.text)) == open_to, (name, disclosure, answer.text)
        for match_id, match in list(self.match_ids.items())[-MOST_IDS:]:
            there = match in self.model.matches
            for name in ORGANISATIONS:
                sees = there and ((match.need.by == name and match.seen is not None) or name in match.lent)
                answer = await self.deeds.get(Caller(name), f"{MATCHES}/{match_id}")
                assert answer.status_code == (200 if sees else 404), (name, match, answer.text)
                self._tells_nobody(answer, name)
            if there:
                await self._steps(match)

    async def _steps(self, match: Match) -> None:
        """Each question was answered or expired once, and nothing was done twice."""
        answer = await self.deeds.get(Caller(person=match.profile.person), f"{MATCHES}/{match.id}")
        assert answer.status_code == 200, answer.text
        same([(each["taken"], each["by"]) for each in answer.json()["steps"]], match.steps, f"steps of {match}")

    # Reading.

    async def _items(self, caller: Caller, path: str, *, names: bool = False, **query: str) -> Items:
        answer = await self.deeds.get(caller, path, limit=100, **query)
        assert answer.status_code == 200, answer.text
        if caller.organisation:
            key = (caller.organisation, path, *query)
            self._read[key] = (answer.content, answer.headers.get("etag"))
        if caller.organisation and not names:
            self._tells_nobody(answer, caller.organisation)
        items: Items = answer.json()["items"]
        return items

    def _tells_nobody(self, answer: httpx.Response, organisation: str) -> None:
        text = answer.text
        assert not personal(text), f"{organisation} reads {personal(text)}: {text}"
        for profile in self.model.profiles:
            assert profile.id not in text, f"{organisation} reads a candidate's id: {text}"


def of(organisation: str, read: Read) -> Read:
    return {key: found for key, found in read.items() if key[0] == organisation}


def told(seen: tuple[str, str | None]) -> tuple[str, str | None]:
    """To others whatever lies with the candidate is one word."""
    status, because = seen
    hidden = because is not None and because.startswith(("candidate-", "consent-"))
    return status, "candidate-unavailable" if hidden else because


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def same(found: object, expected: object, what: str) -> None:
    assert found == expected, f"{what}: found {found}, expected {expected}"


def _match(item: dict[str, Any]) -> tuple[str, str | None, set[str]]:
    return item["status"], item["withdrawnBecause"], set(item["mayDo"])
