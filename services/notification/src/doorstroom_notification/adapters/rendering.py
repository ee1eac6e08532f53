"""An alert as a mail in the recipient's language: text and HTML with the same content, and nothing but the card."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined

from doorstroom_common.locales import translator
from doorstroom_notification.adapters.wording import facts_of, headline_of, sentence_of
from doorstroom_notification.application.ports import Delivery

PACKAGE = "doorstroom_notification"
MESSAGE_DOMAIN = "doorstroom.example"


@dataclass(frozen=True, slots=True)
class Mail:
    """`id` is the alert's and makes the Message-ID, so that a mail sent again can be recognised."""

    id: str
    recipient: str
    language: str
    subject: str
    text: str
    html: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Renderer:
    """`inbox_url` is where a mail sends its reader to sign in."""

    inbox_url: str

    def __call__(self, delivery: Delivery, matches: str) -> Mail:
        """`matches` is the shown count of proposed matches for the same need."""
        say = translator(PACKAGE, delivery.language)
        values = {
            "_": say,
            "language": delivery.language.value,
            "kind": delivery.kind,
            "content": delivery.content,
            "because_of": delivery.because_of,
            "card": delivery.content.get("card"),
            "skills_count": _skills_count(delivery.content.get("card") or {}),
            "sentence": say(sentence) if (sentence := sentence_of(delivery)) else None,
            "facts": facts_of(delivery, say),
            "kept": lambda code: say(KEPT[code]),
            "stage": lambda code: say(STAGES[code]),
            "matches": matches if matches.isdigit() else say(matches),
            "inbox_url": self.inbox_url,
            "number": lambda value: format_decimal(value, locale=delivery.language),
            "day": lambda text: format_date(date.fromisoformat(text), "long", delivery.language),
            "headline": say(headline_of(delivery)),
        }
        return Mail(
            id=str(delivery.alert_id),
            recipient=delivery.email,
            language=delivery.language,
            subject=say(headline_of(delivery)),
            text=_templates(html=False).get_template("alert.txt").render(values),
            html=_templates(html=True).get_template("alert.html").render(values),
            at=delivery.told_at,
        )


def _skills_count(card: Mapping[str, Any]) -> int | None:
    """How many are present, also where a card does not say which; None where that is withheld."""
    count: int | None = card.get("skillsCount", len(card["skillsPresent"]) if "skillsPresent" in card else None)
    return count


KEPT = {"yes": "yes", "with-supplement": "with a supplement", "no": "no"}
STAGES = {"own": "own organisation", "partners": "partners", "linked": "linked networks", "public": "public"}


def message_of(mail: Mail, from_address: str) -> EmailMessage:
    """The MIME message: one recipient, no control characters, text first and HTML as its alternative."""
    message = EmailMessage()
    message["From"] = f"Doorstroom <{from_address}>"
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.id}@{MESSAGE_DOMAIN}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language
    return message


@cache
def _templates(*, html: bool) -> Environment:
    loader = PackageLoader(PACKAGE)
    return Environment(loader=loader, autoescape=html, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - the text version is no HTML
