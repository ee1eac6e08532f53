"""Settings of the matching service, read from the environment as `DOORSTROOM_MATCHING_…`."""

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from doorstroom_common.settings import ServiceSettings


class MatchingSettings(ServiceSettings):
    """What every service has, how many workers decide at the same time, and the key of the seals on decisions."""

    model_config = SettingsConfigDict(env_prefix="DOORSTROOM_MATCHING_", env_nested_delimiter="__", extra="ignore")

    workers: int = Field(default=2, ge=1, le=16)

    decision_key: SecretStr = SecretStr("")
    """Kept outside the database and never changed: without it, whoever can write there could seal what they changed."""
