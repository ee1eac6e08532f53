"""What the catalogue of each database says of isolation; a table that stands in none of the lists fails."""

import re

from doorstroom_common.database.foundation import APP, WORKER
from tests.isolation.stored import Stored
from tests.isolation.tables import NOBODYS, WORKERS_ALONE

TABLES = (
    "SELECT c.oid, c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,"
    " pg_get_userbyid(c.relowner) AS owner FROM pg_class c"
    " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"
)
POLICIES = "SELECT tablename, policyname, roles, cmd, permissive, qual, with_check FROM pg_policies ORDER BY policyname"
RIGHTS = "SELECT has_any_column_privilege($1, $2, 'SELECT, INSERT, UPDATE') OR has_table_privilege($1, $2, 'DELETE')"
ROLES_ABOVE = "SELECT rolname, rolsuper OR rolbypassrls AS unbound FROM pg_roles WHERE pg_has_role($1, oid, 'MEMBER')"
FIRST_OF_INDEXES = (
    "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
    " WHERE i.indrelid = $1::text::regclass"
)
ASIDE = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND (relkind = 'm' OR relkind = 'v'"
    " AND NOT coalesce(reloptions @> '{security_invoker=true}', false))"
)
OPENED = (
    "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
    " AND (has_function_privilege('public', oid, 'EXECUTE') OR proconfig::text NOT LIKE '%search_path%'"
    " OR proconfig IS NULL)"
)
KEYS = (
    "SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent, conname, array("
    "SELECT attname::text FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)) AS columns"
    " FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
)
EXPRESSIONS = {"ALL": (True, True), "SELECT": (True, False), "DELETE": (True, False), "INSERT": (False, True)}
EXPRESSIONS["UPDATE"] = EXPRESSIONS["ALL"]
COMPARED = re.compile(r"(?<![\w.])(\w+) = ANY \(")
"""A column of the table itself: those of others in a subquery are qualified."""


async def test_every_table_stands_in_one_list(stored: Stored) -> None:
    lists = (set(stored.held), set(NOBODYS[stored.service]), set(WORKERS_ALONE[stored.service]))
    async with stored.past_all_roles() as connection:
        tables = {row["name"] for row in await connection.fetch(TABLES)}
    assert set().union(*lists) == tables, "give a new table its line in tests/isolation/tables.py"
    assert sum(map(len, lists)) == len(tables)


async def test_a_table_with_a_controller_is_under_policies_that_bind_its_owner_too(stored: Stored) -> None:
    async with stored.past_all_roles() as connection:
        found = {row["name"]: (row["enabled"], row["forced"]) for row in await connection.fetch(TABLES)}
        columns = await connection.fetch(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        )
    assert {table: found[table] for table in stored.held} == dict.fromkeys(stored.held, (True, True))
    assert {(table, held.by) for table, held in stored.held.items()} <= {tuple(row) for row in columns}
    named = {table for table, column in columns if column in ("organisation", "person_ref")}
    assert named <= set(stored.held), "a table that names a controller has one"


async def test_each_policy_says_what_may_be_seen_and_what_may_be_written(stored: Stored) -> None:
    async with stored.past_all_roles() as connection:
        policies = await connection.fetch(POLICIES)
        for table, held in stored.held.items():
            of_table = [row for row in policies if row["tablename"] == table]
            for row in of_table:
                given = (row["qual"] is not None, row["with_check"] is not None)
                assert given == EXPRESSIONS[row["cmd"]], (table, row["policyname"])
                assert row["permissive"] == "PERMISSIVE"
            by_role = {name: [row for row in of_table if name in row["roles"]] for name in (APP, WORKER)}
            assert {name for row in of_table for name in row["roles"]} <= {APP, WORKER, f"{stored.service}_owner"}
            assert bool(by_role[WORKER]) == await connection.fetchval(RIGHTS, WORKER, table), table
            assert bool(by_role[APP]) or held.is_for_workers, table
            assert all("current_setting" in row["qual"] for row in by_role[APP] if row["cmd"] == "ALL"), table


async def test_every_column_that_a_policy_compares_leads_an_index(stored: Stored) -> None:
    async with stored.past_all_roles() as connection:
        for row in await connection.fetch(POLICIES):
            compared = set(COMPARED.findall(row["qual"] or ""))
            first = {index["attname"] for index in await connection.fetch(FIRST_OF_INDEXES, row["tablename"])}
            assert compared <= first, (row["tablename"], row["policyname"])
        for table, held in stored.held.items():
            first = {index["attname"] for index in await connection.fetch(FIRST_OF_INDEXES, table)}
            assert held.by in first or table in ("dead_letter", "shown_card"), table


async def test_http_and_workers_own_nothing_and_are_bound(stored: Stored) -> None:
    names = [f"{stored.service}_{role}" for role in ("app", "worker")]
    async with stored.past_all_roles() as connection:
        owners = {row["owner"] for row in await connection.fetch(TABLES)}
        for name in names:
            above = await connection.fetch(ROLES_ABOVE, name)
            assert {row["rolname"] for row in above} == {name, APP if name.endswith("app") else WORKER}
            assert not any(row["unbound"] for row in above)
    assert owners == {f"{stored.service}_owner"}


async def test_no_way_leads_around_the_policies(stored: Stored) -> None:
    """No view that looks as its owner, no function as its owner that everybody may call or anybody can bend."""
    async with stored.past_all_roles() as connection:
        assert await connection.fetch(ASIDE) == []
        assert await connection.fetch(OPENED) == []


async def test_http_has_no_right_on_what_is_the_workers_alone(stored: Stored) -> None:
    async with stored.past_all_roles() as connection:
        found = {table: await connection.fetchval(RIGHTS, APP, table) for table in WORKERS_ALONE[stored.service]}
    assert [table for table, has in found.items() if has] == []


async def test_no_key_points_from_one_controller_to_another(stored: Stored) -> None:
    async with stored.past_all_roles() as connection:
        keys = await connection.fetch(KEYS)
    for key in keys:
        child, parent = stored.held.get(key["child"]), stored.held.get(key["parent"])
        if child and parent and not child.is_for_workers:
            assert child.by == parent.by, key["conname"]
            assert child.by in key["columns"], key["conname"]
