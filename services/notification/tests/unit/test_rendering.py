"""What a mail says, and what it never says."""

from datetime import UTC, datetime
from email.message import EmailMessage
from uuid import UUID

import pytest

from doorstroom_common.locales import translations
from doorstroom_common.testing.contracts import examples
from doorstroom_notification.adapters.rendering import HEADLINES, KEPT, PACKAGE, STAGES, Renderer, message_of
from doorstroom_notification.application.ports import Delivery
from doorstroom_notification.domain.recruiter import Language
from doorstroom_notification.domain.wanted import wanted_for_match, wanted_for_need

MATCH = examples("nl.matches.match-proposed.v1")["rich"]["data"]
STAGED = examples("nl.vacancies.vacancy-stage-opened.v1")["public"]["data"]
SECONDMENT = examples("nl.secondments.secondment-requested.v1")["rich"]["data"]
CONTENTS = {
    "match": wanted_for_match(MATCH, need_ended=False, erased=False)[0].content,
    "vacancy": wanted_for_need(STAGED)[0].content,
    "stage": wanted_for_need(STAGED)[-1].content,
    "secondment-request": wanted_for_need(SECONDMENT)[0].content,
}
render = Renderer("https://regio.example/postvak")


def delivery(kind: str, language: Language = Language.NL, **content: object) -> Delivery:
    some = UUID(int=7)
    return Delivery(
        organisation="duinmeer", alert_id=some, recruiter_id=some, kind=kind, content={**CONTENTS[kind], **content},
        because_of="waterrijk", need_id=some, told_at=datetime(2027, 1, 19, 8, tzinfo=UTC), attempts=0,
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
        assert CONTENTS[kind]["title"] in body
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


def test_every_text_has_its_dutch() -> None:
    dutch = translations(PACKAGE, "nl")
    assert set(HEADLINES.values()) | set(KEPT.values()) | set(STAGES.values()) <= dutch.keys()


def test_a_mail_sent_again_has_the_same_message_id() -> None:
    first, second = (message_of(render(delivery("match"), "5"), "from@regio.example") for _ in range(2))
    assert first["Message-ID"] == second["Message-ID"]


def test_hours_are_written_as_the_language_writes_them() -> None:
    dutch = render(delivery("vacancy", hours={"min": 24.0, "max": 31.5}), "5")
    assert "24–31,5" in dutch.text
