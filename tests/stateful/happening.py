"""What can happen next, how often, and to whom: everything is picked from what the model says there is."""

from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from tests.stateful.life import NOUNS, ONWARD, REFERRAL_NOUNS
from tests.stateful.picking import Pick, There
from tests.stateful.speaking import Caller
from tests.stateful.story import ORGANISATIONS
from tests.stateful.world import START

MOST_NEEDS = 5
LONGEST = timedelta(days=300)
"""After a year a profile of which nobody heard goes by itself."""

SERVICES = ("matching", "candidate", "vacancy", "notification")
NOBODY = frozenset[str]()
Doing = Coroutine[Any, Any, object]


class Happening(There):
    """Each method is one thing that can happen, and returns what is to be done."""

    def possible(self) -> list[str]:
        """By weight; what has nobody or nothing to happen to is left out."""
        model, profiles = self.model, self.model.profiles
        weights: dict[str, tuple[int, object]] = {
            "advances": (8, self.allowed(ONWARD)),
            "advances_far": (8, self.allowed(ONWARD)),
            "takes_any_step_that_is_theirs": (3, self.allowed(NOUNS)),
            "tries_whatever": (3, model.matches),
            "asks_the_employer": (3, self._unconfirmed()),
            "employer_answers": (3, [each for each in profiles if each.asked]),
            "opens": (2, len(model.needs) < MOST_NEEDS),
            "registers": (3, self._newcomers()),
            "confirms": (3, self.deeds.asleep),
            "employer_stands_for_it": (2, self.deeds.registered),
            "changes_job": (1, self._free_to_change()),
            "stops": (1, profiles),
            "closes": (1, model.needs),
            "takes_consent_back": (2, self._standing()),
            "refers": (3, self._referable()),
            "answers_a_referral": (4, model.referrals),
            "goes_on_lending": (1, self._loans()),
            "ends_a_loan": (1, self._loans()),
            "two_at_once": (3, self._contested()),
            "reacts": (1, self._vacancies()),
            "assesses": (1, self._with_reactions()),
            "takes_a_reaction_back": (1, self._with_reactions()),
            "days_pass": (4, model.now < START + LONGEST),
            "restarts": (2, True),
        }
        return [name for name, (weight, there) in weights.items() if there for _ in range(weight)]

    # Needs and people.

    def opens(self, pick: Pick) -> Doing:
        organisation = pick(ORGANISATIONS)
        return pick([self.deeds.open_vacancy, self.deeds.open_request])(organisation)

    def registers(self, pick: Pick) -> Doing:
        person, employer = pick(self._newcomers()), pick([*ORGANISATIONS, None])
        if employer and pick([False, False, True]):
            return self.deeds.register_employee(employer, person)
        return self.deeds.register(person, employer, pick([NOBODY, NOBODY, frozenset({"waterrijk"})]))

    def confirms(self, pick: Pick) -> Doing:
        return self.deeds.confirm(pick(self.deeds.asleep))

    def employer_stands_for_it(self, pick: Pick) -> Doing:
        candidate_id, employer = pick(list(self.deeds.registered.items()))
        return self.deeds.stand_for(employer, candidate_id)

    def asks_the_employer(self, pick: Pick) -> Doing:
        return self.deeds.ask_employer(pick(self._unconfirmed()))

    def employer_answers(self, pick: Pick) -> Doing:
        asked = [each for each in self.model.profiles if each.asked]
        return self.deeds.answer_employee(pick(asked), pick(["confirmation", "confirmation", "refusal"]))

    def changes_job(self, pick: Pick) -> Doing:
        return self.deeds.change_job(pick(self._free_to_change()), pick([*ORGANISATIONS, None]))

    def stops(self, pick: Pick) -> Doing:
        return pick([self.deeds.withdraw, self.deeds.erase])(pick(self.model.profiles))

    def closes(self, pick: Pick) -> Doing:
        need = pick(self.model.needs)
        by = pick([need.by, need.by, *ORGANISATIONS])
        return self.deeds.close(Caller(by), need, pick(["filled", "not-filled", "withdrawn"]))

    # Matches.

    def advances(self, pick: Pick) -> Doing:
        caller, noun, match = pick(self.allowed(ONWARD))
        return self.deeds.step(caller, noun, match, starts=pick([20, 1]), until=pick([None, 3, 40]))

    async def advances_far(self, pick: Pick) -> None:
        """A long way at once, which single steps would seldom go to its end."""
        match, steps = pick([way[2] for way in self.allowed(ONWARD)]), pick([5, 4, 3, 2])
        for _ in range(steps):
            if ways := [way for way in self.allowed(ONWARD) if way[2] is match]:
                await self.deeds.step(*ways[0], starts=20)
                await self.world.settle()

    async def takes_any_step_that_is_theirs(self, pick: Pick) -> None:
        """Twice: the second time has no effect, or is the next step."""
        caller, noun, match = pick(self.allowed(NOUNS))
        await self.deeds.step(caller, noun, match, starts=20)
        await self.deeds.step(caller, noun, match, starts=20)

    async def tries_whatever(self, pick: Pick) -> None:
        match, caller = pick(self.model.matches), self._anybody(pick)
        for noun in (pick(NOUNS), pick(NOUNS)):
            await self.deeds.step(caller, noun, match, starts=20)

    def two_at_once(self, pick: Pick) -> Doing:
        match, ways = pick(self._contested())
        caller, noun, _ = pick(ways)
        other, second, _ = pick([way for way in ways if way[0] != caller])
        return self.deeds.at_once(match, (caller, noun), (other, second))

    def goes_on_lending(self, pick: Pick) -> Doing:
        loan = pick(self._loans())
        return self.deeds.go_on_lending(pick([loan.to, loan.origin or loan.to, *ORGANISATIONS]), loan)

    def ends_a_loan(self, pick: Pick) -> Doing:
        loan = pick(self._loans())
        by, because = pick([loan.to, loan.origin or loan.to, *ORGANISATIONS]), pick(["converted", "ended", "stopped"])
        return self.deeds.end_loan(by, loan, because)

    # Contact, referrals and reactions.

    def takes_consent_back(self, pick: Pick) -> Doing:
        disclosure_id, disclosure = pick(self._standing())
        own = Caller(person=disclosure.profile.person)
        return self.deeds.take_consent_back(pick([own, self._anybody(pick)]), disclosure, disclosure_id)

    def refers(self, pick: Pick) -> Doing:
        match = pick(self._referable())
        return self.deeds.refer(match.need.by, match, pick(self._receivers()))

    def answers_a_referral(self, pick: Pick) -> Doing:
        referral = pick(self.model.referrals)
        noun = pick([*sorted(self.model.may_follow(referral)), *REFERRAL_NOUNS])
        own = Caller(person=referral.profile.person) if noun == "consent" else Caller(referral.receiver)
        caller, onward = pick([own, own, self._anybody(pick)]), pick(self._receivers())
        return self.deeds.answer_referral(caller, noun, referral, yes=pick([True, True, False]), onward=onward)

    def reacts(self, pick: Pick) -> Doing:
        return self.deeds.react(pick(ORGANISATIONS), pick(self._vacancies()), pick("ab"))

    def assesses(self, pick: Pick) -> Doing:
        need = pick(self._with_reactions())
        return self.deeds.assess(need, pick(list(need.reactions)), suitable=pick([False, True]))

    def takes_a_reaction_back(self, pick: Pick) -> Doing:
        need = pick(self._with_reactions())
        return self.deeds.take_reaction_back(need, pick(list(need.reactions)))

    # Time, and services that end.

    def days_from_now(self, days: int) -> datetime:
        return self.model.now + timedelta(days=days)

    def days_pass(self, pick: Pick) -> Doing:
        return self.until(self.days_from_now(pick([1, 2, 4, 6, 11, 30])))

    async def until(self, target: datetime) -> None:
        """By every moment at which something falls due, so that each finds the region at rest."""
        while moments := [each for each in self.model.moments(target) if each > self.model.now]:
            await self._come_to(moments[0])
        await self._come_to(target)

    async def restarts(self, pick: Pick) -> None:
        """While a service is down others go on, or days pass; it catches up when it is back."""
        name, target = pick(SERVICES), self.days_from_now(pick([0, 0, 1, 6]))
        if any(profile.goes_at and profile.goes_at <= target for profile in self.model.profiles):
            target = self.model.now
        meanwhile = self._meanwhile(name, pick) if target == self.model.now else None
        await self.world.stop(name)
        if meanwhile:
            await meanwhile()
        self.world.clock.advance_to(target)
        await self.world.settle()
        await self.world.start(name)
        await self.world.settle()
        self.model.come_to(target)

    def _meanwhile(self, name: str, pick: Pick) -> Callable[[], Doing] | None:
        """What somebody does of which this service hears later."""
        deeds: list[Callable[[], Doing]] = []
        if name != "matching" and (ways := self.allowed(NOUNS)):
            caller, noun, match = pick(ways)
            deeds.append(lambda: self.deeds.step(caller, noun, match, starts=20))
        if name != "candidate" and self.model.profiles:
            profile = pick(self.model.profiles)
            deeds += [lambda: self.deeds.withdraw(profile), lambda: self.deeds.erase(profile)]
        if name != "vacancy":
            need = pick(self.model.needs)
            deeds.append(lambda: self.deeds.close(Caller(need.by), need, "not-filled"))
        return pick(deeds) if deeds else None

    async def _come_to(self, moment: datetime) -> None:
        self.world.clock.advance_to(moment)
        await self.world.settle()
        self.model.come_to(moment)
