"""Mail through a real SMTP server on this machine, and what happens when it fails."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import Running, running
from doorstroom_notification.bootstrap import MIGRATIONS
from doorstroom_notification.main import create_app
from doorstroom_notification.settings import NotificationSettings, SmtpSettings

DEMO = Path(__file__).parents[4] / "covenants" / "demo.yaml"
SCOPES = ("recruiters:read", "recruiters:write", "alerts:read", "alerts:write")


class Server:
    """Takes mail, or answers as a test wants."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.mails: list[bytes] = []

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answer.startswith("250"):
            self.mails.append(envelope.content)
        return self.answer


@pytest.fixture
def mail_server() -> Iterator[tuple[Server, int]]:
    server = Server()
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield server, port
    controller.stop()


@pytest.fixture
async def mailing(databases: Databases, mail_server: tuple[Server, int]) -> AsyncIterator[Running]:
    smtp = SmtpSettings(host="127.0.0.1", port=mail_server[1], timeout_seconds=2)
    covenant = DEMO.read_text(encoding="utf-8")
    async with running(
        databases, NotificationSettings, create_app, MIGRATIONS, covenant=covenant, smtp=smtp
    ) as service:
        body = {"name": "Anna", "email": "anna@waterrijk.example"}
        headers = service.as_organisation("waterrijk", *SCOPES)
        assert (await service.http.post("/notification/v1/recruiters", json=body, headers=headers)).status_code == 201
        yield service


async def states(service: Running) -> list[tuple[str, int]]:
    return [(row["state"], row["attempts"]) for row in await service.rows("SELECT state, attempts FROM delivery")]


async def test_a_match_arrives_by_mail(mailing: Running, mail_server: tuple[Server, int]) -> None:
    await mailing.publish_example("nl.matches.match-proposed.v1")
    await mailing.settle()
    (mail,) = mail_server[0].mails
    message = message_from_bytes(mail)
    assert message["To"] == "anna@waterrijk.example"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert await states(mailing) == [("sent", 1)]


async def test_a_delay_is_tried_again_later_and_the_mail_is_sent_once(
    mailing: Running, mail_server: tuple[Server, int]
) -> None:
    server, _ = mail_server
    server.answer = "451 try later"
    await mailing.publish_example("nl.matches.match-proposed.v1")
    await mailing.settle()
    assert await states(mailing) == [("waiting", 1)]
    server.answer = "250 OK"
    await mailing.advance(timedelta(seconds=6))
    assert await states(mailing) == [("sent", 2)]
    await mailing.advance(timedelta(days=3))
    assert len(server.mails) == 1


async def test_after_about_28_hours_a_mail_is_given_up_and_the_alert_stays(
    mailing: Running, mail_server: tuple[Server, int]
) -> None:
    mail_server[0].answer = "421 away"
    await mailing.publish_example("nl.matches.match-proposed.v1")
    await mailing.settle()
    for _ in range(12):
        await mailing.advance(timedelta(hours=10))
    assert await states(mailing) == [("given-up", 8)]
    answer = await mailing.http.get("/notification/v1/alerts", headers=mailing.as_organisation("waterrijk", *SCOPES))
    assert len(answer.json()["items"]) == 1


async def test_a_refused_address_gets_nothing_more(mailing: Running, mail_server: tuple[Server, int]) -> None:
    mail_server[0].answer = "550 no such user"
    await mailing.publish_example("nl.matches.match-proposed.v1")
    await mailing.settle()
    assert await states(mailing) == [("given-up", 1)]
    assert len(await mailing.rows("SELECT 1 FROM recruiter WHERE email_refused_at IS NOT NULL")) == 1


async def test_a_mail_about_what_ended_meanwhile_is_not_sent(mailing: Running, mail_server: tuple[Server, int]) -> None:
    server, _ = mail_server
    server.answer = "451 try later"
    event = await mailing.publish_example("nl.matches.match-proposed.v1")
    await mailing.settle()
    await mailing.publish_example("nl.matches.match-withdrawn.v1", matchId=event.subject, version=2)
    await mailing.settle()
    server.answer = "250 OK"
    await mailing.advance(timedelta(minutes=10))
    assert server.mails == []
    assert await states(mailing) == [("dropped", 1)]
