"""Where mail goes: to an SMTP server, or as files into a folder where none is configured."""

import asyncio
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import aiosmtplib

from doorstroom_common.observability.logging import logger
from doorstroom_notification.adapters.rendering import Renderer, message_of
from doorstroom_notification.application.ports import Delivery, MailDelayed, MailRefused, Post
from doorstroom_notification.settings import NotificationSettings, SmtpSettings

PERMANENT = 500
NOBODY = "doorstroom@doorstroom.example"


class SmtpMailer:
    """One connection per mail: alerts are few, and a connection that is kept is one more thing that dies."""

    def __init__(self, settings: SmtpSettings, render: Renderer) -> None:
        self._settings = settings
        self._render = render

    async def send(self, delivery: Delivery, matches: str) -> None:
        settings = self._settings
        message = message_of(self._render(delivery, matches), settings.from_address)
        try:
            async with asyncio.timeout(settings.timeout_seconds):
                await aiosmtplib.send(
                    message,
                    sender=settings.from_address,
                    recipients=[delivery.email],
                    hostname=settings.host,
                    port=settings.port,
                    username=settings.username,
                    password=settings.password.get_secret_value() if settings.password else None,
                    use_tls=settings.use_tls,
                    timeout=settings.timeout_seconds,
                )
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            raise _fault(max(codes, default=PERMANENT)) from None
        except aiosmtplib.SMTPResponseException as error:
            raise _fault(error.code) from None
        except (OSError, TimeoutError, aiosmtplib.SMTPException) as error:
            raise MailDelayed(type(error).__name__) from None


class MailFolder:
    """Each mail a file named by its Message-ID, so that sending it again replaces it."""

    def __init__(self, folder: Path, render: Renderer) -> None:
        self._folder = folder
        self._render = render

    async def send(self, delivery: Delivery, matches: str) -> None:
        message = message_of(self._render(delivery, matches), NOBODY)
        try:
            await asyncio.to_thread(self._write, message, str(delivery.alert_id))
        except OSError as error:
            raise MailDelayed(type(error).__name__) from None

    def _write(self, message: EmailMessage, name: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = self._folder / f".{name}.partial"
        partial.write_bytes(message.as_bytes(policy=SMTP))
        partial.replace(self._folder / f"{name}.eml")


def _fault(code: int) -> MailRefused | MailDelayed:
    """The code says enough; the server's text may repeat the address."""
    return (MailRefused if code >= PERMANENT else MailDelayed)(f"smtp-{code}")


def post_office(settings: NotificationSettings) -> Post:
    """The mail server of the settings, or the folder without one."""
    render = Renderer(settings.inbox_url)
    if settings.smtp:
        return SmtpMailer(settings.smtp, render)
    return MailFolder(settings.mail_folder, render)


async def say_where_mail_goes(settings: NotificationSettings) -> None:
    """At the start: whoever forgot to configure a mail server reads it in the log."""
    if settings.smtp is None:
        folder = str(settings.mail_folder)
        logger("mail").warning("no mail server is configured: mails are kept as files", folder=folder)
