"""One move as the clauses look at it: who goes from which contract to which offer, and what the covenant promises."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from doorstroom_common.covenant import ClauseCode, Covenant, Membership, Promise, Relation, Strictness
from doorstroom_matching.domain.candidate import Candidate, Employment
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.passport import Passport
from doorstroom_matching.domain.scale import Equivalence
from doorstroom_matching.domain.standing import cited

SUPPLEMENTS = (Promise.SUPPLEMENT, Promise.SUPPLEMENT_PHASED_OUT)


@dataclass(frozen=True, slots=True)
class Moving:
    """`stays`: the employer does not change. `fund_offered`: what the offer says, else what the covenant knows."""

    need: Need
    candidate: Candidate
    employment: Employment
    relation: Relation
    rules: Covenant
    table: Equivalence
    stays: bool
    fund_offered: str | None

    @classmethod
    def of(
        cls, need: Need, candidate: Candidate, employment: Employment, relation: Relation, rules: Covenant,
        members: Membership, table: Equivalence,
    ) -> Self:  # fmt: skip
        member = members.member(need.organisation, rules.id)
        return cls(
            need=need,
            candidate=candidate,
            employment=employment,
            relation=relation,
            rules=rules,
            table=table,
            stays=stays_with_employer(need, employment, members),
            fund_offered=need.offer.pension_fund or (member.pension_fund if member else None),
        )

    @property
    def passport(self) -> Passport:
        return self.employment.passport

    @property
    def by_contract(self) -> bool:
        """Whether the employment is a contract, to which the articles of the Civil Code apply."""
        return not self.employment.is_appointment

    @property
    def successive(self) -> bool | None:
        """The same employer goes on; else what a person recorded."""
        return True if self.stays else self.passport.successive_at(self.need.organisation)

    def recorded(self, *, successive: bool) -> dict[str, Figure]:
        """For a finding that rests on what a person recorded: whether of this organisation or in general."""
        if self.stays or not self.by_contract or self.successive is not successive:
            return {}
        named = self.need.organisation in self.passport.successors
        return {"recorded": "for-organisation" if named else "in-general"}

    def promise(self, clause: ClauseCode) -> Promise:
        """A covenant obliges its members towards each other's staff: own staff and partners alone."""
        obliges = self.relation in (Relation.OWN, Relation.PARTNER)
        return self.rules.contract_preservation.clause(clause).promise if obliges else Promise.NONE

    def promised(self, clause: ClauseCode) -> bool:
        return self.promise(clause) is not Promise.NONE

    def source(self, clause: ClauseCode) -> str:
        return cited(self.rules, self.rules.contract_preservation.source_of(clause).text)

    def finding(
        self, rule: Rule, clause: ClauseCode, code: Code, figures: Mapping[str, Figure], law: str | None = None
    ) -> Finding:
        """What the clause's strictness makes of a loss: a bar unless accepted beforehand, the last place, or a remark.

        `law` is the article, where the finding rests on that.
        """
        strictness = self.rules.contract_preservation.clause(clause).strictness
        lost = code is Code.LOST
        accepted = clause.value in self.candidate.accepts_loss
        return Finding(
            rule,
            code,
            passes=not lost or strictness is not Strictness.REQUIRED or accepted,
            demotes=lost and strictness is Strictness.RANKED,
            source=law or self.source(clause),
            figures={**figures, **({"strictness": strictness.value, "accepted": accepted} if lost else {})},
        )


def stays_with_employer(need: Need, employment: Employment, members: Membership) -> bool:
    """Whether the employer does not change: by who took over whom, too."""
    return members.current(employment.employer) == members.current(need.organisation)
