"""The one place where buses are made."""

from doorstroom_common.bus.postgres import PostgresBus, prepare
from doorstroom_common.bus.protocols import Bus
from doorstroom_common.settings import BusSettings


def create_bus(settings: BusSettings, client: str = "doorstroom") -> Bus:
    """The bus that the settings name; one object per service. `client` shows in the server's own lists."""
    return PostgresBus(_dsn(settings), client=client, session_timeout=settings.session_timeout_ms / 1000)


async def ensure_topics(settings: BusSettings) -> None:
    """Make every topic of the catalogue, with its partitions and compaction; needs the right to do so."""
    await prepare(_dsn(settings))


def _dsn(settings: BusSettings) -> str:
    if settings.dsn is None:
        raise ValueError("bus.dsn is needed when bus.kind is postgres")
    return settings.dsn.get_secret_value()
