"""Every body that the document shows works as it stands, once what it is about exists."""

from collections.abc import Awaitable, Callable

import orjson
import pytest

from doorstroom_common.testing.running import Running
from doorstroom_common.testing.shown import shown
from doorstroom_matching.__main__ import COMMAND
from services.matching.tests import facts
from services.matching.tests.http.test_overruling import two_tiers
from services.matching.tests.http.test_showing import asked
from services.matching.tests.referring import referred, rejected, sent
from services.matching.tests.story import NEED_ID
from services.matching.tests.taking import for_secondment, for_vacancy, organisation, person, walk

SHOWN = shown(orjson.loads(COMMAND.document()))
Ids = tuple[str, ...]
Ready = Callable[[Running], Awaitable[Ids]]


def after(*nouns: str) -> Ready:
    """A vacancy's match on which these steps were taken."""

    async def ready(matching: Running) -> Ids:
        match_id = await for_vacancy(matching)
        await walk(matching, match_id, *nouns)
        return (match_id,)

    return ready


def lent_after(*nouns: str) -> Ready:
    """The same of a secondment request's match."""

    async def ready(matching: Running) -> Ids:
        match_id = await for_secondment(matching)
        await walk(matching, match_id, *nouns)
        return (match_id,)

    return ready


async def showing(matching: Running) -> Ids:
    return ((await asked(matching))["matchId"],)


async def lower_tier(matching: Running) -> Ids:
    return ((await two_tiers(matching))[1],)


async def a_need(matching: Running) -> Ids:
    await matching.publish(facts.vacancy())
    await matching.settle()
    return (str(NEED_ID),)


async def nothing(matching: Running) -> Ids:
    return ()


async def second_best(matching: Running) -> Ids:
    return (await rejected(matching),)


async def referral(matching: Running) -> Ids:
    return (await referred(matching, await rejected(matching), organisation="heidestad"),)


async def referral_sent(matching: Running) -> Ids:
    return (await sent(matching, await rejected(matching), organisation="heidestad"),)


ABOUT: dict[str, Ready] = {
    "requestContact": after(),
    "grantContact": after("contact-request"),
    "refuseContact": after("contact-request"),
    "inviteCandidate": after("contact-request", "contact-grant"),
    "makeOffer": after("contact-request", "contact-grant", "invitation"),
    "placeCandidate": after("contact-request", "contact-grant", "invitation", "offer"),
    "rejectCandidate": after("contact-request"),
    "withdrawFromMatch": after("contact-request", "contact-grant"),
    "agreeToSecondment": lent_after(),
    "consentAsEmployer": lent_after("agreement"),
    "refuseAsEmployer": lent_after("agreement"),
    "answerWhetherToShow": showing,
    "overruleTheOrder": lower_tier,
    "switchForTheOrganisation": nothing,
    "switchForANeed": a_need,
    "makeReferral": second_best,
    "consentToReferral": referral,
    "declineReferralAsReceiver": referral_sent,
    "forwardReferralAsReceiver": referral_sent,
}
BY_PERSON = {
    "grantContact", "refuseContact", "withdrawFromMatch", "agreeToSecondment", "answerWhetherToShow",
    "consentToReferral",
}  # fmt: skip
BY = {
    "consentAsEmployer": "duinmeer",
    "refuseAsEmployer": "duinmeer",
    "declineReferralAsReceiver": "heidestad",
    "forwardReferralAsReceiver": "heidestad",
}


def caller(matching: Running, operation: str) -> dict[str, str]:
    if operation in BY_PERSON:
        return person(matching)
    return organisation(matching, BY.get(operation, "waterrijk"))


@pytest.mark.parametrize("operation", SHOWN)
async def test_what_the_document_shows_works_as_it_stands(matching: Running, operation: str) -> None:
    ids, one = await ABOUT[operation](matching), SHOWN[operation]
    if operation == "makeReferral":
        one, ids = one.about(matchId=ids[0]), ()
    answer = await one.send(matching.http, caller(matching, operation), *ids)
    assert answer.status_code in one.successes, answer.text
