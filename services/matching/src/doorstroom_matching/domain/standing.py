"""Rules 1 and 2: whether the need is open to a candidate now, and in which tier they compete."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from doorstroom_common.clock import local_date
from doorstroom_common.covenant import Covenant, Membership, Relation, RelationFound, Tier, TierName, tier_of
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.finding import Code, Finding, Rule, met_if
from doorstroom_matching.domain.need import Need

_PRIORITY = (TierName.OWN_FIRST, TierName.PARTNER_FIRST)


@dataclass(frozen=True, slots=True)
class Standing:
    """How near a candidate is, whether the stage includes them, and their tier; None when they take no part."""

    found: RelationFound
    admitted: bool
    tier: Tier | None

    @property
    def relation(self) -> Relation:
        return self.found.relation

    @property
    def first(self) -> bool:
        """Going first counts here."""
        return self.tier is not None and self.tier.name in _PRIORITY

    def findings(self, need: Need, rules: Covenant) -> Iterator[Finding]:
        yield Finding(
            Rule.STAGE,
            Code.MET if self.admitted else Code.NOT_MET,
            passes=self.admitted,
            source=self.found.covenant_id,
            figures={"relation": self.relation.value, "organisation": need.organisation},
        )
        figures = {"tier": self.tier.name.value, "rank": self.tier.rank} if self.tier else {}
        yield Finding(
            Rule.TIER,
            Code.MET if self.tier else Code.NOT_MET,
            passes=self.tier is not None,
            source=cited(rules, rules.tiers.source.text),
            figures=figures,
        )


def standing_of(need: Need, candidate: Candidate, rules: Covenant, members: Membership, now: datetime) -> Standing:
    """The relation over all covenants in force; the tier by the need's one governing covenant."""
    employment = candidate.employment
    found = members.relation(need.organisation, employment.work if employment else None)
    first = candidate.goes_first_on(local_date(now))
    tier = tier_of(rules, found.relation, first, candidate.registered_by)
    return Standing(found, is_admitted(need, candidate, found.relation, members, now), tier)


def is_admitted(need: Need, candidate: Candidate, relation: Relation, members: Membership, now: datetime) -> bool:
    """Stages gate on the relation alone.

    Own staff while the organisation itself is in the audience, others while their employer or workplace is, and
    outsiders once the need is public.
    """
    if need.public:
        return True
    organisation = members.current(need.organisation)
    admitted = {members.current(entry.organisation) for entry in need.audience if entry.holds_at(now)}
    if relation is Relation.OWN:
        return organisation in admitted
    if relation is Relation.EXTERNAL or candidate.employment is None:
        return False
    homes = {members.current(place) for place in candidate.employment.places} - {organisation}
    return not homes.isdisjoint(admitted)


def is_open_to(need: Need, organisation: str, members: Membership, now: datetime) -> bool:
    """Whether an organisation is in the audience now; what is public is open to all."""
    if not need.is_open:
        return False
    admitted = {members.current(entry.organisation) for entry in need.audience if entry.holds_at(now)}
    return need.public or members.current(organisation) in admitted


def hidden_after_merger(need: Need, candidate: Candidate, members: Membership) -> Finding:
    """As `fit.not_hidden_from`, also when the employer has been taken over by another organisation since."""
    hidden_from = {members.current(place) for place in candidate.hidden_from} | candidate.hidden_from
    organisations = {need.organisation, members.current(need.organisation)}
    return met_if(Rule.OWN_EMPLOYER, organisations.isdisjoint(hidden_from))


def cited(covenant: Covenant, words: str) -> str:
    """A clause with the covenant and version it stands in."""
    return f"{covenant.id} version {covenant.version}: {words}"
