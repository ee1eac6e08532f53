"""What there is to pick from, as the model has it; and picking, so that a failure tells its story."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import note
from hypothesis import strategies as st

from tests.stateful.life import BY, CANDIDATE, LENDER, NOUNS, VACANCY
from tests.stateful.looking import Looking
from tests.stateful.people import Disclosure, Match, Move, Need, Profile
from tests.stateful.referring import Receiver, Referring
from tests.stateful.speaking import Caller
from tests.stateful.story import ORGANISATIONS, PEOPLE

Way = tuple[Caller, str, Match]
T = TypeVar("T")


class Pick:
    """One of some options, named in the story that a failure tells. The first is the simplest."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def __call__(self, options: Sequence[T]) -> T:
        found = options[self._data.draw(st.integers(0, len(options) - 1))]
        note(f"    {found}")
        return found


class There:
    """Everything is in the order in which it came to be, so that a story repeats itself."""

    def __init__(self, deeds: Referring, looking: Looking) -> None:
        self.deeds, self.model, self.world = deeds, deeds.model, deeds.world
        self._looking = looking

    def allowed(self, nouns: Sequence[str]) -> list[Way]:
        """Steps that succeed, each by whom it is for."""
        found = []
        for match in self.model.matches:
            whose = {CANDIDATE: Caller(person=match.profile.person), LENDER: Caller(match.lender)}
            for noun in nouns:
                caller = whose.get(BY[noun], Caller(match.need.by))
                if self.model.expects(caller.organisation, caller.person, noun, match).status == 200:
                    found.append((caller, noun, match))
        return found

    def _anybody(self, pick: Pick) -> Caller:
        return pick([*map(Caller, ORGANISATIONS), *(Caller(person=person) for person in PEOPLE)])

    def _newcomers(self) -> list[str]:
        busy = {each.person for each in self.model.profiles if each.active}
        return [person for person in PEOPLE if person not in busy | {each.person for each in self.deeds.asleep}]

    def _unconfirmed(self) -> list[Profile]:
        return [each for each in self.model.profiles if each.employer and not each.confirmed and not each.asked]

    def _free_to_change(self) -> list[Profile]:
        """What an employer registered follows rules of its own."""
        return [each for each in self.model.profiles if not each.by_employer]

    def _referable(self) -> list[Match]:
        return [match for match in self.model.matches if match.may_be_referred]

    def _receivers(self) -> list[Receiver]:
        return [*ORGANISATIONS, *self.model.needs]

    def _standing(self) -> list[tuple[str, Disclosure]]:
        there = self.model.disclosures
        return [pair for pair in self._looking.disclosure_ids.items() if pair[1] in there]

    def _vacancies(self) -> list[Need]:
        return [need for need in self.model.needs if need.kind == VACANCY]

    def _with_reactions(self) -> list[Need]:
        return [need for need in self._vacancies() if need.reactions]

    def _loans(self) -> list[Move]:
        return [move for move in self.model.moves if move.is_loan]

    def _contested(self) -> list[tuple[Match, list[Way]]]:
        """Matches on which more than one can take a step now."""
        ways = self.allowed(NOUNS)
        each = ((match, [way for way in ways if way[2] is match]) for match in self.model.matches)
        return [(match, theirs) for match, theirs in each if len({caller for caller, _, _ in theirs}) > 1]
