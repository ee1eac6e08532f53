"""The distributed edition on one machine: everything in order, nothing secret, nothing loose."""

import copy
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import yaml

from doorstroom_common.database.provision import provision
from doorstroom_common.local import LocalPostgres
from doorstroom_common.local.postgres_cluster import program
from doorstroom_common.testing.postgres import FORGETFUL, blocking
from tests.deploy.rendered import ROOT, SERVICES

Compose = dict[str, Any]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
ROLES = ROOT / "deploy" / "compose" / "roles.sql"
ROLE_FACTS = """
    SELECT r.rolname, r.rolcanlogin, r.rolsuper, r.rolbypassrls, r.rolcreatedb, r.rolcreaterole, r.rolinherit,
           r.rolreplication, array(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                                   WHERE m.member = r.oid ORDER BY 1) AS groups
    FROM pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY 1"""
DATABASE_FACTS = "SELECT datdba::regrole::text, datacl::text[] FROM pg_database WHERE datname = 'vacancy'"


@pytest.fixture
def compose() -> Compose:
    loaded: Compose = yaml.safe_load(TEXT)
    return loaded


def order(services: Compose, name: str) -> set[str]:
    """All that must have happened before a part starts."""
    before: set[str] = set()
    for part in services[name].get("depends_on", {}):
        before |= {part} | order(services, part)
    return before


def compose_faults(compose: Compose) -> Iterator[str]:
    """What is wrong, in words."""
    services = compose["services"]
    for name, part in services.items():
        yield from (f"{name} {fault}" for fault in (*_loose(part), *_waits_in_vain(part, services)))
    for service in SERVICES:
        wanted = {"kafka", "topics", f"postgres-{service}", f"migrate-{service}", "adopt-covenant"} - order(
            services, service
        )
        if wanted:
            yield f"{service} starts before {', '.join(sorted(wanted))}"
        if f"/{service}/health/ready" not in str(services[service].get("healthcheck")):
            yield f"{service} is healthy whether it is ready or not"


def _loose(part: Compose) -> Iterator[str]:
    ours = str(part["image"]).startswith("doorstroom-")
    if ours and not (part.get("read_only") and part.get("cap_drop") == ["ALL"]):
        yield "is not confined"
    if ":" not in part["image"] and not ours:
        yield f"runs {part['image']}, which says no version"
    for port in part.get("ports", ()):
        if not port.startswith("127.0.0.1:"):
            yield f"is open to the network at {port}"


def _waits_in_vain(part: Compose, services: Compose) -> Iterator[str]:
    for needed, how in part.get("depends_on", {}).items():
        if how["condition"] == "service_healthy" and "healthcheck" not in services[needed]:
            yield f"waits for {needed} to be healthy, which nobody checks"
        if how["condition"] == "service_started":
            yield f"waits for nothing of {needed}"


def test_everything_is_in_order(compose: Compose) -> None:
    assert list(compose_faults(compose)) == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda s: s["vacancy"].pop("read_only"), "vacancy is not confined"),
        (lambda s: s["kafka"].update(image="apache/kafka"), "which says no version"),
        (lambda s: s["mail"].update(ports=["8025:8025"]), "mail is open to the network"),
        (lambda s: s["postgres-matching"].pop("healthcheck"), "which nobody checks"),
        (lambda s: s["matching"]["depends_on"].pop("migrate-matching"), "matching starts before migrate-matching"),
        (lambda s: s["adopt-covenant"].pop("depends_on"), "vacancy starts before migrate-vacancy"),
        (lambda s: s["candidate"].pop("healthcheck"), "candidate is healthy whether it is ready or not"),
        (lambda s: s["mail"].update(depends_on={"kafka": {"condition": "service_started"}}), "waits for nothing"),
    ],
)
def test_a_fault_is_found(compose: Compose, fault: Callable[[Compose], object], words: str) -> None:
    planted = copy.deepcopy(compose)
    fault(planted["services"])

    assert any(words in line for line in compose_faults(planted))


def test_each_service_has_a_database_of_its_own(compose: Compose) -> None:
    used = {
        name: re.findall(r"@([a-z-]+)/", str(part.get("environment"))) for name, part in compose["services"].items()
    }

    for service in SERVICES:
        assert set(used[service]) == {f"postgres-{service}"}


def test_what_can_change_a_database_is_known_to_migrations_alone(compose: Compose) -> None:
    knowing = {name for name, part in compose["services"].items() if "OWNER_DSN" in str(part.get("environment"))}

    assert knowing == {f"migrate-{service}" for service in SERVICES}


def test_every_variable_is_explained_in_the_example_and_none_has_a_value_here() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    lines = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE))

    assert set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", TEXT)) == set(lines)
    assert {name for name, value in lines.items() if "PASSWORD" in name and value} == set()
    assert not re.search(r"\$\{[A-Z_]+:-", TEXT)


def facts(admin_dsn: str) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    async def read() -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        connection = await asyncpg.connect(admin_dsn)
        try:
            roles = [tuple(row) for row in await connection.fetch(ROLE_FACTS)]
            return roles, [tuple(row) for row in await connection.fetch(DATABASE_FACTS)]
        finally:
            await connection.close()

    return blocking(read())


@pytest.mark.postgres
def test_the_roles_of_compose_are_those_that_the_product_makes(tmp_path: Path) -> None:
    """On a server as the image starts it: the database is there, `postgres` runs the script."""
    words = {"owner": "een", "app": "twee", "worker": "drie"}
    secret = {f"{role.upper()}_PASSWORD": word for role, word in words.items()}
    with LocalPostgres.start(tmp_path / "compose", options=FORGETFUL) as ours:
        blocking(execute(ours.dsn("postgres"), "CREATE DATABASE vacancy"))
        command = [
            str(program("psql")),
            "--set=ON_ERROR_STOP=1",
            "--no-psqlrc",
            "--file",
            str(ROLES),
            ours.dsn("vacancy"),
        ]
        environment = os.environ | secret | {"POSTGRES_DB": "vacancy"}
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        made = facts(ours.dsn("postgres"))
        for role, word in words.items():
            blocking(execute(ours.dsn("vacancy", f"vacancy_{role}", word), "SELECT 1"))

    with LocalPostgres.start(tmp_path / "product", options=FORGETFUL) as theirs:
        blocking(provision(theirs.dsn("postgres"), "vacancy"))
        assert made == facts(theirs.dsn("postgres"))


async def execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def test_the_file_with_the_secrets_is_ignored_by_git() -> None:
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
