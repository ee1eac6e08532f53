"""Settings of the candidate service, read from the environment as `DOORSTROOM_CANDIDATE_…`."""

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from doorstroom_common.settings import ServiceSettings


class CandidateSettings(ServiceSettings):
    """What every service has, the mail domains of the members, and the key of what their systems import."""

    model_config = SettingsConfigDict(env_prefix="DOORSTROOM_CANDIDATE_", env_nested_delimiter="__", extra="ignore")

    mail_domains: dict[str, list[str]] = Field(default_factory=dict)
    """Organisation → its mail domains, as JSON. A private address on any of them, or below it, gets a warning."""

    external_id_key: SecretStr = SecretStr("")
    """Kept outside the database and never changed. Without it no candidates are imported: a hash that anybody can make
    of a personnel number hides none."""
