"""What this service reads from the bus."""

from datetime import datetime
from functools import partial
from uuid import UUID

from doorstroom_candidate.application.on_erasure_confirmed import ErasureConfirmed, on_erasure_confirmed
from doorstroom_candidate.application.on_procedure import on_match_withdrawn, on_procedure
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.application.reading import match_procedure, referral_procedure
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, PermanentFailure, Subscriptions
from doorstroom_common.consumer.handling import Handler
from doorstroom_common.covenant_store import ADOPTED, CovenantStore
from doorstroom_common.database import UnitOfWork

ERASURE_CONFIRMED = "nl.erasures.erasure-confirmed.v1"
STEP_TAKEN, MATCH_WITHDRAWN = "nl.matches.match-step-taken.v1", "nl.matches.match-withdrawn.v1"
OF_REFERRALS = ("nl.referrals.referral-made.v1", "nl.referrals.referral-answered.v1")


def covenant_subscriptions(store: CovenantStore) -> Subscriptions:
    return Subscriptions("candidate.covenants", ("covenants",), {ADOPTED: store.on_adopted})


def erasure_subscriptions(parts: Parts) -> Subscriptions:
    async def confirmed(event: CloudEvent, uow: UnitOfWork) -> Effect:
        await on_erasure_confirmed(_read(event), uow, parts)
        return Effect.APPLIED

    return Subscriptions("candidate.erasures", ("erasures",), {ERASURE_CONFIRMED: confirmed})


def procedure_subscriptions(parts: Parts) -> Subscriptions:
    """Matches and referrals: what a person and others agreed on."""
    handlers: dict[str, Handler] = {
        STEP_TAKEN: partial(on_procedure, parts=parts, read=match_procedure),
        MATCH_WITHDRAWN: partial(on_match_withdrawn, parts=parts),
    }
    handlers.update(dict.fromkeys(OF_REFERRALS, partial(on_procedure, parts=parts, read=referral_procedure)))
    return Subscriptions("candidate.procedures", ("matches", "referrals"), handlers)


def _read(event: CloudEvent) -> ErasureConfirmed:
    try:
        return ErasureConfirmed(
            candidate_id=UUID(event.data["candidateId"]),
            service=str(event.data["service"]),
            confirmed_at=datetime.fromisoformat(event.data["confirmedAt"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise PermanentFailure(f"an erasure that cannot be read: {type(error).__name__}") from None
