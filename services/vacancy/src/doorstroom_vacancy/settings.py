"""Settings of the vacancy service, read from the environment as `DOORSTROOM_VACANCY_…`."""

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from doorstroom_common.settings import ServiceSettings


class VacancySettings(ServiceSettings):
    """What every service has, and the key that makes references of people unreadable."""

    model_config = SettingsConfigDict(env_prefix="DOORSTROOM_VACANCY_", env_nested_delimiter="__", extra="ignore")

    reference_key: SecretStr | None = None
    """Key of the hash by which a reaction recognises its person; without it, one in the service's own database is used.
    Never change it: people who reacted before would not be recognised."""

    public_url: str = Field(default="https://doorstroom.example", pattern=r"^https?://[^/\s?#]+$")
    """Where the services are reached from outside, without a path: what feeds link to. Never taken from a request."""
