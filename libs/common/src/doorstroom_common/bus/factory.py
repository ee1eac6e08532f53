"""The one place where buses are made."""

from doorstroom_common.bus.protocols import Bus
from doorstroom_common.settings import BusSettings


def create_bus(settings: BusSettings, client: str = "doorstroom", *, publish_timeout: float = 10.0) -> Bus:
    """The bus that the settings name; one object per service. `client` shows in the server's own lists."""
    if settings.kind == "kafka":
        from doorstroom_common.bus.kafka import KafkaBus, KafkaOptions

        return KafkaBus(KafkaOptions(settings, client), publish_timeout=publish_timeout)
    from doorstroom_common.bus.postgres import PostgresBus

    session_timeout = settings.session_timeout_ms / 1000
    return PostgresBus(_dsn(settings), client=client, session_timeout=session_timeout, publish_timeout=publish_timeout)


async def ensure_topics(settings: BusSettings, client: str = "doorstroom") -> None:
    """Make every topic of the catalogue with its partitions and compaction; needs the right to do so.

    Safe to repeat, and from several processes at once. Raises when the server is away.
    """
    if settings.kind == "kafka":
        from doorstroom_common.bus.kafka import KafkaOptions, topics

        await topics.create(KafkaOptions(settings, client))
        return
    from doorstroom_common.bus.postgres import prepare

    await prepare(_dsn(settings))


def _dsn(settings: BusSettings) -> str:
    if settings.dsn is None:
        raise ValueError("bus.dsn is needed when bus.kind is postgres")
    return settings.dsn.get_secret_value()
