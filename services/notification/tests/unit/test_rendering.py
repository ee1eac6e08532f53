"""What a mail says, and what it never says."""

from datetime import UTC, datetime
from email.message import EmailMessage
from uuid import UUID

import pytest

from doorstroom_common.locales import translations
from doorstroom_common.testing.contracts import examples
from doorstroom_notification.adapters.copied import match_row, placement_row, referral_row
from doorstroom_notification.adapters.rendering import KEPT, PACKAGE, STAGES, Renderer, message_of
from doorstroom_notification.adapters.wording import CONTRACTS, HEADLINES, REASONS, SENTENCES
from doorstroom_notification.application.ports import Delivery
from doorstroom_notification.domain.contact import Contact
from doorstroom_notification.domain.recruiter import Language
from doorstroom_notification.domain.wanted import Wanted, wanted_for_match, wanted_for_need
from doorstroom_notification.domain.wanted_for_life import Course, wanted_for_life
from doorstroom_notification.domain.wanted_for_placement import wanted_for_placement
from doorstroom_notification.domain.wanted_for_referral import wanted_for_referral
from services.notification.tests import life

MATCH = examples("nl.matches.match-proposed.v1")["rich"]["data"]
STAGED = examples("nl.vacancies.vacancy-stage-opened.v1")["public"]["data"]
SECONDMENT = examples("nl.secondments.secondment-requested.v1")["rich"]["data"]
GONE, NOW = Contact("d", "expired", datetime(2026, 3, 2, 9, tzinfo=UTC)), "2026-03-02T09:00:00Z"
KNEW = Course(taken_further=True, lender="duinmeer")
WANTED: list[Wanted] = [
    *wanted_for_match(MATCH, need_ended=False),
    wanted_for_need(STAGED)[0],
    wanted_for_need(STAGED)[-1],
    wanted_for_need(SECONDMENT)[0],
    *(
        each
        for event, course in (
            (life.step("contact-granted", 3), Course()),
            (life.step("contact-declined", 3), Course()),
            (life.step("no-answer", 3), Course()),
            (life.step("invited", 3, overdueSince=NOW), Course(contacts={life.OWNER: GONE})),
            (life.withdrawn(4, "candidate-withdrew", lent=True), KNEW),
            (life.step("candidate-agreed", 2, lent=True, visible_to="lender", dueAt=NOW), Course()),
            (life.step("employer-agreed", 3, lent=True, agreed=life.AGREED), Course()),
            (life.step("employer-declined", 3, lent=True), Course()),
        )
        for each in wanted_for_life(match_row(event)["state"], course)
    ),
    *(
        each
        for status in ("sent", "accepted", "declined", "forwarded", "no-answer", "consent-refused")
        for each in wanted_for_referral(referral_row(life.referral(status, 3, reason="skills"))["state"], GONE)
    ),
    *(
        each
        for version in (1, 3)
        for each in wanted_for_referral(referral_row(life.referral("withdrawn", version))["state"], None)
    ),
    *wanted_for_referral(referral_row(life.referral("no-answer", 1))["state"], None),
    *(
        each
        for event in (
            life.placement(), life.lending(2, extensionDueAt=NOW),
            life.lending(3, status="ended", endedBecause="stopped"),
        )
        for each in wanted_for_placement(placement_row(event)["state"])
    ),
]  # fmt: skip
CONTENTS = {f"{each.kind} {each.content.get('news', '')}".strip(): dict(each.content) for each in WANTED}
render = Renderer("https://regio.example/postvak")


def delivery(kind: str, language: Language = Language.NL, **content: object) -> Delivery:
    some = UUID(int=7)
    return Delivery(
        organisation="duinmeer", alert_id=some, recruiter_id=some, kind=kind.split(" ", maxsplit=1)[0],
        content={**CONTENTS[kind], **content}, because_of="waterrijk", need_id=some,
        told_at=datetime(2027, 1, 19, 8, tzinfo=UTC), attempts=0,
        pointless=False, email="r@duinmeer.example", language=language,
    )  # fmt: skip


def parts(message: EmailMessage) -> tuple[str, str]:
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(CONTENTS))
def test_each_alert_is_a_mail_with_text_and_html_in_the_recipients_language(kind: str, language: Language) -> None:
    mail = render(delivery(kind, language), "fewer than 5")
    text, html = parts(message_of(mail, "from@regio.example"))
    assert mail.subject == (
        HEADLINES[kind] if language is Language.EN else translations(PACKAGE, "nl")[HEADLINES[kind]]
    )
    for body in (text, html):
        assert CONTENTS[kind].get("title", "") in body
        for day in ("startDate", "endDate"):
            assert day not in CONTENTS[kind] or CONTENTS[kind][day][:4] in body
        assert "https://regio.example/postvak" in body
    assert f'lang="{language}"' in html


def test_a_match_shows_the_card_and_nothing_else_of_the_person() -> None:
    text, html = parts(message_of(render(delivery("match"), "fewer than 5"), "from@regio.example"))
    for body in (text, html):
        assert "minder dan 5" in body
        for kept_back in (MATCH["candidateId"], MATCH["matchId"], "own_first", "partner", "845"):
            assert kept_back not in body


@pytest.mark.parametrize("language", list(Language))
def test_a_card_can_be_mailed_whatever_drops_away_and_says_that_something_did(language: Language) -> None:
    """Field by field, in the order in which they do; what is gone is in neither form of the mail."""
    card = dict(MATCH["card"])
    order = [
        "startMonth", "skillsPresent", "hoursBand", "goesFirst", "scaleFits", "skillsCount", "occupationGroup",
        "contractKept",
    ]  # fmt: skip
    for number, field in enumerate(order, 1):
        gone = str(card.pop(field, None))
        mail = render(delivery("match", language, card={**card, "withheld": order[:number]}), "5")
        for text in (mail.text, mail.html):
            assert field not in ("startMonth", "hoursBand", "occupationGroup") or gone not in text
            assert ("minder dan vijf mensen" if language is Language.NL else "fewer than five people") in text
        assert ("2 van de 2" in mail.text or "2 of 2" in mail.text) == ("skillsCount" in card)


def test_text_of_users_is_escaped_and_stays_out_of_the_subject() -> None:
    mail = render(delivery("vacancy", title='<script>alert("x")</script>'), "5")
    assert "<script>" not in mail.html
    assert "script" not in mail.subject


def test_every_kind_of_news_is_rendered_here() -> None:
    assert CONTENTS.keys() == HEADLINES.keys()


def test_every_text_has_its_dutch() -> None:
    dutch = translations(PACKAGE, "nl")
    texts = {*HEADLINES.values(), *SENTENCES.values(), *REASONS.values(), *CONTRACTS, *KEPT.values(), *STAGES.values()}
    assert texts <= dutch.keys()


@pytest.mark.parametrize("kind", list(CONTENTS))
def test_no_mail_names_a_candidate_or_an_employer_that_its_reader_may_not_know(kind: str) -> None:
    mail = render(delivery(kind), "5")
    for body in (mail.text, mail.html):
        assert life.CANDIDATE not in body
        assert "partner_first" not in body
        if kind in ("answer contact-granted", "secondment agreed"):
            assert "duinmeer" not in body.replace("r@duinmeer.example", "")


def test_a_lender_is_told_of_the_borrower_and_the_term_and_sees_no_card() -> None:
    mail = render(delivery("employer-consent", dueAt="2027-02-13T23:00:00Z"), "5")
    assert "waterrijk" in mail.text
    assert "Antwoord vóór: 14 februari 2027" in mail.text
    assert "Beroepsgroep" not in mail.text


def test_terms_of_a_secondment_are_written_as_the_language_writes_them() -> None:
    mail = render(delivery("secondment agreed", weeklyHours=31.5), "5")
    assert "Uren per week: 31,5" in mail.text
    assert "Begint op: 1 mei 2026" in mail.text
    assert "Recht op terugkeer: ja" in mail.text


def test_a_reason_that_is_not_known_here_is_shown_as_its_code() -> None:
    assert "Reden: some-new-code" in render(delivery("referral declined", reason="some-new-code"), "5").text


def test_a_mail_sent_again_has_the_same_message_id() -> None:
    first, second = (message_of(render(delivery("match"), "5"), "from@regio.example") for _ in range(2))
    assert first["Message-ID"] == second["Message-ID"]


def test_hours_are_written_as_the_language_writes_them() -> None:
    dutch = render(delivery("vacancy", hours={"min": 24.0, "max": 31.5}), "5")
    assert "24–31,5" in dutch.text
