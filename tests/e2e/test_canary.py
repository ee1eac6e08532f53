"""Who somebody is stands where it belongs, and nowhere else: no other column, no event, no log line, no mail."""

import email
from email.message import EmailMessage, Message
from email.policy import default

import pytest

from tests.e2e.canaries import MARK, NUMBER
from tests.e2e.played import Column, Played

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(240)]

ALLOWED: set[Column] = {
    *(("candidate", "identity", column) for column in ("name", "email", "phone")),
    *(("candidate", "addressee", column) for column in ("name", "email", "address_key", "phone")),
    *(("notification", "recruiter", column) for column in ("name", "email")),
    *(
        ("vacancy", table, column)
        for table in ("vacancy", "secondment_request")
        for column in ("text", "contact_person")
    ),
}
"""The tables of identities and recruiters, and what an organisation writes into its advert."""

KEPT_ANSWERS: set[Column] = {(service, "idempotency", "body") for service in ("candidate", "notification", "vacancy")}
"""A repeated request gets the answer that the same caller got before; each service keeps its own for a while."""


def shows(text: str) -> bool:
    """Also when it was stored as hexadecimal digits."""
    plain = text.lower()
    return any(mark in plain or mark.encode().hex() in plain for mark in (MARK, NUMBER))


def test_no_column_of_any_database_holds_more_than_it_should(played: Played) -> None:
    found = {column for column, text in played.columns.items() if shows(text)}
    assert found - ALLOWED - KEPT_ANSWERS == set()
    assert found >= ALLOWED, "a canary that is found nowhere would prove nothing"


def test_nothing_personal_is_on_the_bus(played: Played) -> None:
    assert len(played.records) > 100
    assert [record for record in played.records if shows(record.decode(errors="replace"))] == []


def test_no_log_repeats_what_somebody_sent(played: Played) -> None:
    assert len(played.log) > 1000
    assert [line for line in played.log.splitlines() if shows(line)] == []


def test_a_mail_names_its_recipient_in_its_address_alone(played: Played) -> None:
    assert played.mails
    for name, text in played.mails.items():
        mail = email.message_from_string(text, policy=default)
        assert shows(str(mail["To"]))
        del mail["To"]
        assert not shows(name)
        assert not shows(_readable(mail))


def _readable(mail: Message | EmailMessage) -> str:
    """Headers and every part with its transfer encoding undone."""
    parts = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
    return headers + "\n".join(part.decode() for part in parts if isinstance(part, bytes))
