"""Who sends and who reads an event, as the contracts say it and as the services do it."""

from importlib import import_module

import pytest
from pydantic import SecretStr

from doorstroom_common.bus import create_bus
from doorstroom_common.clock import SystemClock
from doorstroom_common.command import ServiceCommand
from doorstroom_common.consumer.consumer import Consumer
from doorstroom_common.http import Verifier
from doorstroom_common.observability import Telemetry
from doorstroom_common.settings import BusSettings, DatabaseSettings
from doorstroom_common.testing.contracts.catalogue import catalogue

NOWHERE = SecretStr("postgresql://nowhere/nothing")
SERVICES = ("vacancy", "candidate", "matching", "notification")


def handled_by(name: str) -> set[str]:
    """The types that a service has handlers for, taken from the service as it runs."""
    command: ServiceCommand = import_module(f"doorstroom_{name}.__main__").COMMAND
    bus = BusSettings(dsn=NOWHERE)
    settings = command.settings(database=DatabaseSettings(app_dsn=NOWHERE, worker_dsn=NOWHERE), bus=bus)
    app = command.create_app(
        settings, clock=SystemClock(), bus=create_bus(bus), telemetry=Telemetry(), verifier=Verifier([])
    )
    parts = app.api.state.service._components
    return {kind for part in parts if isinstance(part, Consumer) for kind in part._subscriptions.handlers}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_reads_what_the_contracts_say(name: str) -> None:
    assert handled_by(name) == {kind for kind, event in catalogue().types.items() if name in event.consumers}
