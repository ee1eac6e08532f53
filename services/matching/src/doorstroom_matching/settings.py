"""Settings of the matching service, read from the environment as `DOORSTROOM_MATCHING_…`."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from doorstroom_common.settings import ServiceSettings


class MatchingSettings(ServiceSettings):
    """What every service has, and how many workers decide about needs and about candidates at the same time."""

    model_config = SettingsConfigDict(env_prefix="DOORSTROOM_MATCHING_", env_nested_delimiter="__", extra="ignore")

    workers: int = Field(default=2, ge=1, le=16)
