"""The command line that every service has: `python -m doorstroom_<name> serve | migrate | topics | openapi`.

`serve` is what runs without a word; `migrate` is a job of its own before a new version is rolled out; `topics` makes
the topics of a new bus, from any one service; `openapi` writes the document that stands beside the service's README.
"""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import SecretStr, ValidationError
from pydantic_settings.exceptions import SettingsError

from doorstroom_common.bus import create_bus, ensure_topics
from doorstroom_common.clock import SystemClock
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.migrations import migrate
from doorstroom_common.http import HttpApp, Verifier
from doorstroom_common.observability import Telemetry
from doorstroom_common.observability.logging import configure_logging
from doorstroom_common.run import run
from doorstroom_common.service import Service
from doorstroom_common.settings import BusSettings, DatabaseSettings, ServiceSettings

NOWHERE = SecretStr("postgresql://nowhere/nothing")


@dataclass(frozen=True, slots=True)
class ServiceCommand:
    """One service as its command line knows it."""

    name: str
    settings: type[ServiceSettings]
    create_app: Callable[..., HttpApp]
    migrations: Path

    def parser(self) -> ArgumentParser:
        """Add further commands to what `subcommands` of the result gives."""
        parser = ArgumentParser(prog=f"python -m doorstroom_{self.name}")
        commands = parser.add_subparsers(title="commands", metavar="command")
        serve = commands.add_parser("serve", help="answer requests and run the background parts (the default)")
        serve.add_argument("--host", default="127.0.0.1")
        serve.add_argument("--port", type=int, default=8080)
        serve.set_defaults(run=self.serve)
        commands.add_parser("migrate", help="bring the database to the newest revision").set_defaults(run=self.migrate)
        commands.add_parser("topics", help="make the topics of the bus; needs the right to do so").set_defaults(
            run=self.topics
        )
        commands.add_parser("openapi", help="write the API's document to standard output").set_defaults(
            run=self.openapi
        )
        parser.set_defaults(run=self.serve, host="127.0.0.1", port=8080, commands=commands)
        return parser

    def main(self, parser: ArgumentParser | None = None, arguments: Sequence[str] | None = None) -> int:
        """Run one command; the exit code."""
        asked = (parser or self.parser()).parse_args(arguments)
        code: int = asked.run(asked)
        return code

    def read_settings(self) -> ServiceSettings:
        """From the environment; a missing or wrong one ends the process with its name, never with its value."""
        prefix = self.settings.model_config["env_prefix"]
        try:
            return self.settings()  # type: ignore[call-arg]
        except SettingsError as error:
            sys.stderr.write(f"{prefix}…: {error}; a list is written as JSON\n")
            raise SystemExit(2) from None
        except ValidationError as error:
            for fault in error.errors(include_input=False, include_url=False):
                name = prefix + "__".join(str(part) for part in fault["loc"]).upper()
                sys.stderr.write(f"{name}: {fault['msg']}\n")
            raise SystemExit(2) from None

    def serve(self, asked: Namespace) -> int:
        """Until SIGTERM. The database and the bus may still be away: readiness says so."""
        settings = self.read_settings()
        configure_logging(settings.log_level)
        bus = create_bus(settings.bus, client=self.name)
        telemetry = Telemetry.create(self.name, settings.otlp_endpoint)
        app = self.create_app(settings, clock=SystemClock(), bus=bus, telemetry=telemetry)
        service: Service = app.api.state.service
        return run(
            app,
            failed=service.failed.wait,
            leave=service.leave,
            host=asked.host,
            port=asked.port,
            last=bus.stop,
        )

    def migrate(self, _: Namespace) -> int:
        """As the database's owner."""
        owner = self.read_settings().database.owner_dsn
        if owner is None:
            sys.stderr.write(f"{self.settings.model_config['env_prefix']}DATABASE__OWNER_DSN: is needed to migrate\n")
            return 2
        migrate(owner.get_secret_value(), self.migrations)
        return 0

    def topics(self, _: Namespace) -> int:
        """Safe to repeat; for all services at once."""
        from aiokafka.errors import KafkaError

        settings = self.read_settings()
        try:
            asyncio.run(ensure_topics(settings.bus, client=self.name))
        except (KafkaError, *PASSING) as error:
            sys.stderr.write(f"No topics were made: {error}\n")
            return 1
        return 0

    def openapi(self, _: Namespace) -> int:
        sys.stdout.buffer.write(self.document())
        return 0

    def document(self) -> bytes:
        """The API's document as it is committed; needs no settings and connects to nothing."""
        settings = self.settings(
            database=DatabaseSettings(app_dsn=NOWHERE, worker_dsn=NOWHERE), bus=BusSettings(dsn=NOWHERE)
        )
        app = self.create_app(
            settings, clock=SystemClock(), bus=create_bus(settings.bus), telemetry=Telemetry(), verifier=Verifier([])
        )
        return orjson.dumps(app.openapi(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
