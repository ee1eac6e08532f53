"""`doorstroom up`: run the region; it keeps its data between starts."""

import asyncio
import socket
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from doorstroom.adoption import adopt_files, any_adopted, shipped_covenant
from doorstroom.console import give_up, say, words
from doorstroom.folder import Addresses, DataFolder
from doorstroom.options import DEFAULT_DATA, Bus, BusOption, Data
from doorstroom.processes import run_processes
from doorstroom.region import Region, region
from doorstroom.servers import servers
from doorstroom_common.clock import SystemClock
from doorstroom_common.components import Fatal
from doorstroom_common.observability.logging import configure_logging
from doorstroom_common.run import Server, configuration, loop_factory, serve_until

Port = Annotated[int, typer.Option(help="The port on which the region answers.", min=1, max=65_535)]
Host = Annotated[str, typer.Option(help="The address to listen on; put a TLS proxy before any but 127.0.0.1.")]
Covenants = Annotated[
    list[Path] | None,
    typer.Option(
        "--covenant", help="A covenant to adopt at the start; may be repeated. First start without: the demo's."
    ),
]
Processes = Annotated[bool, typer.Option("--processes", help="Each service a process of its own, on ports of its own.")]


def up(
    data: Data = DEFAULT_DATA,
    port: Port = 8080,
    host: Host = "127.0.0.1",
    bus: BusOption = Bus.POSTGRES,
    covenant: Covenants = None,
    processes: Processes = False,
) -> None:
    """Run one region on this machine: four services, a database and a bus, without Docker and without root.

    Everything it keeps lies in the data folder; Ctrl-C stops it in good order and the next start goes on from there.
    """
    configure_logging("INFO")
    _free(host, port)
    folder = DataFolder(data)
    with servers(folder, bus.value, say) as addresses:
        adopt_files(addresses, _wanted(addresses, covenant or []), say)
        if processes:
            raise typer.Exit(run_processes(folder, addresses, host, port))
        raise typer.Exit(_run(folder, addresses, host, port))


def _wanted(addresses: Addresses, named: Sequence[Path]) -> Sequence[Path]:
    """The covenants to adopt: those named, else the demo's where none was ever adopted."""
    if named or any_adopted(addresses):
        return named
    say("no covenant yet: adopting the invented region of the demo; `--covenant FILE` takes yours")
    return [shipped_covenant("demo")]


def _free(host: str, port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            give_up(f"Port {port} on {host} is in use.", f"Another region may run there; try --port {port + 1}.")


def _run(folder: DataFolder, addresses: Addresses, host: str, port: int) -> int:
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        try:
            runner.run(_serve(folder, addresses, host, port))
        except Fatal as error:
            words.print(f"[bold red]Stopped: {error}[/bold red]\nStart it again; nothing was lost.")
            return 1
        except KeyboardInterrupt:
            return 0
    return 0


async def _serve(folder: DataFolder, addresses: Addresses, host: str, port: int) -> None:
    here = f"http://{host}:{port}"
    inbox, feeds = {"inbox_url": f"{here}/notification/v1/alerts"}, {"public_url": here}
    async with region(folder, addresses, SystemClock(), notification=inbox, vacancy=feeds) as running:
        server = Server(configuration(running.app, host=host, port=port), running.leave)
        announcing = asyncio.create_task(_announce(running, folder, host, port))
        try:
            await serve_until(server, lambda: _any_failed(running))
        finally:
            announcing.cancel()


async def _any_failed(running: Region) -> None:
    waits = [asyncio.ensure_future(service.failed.wait()) for service in running.services.values()]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def _announce(running: Region, folder: DataFolder, host: str, port: int) -> None:
    """Say when the region is ready, and why not while it is not."""
    await asyncio.sleep(0.5)
    while reasons := await running.readiness():
        say(f"not ready yet: {'; '.join(f'{name}: {why[0]}' for name, why in reasons.items())}")
        await asyncio.sleep(2)
    words.print(
        f"\n[bold]Doorstroom answers on http://{host}:{port}[/bold] and keeps its data in {folder.root}.\n"
        f"  A token to try it with:  doorstroom token --organisation waterrijk --data {folder.root}\n"
        f"  The interfaces:          http://{host}:{port}/vacancy/v1/openapi.json"
        " (candidate, matching, notification likewise)\n"
        f"  Mails without a mail server are kept in {folder.mail}. Ctrl-C stops it; the next start goes on from here."
    )
