"""Settings of the notification service, read from the environment as `DOORSTROOM_NOTIFICATION_…`."""

from pathlib import Path

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import SettingsConfigDict

from doorstroom_common.settings import ServiceSettings


class SmtpSettings(BaseModel):
    """The mail server; `starttls` is on wherever the server offers it."""

    host: str
    port: int = Field(default=587, ge=1, le=65_535)
    username: str | None = None
    password: SecretStr | None = None
    use_tls: bool = False
    from_address: str = "doorstroom@doorstroom.example"
    timeout_seconds: float = Field(default=10.0, gt=0, le=60)


class NotificationSettings(ServiceSettings):
    """What every service has, and where mail goes: to a server, else as files into `mail_folder`."""

    model_config = SettingsConfigDict(env_prefix="DOORSTROOM_NOTIFICATION_", env_nested_delimiter="__", extra="ignore")

    smtp: SmtpSettings | None = None
    mail_folder: Path = Path("data/mail")
    inbox_url: str = "https://doorstroom.example/notification/v1/alerts"
    """Where a mail sends its reader to sign in; it carries no id of a person and logs nobody in."""
