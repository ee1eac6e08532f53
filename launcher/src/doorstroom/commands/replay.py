"""`doorstroom replay`: the read models made anew from the log."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer
from rich.table import Table

from doorstroom.console import give_up, results, say
from doorstroom.folder import Addresses, DataFolder
from doorstroom.options import DEFAULT_DATA, Data, DryRun
from doorstroom.region import service_settings
from doorstroom.servers import bus_settings, reached
from doorstroom_common.bus import Bus, create_bus
from doorstroom_matching.bootstrap import rebuild as rebuild_matching
from doorstroom_notification.bootstrap import rebuild as rebuild_notification

Service = Annotated[str, typer.Option(help="Which service: matching, notification, or all.")]

REBUILDS: dict[str, Callable[[Any, Bus], Awaitable[Any]]] = {
    "matching": rebuild_matching,
    "notification": rebuild_notification,
}
READ = ("vacancies", "secondments", "candidates", "matches")


def replay(service: Service = "all", dry_run: DryRun = False, data: Data = DEFAULT_DATA) -> None:
    """Make the copies that matching and notification keep anew from the event log, beside the running region.

    Nothing is sent and no decision changes: matches, alerts and mails stay as they are.
    """
    if service != "all" and service not in REBUILDS:
        give_up(f"There is nothing to rebuild in {service!r}.", f"Choose one of: {', '.join(REBUILDS)}, all.")
    chosen = list(REBUILDS) if service == "all" else [service]
    folder = DataFolder(data)
    with reached(folder, say) as addresses:
        if dry_run:
            count = asyncio.run(_messages(addresses))
            results.print(f"{count} messages would be read for {' and '.join(chosen)}; nothing would be sent.")
            return
        table = Table("service", "what there is now", title="Rebuilt from the log")
        for name in chosen:
            say(f"reading the log for {name}")
            table.add_row(name, str(asyncio.run(_rebuilt(name, folder, addresses))))
        results.print(table)


async def _rebuilt(name: str, folder: DataFolder, addresses: Addresses) -> str:
    settings = service_settings(name, folder, addresses)
    bus = create_bus(settings.bus, client=f"{name}-replay")
    await bus.start()
    try:
        counted = await REBUILDS[name](settings, bus)
    finally:
        await bus.stop()
    return ", ".join(f"{getattr(counted, field)} {field}" for field in counted.__slots__)


async def _messages(addresses: Addresses) -> int:
    bus = create_bus(bus_settings(addresses), client="replay")
    await bus.start()
    try:
        return sum((await bus.end_offsets(READ)).values())
    finally:
        await bus.stop()
