"""Somebody asks to be considered for one vacancy, by themselves or through an HR system."""

from dataclasses import dataclass

from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import new_event
from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id
from doorstroom_vacancy.application.ports import Reactions
from doorstroom_vacancy.application.published import reaction_state
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.reaction import Channel, Reaction
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.domain.values import Status

RECEIVED = "nl.reactions.reaction-received.v1"
WITHDRAWN = "nl.reactions.reaction-withdrawn.v1"


@dataclass(frozen=True, slots=True)
class ReceiveReaction:
    """`vacancy` as the one who reacts may see it; `reactor` is the keyed hash that recognises them."""

    vacancy: Vacancy
    reactor: str
    channel: Channel
    sent_by: str | None


@dataclass(frozen=True, slots=True)
class Received:
    """`new` is False where the reaction stood already: sending it twice is one reaction."""

    reaction: Reaction
    new: bool


async def receive_reaction(
    command: ReceiveReaction, uow: UnitOfWork, reactions: Reactions, clock: Clock, source: str
) -> Received:
    """Where `new`, commit must have changed a row; if it did not, the same person was faster by another request."""
    vacancy, now = command.vacancy, clock.now()
    if vacancy.status is not Status.OPEN:
        raise errors.wrong_status("an open vacancy takes reactions", vacancy.status)
    reaction = await reactions.of(vacancy, command.reactor, uow)
    if reaction is None:
        reaction = Reaction(
            organisation=vacancy.organisation,
            vacancy_id=vacancy.id,
            reaction_id=new_id(),
            reactor=command.reactor,
            channel=command.channel,
            sent_by=command.sent_by,
            received_at=now,
        )
        reactions.add(reaction, uow)
    elif reaction.receive_again(now):
        reactions.save(reaction, uow)
    else:
        return Received(reaction, new=False)
    tell(reaction, RECEIVED, uow, clock, source)
    return Received(reaction, new=True)


def tell(reaction: Reaction, event_type: str, uow: UnitOfWork, clock: Clock, source: str) -> None:
    """That there is a reaction, or no longer: never whose."""
    uow.publish(
        new_event(
            source=source,
            type=event_type,
            subject=str(reaction.reaction_id),
            time=clock.now(),
            version=reaction.version,
            data=reaction_state(reaction),
        )
    )
