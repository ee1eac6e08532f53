"""A service's database and its three login roles, made by an administrator; safe to run again.

Used by the embedded edition and by tests. In production an operator does the same with the tools of the platform.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from doorstroom_common.database.foundation import APP, WORKER

ROLES = ("owner", "app", "worker")


@dataclass(frozen=True, slots=True)
class Provisioned:
    """The addresses to put into the service's settings."""

    owner_dsn: str
    app_dsn: str
    worker_dsn: str


async def provision(
    admin_dsn: str, database: str, *, passwords: Mapping[str, str] | None = None, login: str | None = None
) -> Provisioned:
    """Make `database` and the roles `<login>_owner|_app|_worker` (default: the database's name).

    None of the roles is a superuser or bypasses row-level security; only they may connect. Without `passwords`
    (by role) new random ones are set.
    """
    login = login or database
    words = {role: (passwords or {}).get(role) or secrets.token_urlsafe(24) for role in ROLES}
    admin = await asyncpg.connect(admin_dsn)
    try:
        for group in (APP, WORKER):
            await _role(admin, group, "NOLOGIN")
        for role, group in (("owner", ""), ("app", APP), ("worker", WORKER)):
            await _role(admin, f"{login}_{role}", f"LOGIN NOBYPASSRLS NOSUPERUSER PASSWORD {_quoted(words[role])}")
            if group:
                await admin.execute(f'GRANT {group} TO "{login}_{role}"')
        if not await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database):
            await admin.execute(f'CREATE DATABASE "{database}"')
        await admin.execute(f'ALTER DATABASE "{database}" OWNER TO "{login}_owner"')
        await admin.execute(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC')
        for role in ROLES[1:]:
            await admin.execute(f'GRANT CONNECT ON DATABASE "{database}" TO "{login}_{role}"')
    finally:
        await admin.close()
    return Provisioned(*(_dsn(admin_dsn, f"{login}_{role}", words[role], database) for role in ROLES))


async def _role(admin: "asyncpg.Connection[asyncpg.Record]", name: str, options: str) -> None:
    known = await admin.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", name)
    try:
        await admin.execute(f'{"ALTER" if known else "CREATE"} ROLE "{name}" {options}')
    except (asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):
        return


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _dsn(admin_dsn: str, user: str, password: str, database: str) -> str:
    parts = urlsplit(admin_dsn)
    place = f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"
    return urlunsplit((parts.scheme, f"{user}:{quote(password)}@{place}", f"/{database}", parts.query, ""))
