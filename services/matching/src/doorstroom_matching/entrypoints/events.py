"""What this service listens to, and what it then does."""

from collections.abc import Callable
from functools import partial

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, Subscriptions
from doorstroom_common.consumer.handling import Handler
from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.on_candidate import on_candidate, on_candidate_erased, on_candidate_tombstone
from doorstroom_matching.application.on_covenant import review_members
from doorstroom_matching.application.on_disclosure import on_disclosure_ended
from doorstroom_matching.application.on_need import on_need
from doorstroom_matching.application.on_reaction import Reactions, on_reaction
from doorstroom_matching.application.reading import Data, need_from_secondment, need_from_vacancy
from doorstroom_matching.domain.need import Need

VACANCY = ("opened", "stage-opened", "changed", "closed")
SECONDMENT = ("requested", "changed", "closed")
CANDIDATE = ("registered", "changed", "withdrawn")
REACTION = ("received", "assessed", "withdrawn")
ERASED = "nl.candidates.candidate-erased.v1"
DISCLOSURE_ENDED = "nl.disclosures.disclosure-ended.v1"
ADOPTED = "nl.covenants.covenant-adopted.v1"


def facts(desk: Desk, reactions: Reactions) -> Subscriptions:
    """Transaction 1 for everything that is matched, reactions, and the end of what rested on a consent."""
    handlers: dict[str, Handler] = {ERASED: partial(on_candidate_erased, desk=desk)}
    handlers |= _needs("nl.vacancies.vacancy", VACANCY, desk, need_from_vacancy)
    handlers |= _needs("nl.secondments.secondment", SECONDMENT, desk, need_from_secondment)
    handlers |= {f"nl.candidates.candidate-{what}.v1": partial(on_candidate, desk=desk) for what in CANDIDATE}
    handlers |= {f"nl.reactions.reaction-{what}.v1": partial(on_reaction, reactions=reactions) for what in REACTION}
    handlers[DISCLOSURE_ENDED] = partial(on_disclosure_ended, desk=desk)
    return Subscriptions(
        name="matching.facts",
        topics=("vacancies", "secondments", "candidates", "reactions", "disclosures"),
        handlers=handlers,
        on_tombstone={"candidates": partial(on_candidate_tombstone, desk=desk)},
    )


def covenants(desk: Desk, keep: Handler) -> Subscriptions:
    """`keep` stores the covenant; after it, relations may be others than they were."""

    async def adopted(event: CloudEvent, uow: UnitOfWork) -> Effect:
        effect = await keep(event, uow)
        await review_members(uow, desk)
        return effect

    return Subscriptions(name="matching.covenants", topics=("covenants",), handlers={ADOPTED: adopted})


def _needs(stem: str, kinds: tuple[str, ...], desk: Desk, read: Callable[[Data], Need]) -> dict[str, Handler]:
    return {f"{stem}-{what}.v1": partial(on_need, desk=desk, read=read) for what in kinds}
