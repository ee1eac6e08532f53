"""Settings that every service has; read from the environment with the service's own prefix.

`DOORSTROOM_VACANCY_DATABASE__APP_DSN`, `DOORSTROOM_VACANCY_BUS__KIND`, … : a double underscore descends.
Secrets are `SecretStr` and show in no repr.
"""

from typing import Literal

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from doorstroom_common.issuers import AuthSettings

SYNTHETIC_OIN = "00000009999999990000"
"""Recognisably not a real OIN: what a try-out runs under until the operator sets its own."""


class DatabaseSettings(BaseModel):
    """One database, three roles: `owner` migrates, `app` answers HTTP, `worker` runs everything in the background."""

    app_dsn: SecretStr
    worker_dsn: SecretStr
    owner_dsn: SecretStr | None = None
    pool_size: int = Field(default=20, ge=1, le=200)
    """Connections for HTTP: so many commits can wait for the disk together. The background takes at most 8 more."""
    acquire_timeout_seconds: float = Field(default=3.0, gt=0)
    command_timeout_seconds: float = Field(default=10.0, gt=0)


class BusSettings(BaseModel):
    """Which bus, and where: `dsn` for the PostgreSQL log, `bootstrap_servers` (comma separated) for Kafka."""

    kind: Literal["postgres", "kafka"] = "postgres"
    dsn: SecretStr | None = None
    bootstrap_servers: str | None = None
    session_timeout_ms: int = Field(default=6_000, ge=1_000)
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    ca_file: str | None = None
    sasl_mechanism: str | None = None
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None


class ContactSettings(BaseModel):
    """Who answers questions about the API; stands in `openapi.json`."""

    name: str = "Doorstroom"
    email: str = "contact@doorstroom.example"
    url: str = "https://doorstroom.example"


class RateSettings(BaseModel):
    """How much one client may ask: `requests` in each window of so many seconds, over all replicas; 0 is no limit.

    Each of the `replicas` gives its share, so say how many run.
    """

    requests: int = Field(default=6_000, ge=0)
    window_seconds: int = Field(default=60, ge=1, le=3_600)
    replicas: int = Field(default=1, ge=1)


class ServiceSettings(BaseSettings):
    """The part that all four services share; a service derives from it and sets `env_prefix`."""

    model_config = SettingsConfigDict(env_nested_delimiter="__", extra="ignore")

    database: DatabaseSettings
    bus: BusSettings
    auth: AuthSettings = AuthSettings()
    contact: ContactSettings = ContactSettings()
    rate: RateSettings = RateSettings()
    mandates: Literal["as-entered", "compulsory"] = "as-entered"
    """Whether tokens alone count until an organisation has entered its first mandate, or never."""
    operator_oin: str = Field(default=SYNTHETIC_OIN, pattern=r"^\d{20}$")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    otlp_endpoint: str | None = None
    idempotency_hours: int = Field(default=48, ge=1)
