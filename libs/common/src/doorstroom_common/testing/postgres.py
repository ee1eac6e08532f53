"""A real PostgreSQL for tests: one server per run, and for each test a database of its own, cloned from a template."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg

from doorstroom_common.database.provision import ROLES, Provisioned, provision
from doorstroom_common.local import LocalPostgres
from doorstroom_common.local.postgres_options import FORGETFUL

__all__ = ["FORGETFUL", "ISOLATION", "PASSWORDS", "Databases", "Prepare", "blocking", "past_policies"]

PASSWORDS = {role: role for role in ROLES}
"""Roles belong to the server, so whoever makes a service's roles anew must leave them as others know them."""

ISOLATION = (
    "SELECT relname, relrowsecurity, relforcerowsecurity,"
    " array(SELECT p::text FROM pg_policies p WHERE p.tablename = relname ORDER BY p::text) AS policies"
    " FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
)
"""What row-level security holds in a database, by table."""

Answer = TypeVar("Answer")
Prepare = Callable[[str], None]


class Databases:
    """Makes databases on one server. What a template holds is made once and copied as files after that."""

    def __init__(self, server: LocalPostgres) -> None:
        self._server = server
        self._templates: dict[str, str] = {}
        self._made: list[str] = []

    def fresh(self, name: str, prepare: Prepare | None = None) -> str:
        """A new database, and the superuser's address of it.

        `prepare` gets the address of an empty database once per server and `name`, and fills it with tables; every
        later database of that name is a copy of the result. It must leave no connection open.
        """
        if prepare is None:
            return self._server.dsn(self._clone(name, "template0"))
        if name not in self._templates:
            template = _unique(f"template_{name}")
            self._run(f'CREATE DATABASE "{template}" TEMPLATE template0')
            _in_thread(prepare, self._server.dsn(template))
            self._templates[name] = template
        return self._server.dsn(self._clone(name, self._templates[name]))

    def fresh_service(self, name: str, migrate: Prepare) -> Provisioned:
        """A new database of a service with its owner, app and worker, as `provision` and `migrate` make it.

        `migrate` gets the owner's address, once per server and `name`. Roles belong to the server: databases of the
        same name share them.
        """
        key = f"service:{name}"
        if key not in self._templates:
            template = _unique(f"template_{name}")
            admin = self._server.dsn("postgres")
            made = blocking(provision(admin, template, passwords=PASSWORDS, login=name))
            _in_thread(migrate, made.owner_dsn)
            self._templates[key] = template
        database = self._clone(name, self._templates[key], f'OWNER "{name}_owner"')
        # Rights on a database itself are not copied from its template.
        self._run(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC')
        self._run(f'GRANT CONNECT ON DATABASE "{database}" TO "{name}_app", "{name}_worker"')
        return Provisioned(*(self._server.dsn(database, f"{name}_{role}", PASSWORDS[role]) for role in ROLES))

    def drop_all(self) -> None:
        """Remove every database handed out so far, with whoever is still connected; templates stay."""
        made, self._made = self._made, []
        if made:
            self._run(*(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)' for database in made))

    def _clone(self, name: str, template: str, options: str = "") -> str:
        database = _unique(name)
        self._run(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY FILE_COPY {options}')
        self._made.append(database)
        return database

    def _run(self, *statements: str) -> None:
        blocking(self._execute(statements))

    async def _execute(self, statements: tuple[str, ...]) -> None:
        connection = await asyncpg.connect(self._server.dsn("postgres"), timeout=10)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@asynccontextmanager
async def past_policies(owner_dsn: str) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    """A connection as the owner, whom no row-level security binds meanwhile; nothing that is done on it stays.

    It holds the tables, so it is for looking at what stands still. A scan without this would find nothing, and so pass.
    """
    connection = await asyncpg.connect(owner_dsn)
    try:
        forced = await connection.fetch("SELECT oid::regclass::text AS name FROM pg_class WHERE relforcerowsecurity")
        await connection.execute("BEGIN")
        for row in forced:
            await connection.execute(f"ALTER TABLE {row['name']} NO FORCE ROW LEVEL SECURITY")
        yield connection
    finally:
        await connection.close()


def blocking(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Do asynchronous work from a fixture, also while the test's own event loop runs."""
    answer: Answer = _in_thread(asyncio.run, work)
    return answer


def _in_thread(call: Callable[..., Answer], *arguments: Any) -> Answer:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call, *arguments).result()


def _unique(name: str) -> str:
    return f"{name}_{uuid4().hex[:12]}"
