"""Which alerts follow from a state, whatever came before it."""

from doorstroom_common.testing.contracts import examples
from doorstroom_notification.domain.counting import shown_count
from doorstroom_notification.domain.wanted import Wanted, wanted_for_match, wanted_for_need
from doorstroom_notification.domain.wishes import Channel, Kind, Wishes

OPENED = examples("nl.vacancies.vacancy-opened.v1")["rich"]["data"]
STAGED = examples("nl.vacancies.vacancy-stage-opened.v1")["rich"]["data"]
PUBLIC = examples("nl.vacancies.vacancy-stage-opened.v1")["public"]["data"]
CLOSED = examples("nl.vacancies.vacancy-closed.v1")["rich"]["data"]
SECONDMENT = examples("nl.secondments.secondment-requested.v1")["rich"]["data"]
MATCH = examples("nl.matches.match-proposed.v1")["rich"]["data"]


def told(wanted: list[Wanted]) -> set[tuple[str, str]]:
    return {(each.organisation, each.kind.value) for each in wanted}


def test_a_vacancy_in_its_own_stage_alerts_nobody_else() -> None:
    own = {**OPENED, "stage": "own", "audience": [each for each in OPENED["audience"] if each["relation"] == "own"]}
    assert wanted_for_need(own) == []


def test_the_partner_stage_alerts_the_partners_and_not_the_own_organisation() -> None:
    partners = {each["organisation"] for each in STAGED["audience"]} - {STAGED["organisation"]}
    assert told(wanted_for_need(STAGED)) == {(partner, "vacancy") for partner in partners}


def test_a_later_stage_is_told_to_those_who_had_the_vacancy_already() -> None:
    kinds = [each.kind for each in wanted_for_need(PUBLIC) if each.kind is Kind.STAGE]
    had_it = [each for each in PUBLIC["audience"] if each["from"] < PUBLIC["stageOpenedAt"]]
    assert len(kinds) == len([each for each in had_it if each["organisation"] != PUBLIC["organisation"]])


def test_who_left_the_audience_is_told_nothing() -> None:
    left = {**STAGED, "audience": [{**each, "until": STAGED["stageOpenedAt"]} for each in STAGED["audience"]]}
    assert wanted_for_need(left) == []


def test_what_was_loaded_unannounced_alerts_nobody_and_what_opens_later_does() -> None:
    loaded = {**STAGED, "unannouncedUntil": STAGED["stageOpenedAt"]}
    assert wanted_for_need(loaded) == []
    later = {**PUBLIC, "unannouncedUntil": min(each["from"] for each in PUBLIC["audience"])}
    assert {each.kind for each in wanted_for_need(later)} >= {Kind.STAGE}


def test_what_is_closed_alerts_nobody() -> None:
    assert wanted_for_need(CLOSED) == []


def test_a_secondment_request_alerts_its_partners() -> None:
    partners = {each["organisation"] for each in SECONDMENT["audience"]} - {SECONDMENT["organisation"]}
    assert told(wanted_for_need(SECONDMENT)) == {(partner, "secondment-request") for partner in partners}


def test_a_match_alerts_the_organisation_of_the_vacancy_alone() -> None:
    wanted = wanted_for_match(MATCH, need_ended=False)
    assert told(wanted) == {(MATCH["organisation"], "match")}
    assert set(wanted[0].content) == {"title", "needId", "card"}


def test_a_secondment_match_alerts_no_recruiter() -> None:
    assert wanted_for_match({**MATCH, "visibleTo": "candidate"}, need_ended=False) == []


def test_no_match_is_told_of_after_the_end_of_its_need() -> None:
    assert wanted_for_match(MATCH, need_ended=True) == []


def test_what_asks_for_attention_comes_by_mail_and_the_rest_into_the_inbox_unless_chosen_otherwise() -> None:
    wishes = Wishes({Kind.STAGE: Channel.NONE})
    assert {kind: wishes.channel(kind) for kind in Kind} == {
        Kind.MATCH: Channel.EMAIL,
        Kind.SECONDMENT_REQUEST: Channel.EMAIL,
        Kind.VACANCY: Channel.INBOX,
        Kind.STAGE: Channel.NONE,
        Kind.ANSWER: Channel.EMAIL,
        Kind.EMPLOYER_CONSENT: Channel.EMAIL,
        Kind.SECONDMENT: Channel.EMAIL,
        Kind.REFERRAL: Channel.EMAIL,
        Kind.PLACEMENT: Channel.INBOX,
    }


def test_counts_under_five_are_not_shown() -> None:
    assert [shown_count(count) for count in (0, 1, 4, 5, 12)] == ["fewer than 5"] * 3 + ["5", "12"]


def test_another_score_is_no_news_and_another_proposal_is() -> None:
    first = wanted_for_match(MATCH, need_ended=False)[0]
    scored = wanted_for_match({**MATCH, "version": 2, "score": 1}, need_ended=False)[0]
    again = wanted_for_match({**MATCH, "version": 4, "proposedAt": "2027-03-01T08:00:00Z"}, need_ended=False)
    assert scored.marker == first.marker
    assert again[0].marker != first.marker
