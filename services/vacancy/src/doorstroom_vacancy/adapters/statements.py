"""The SQL of one kind of posting, compiled once."""

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from doorstroom_common.database import Statement, compiled, sql
from doorstroom_vacancy.adapters.tables import AudienceColumns, PostingColumns, column


class PostingStatements:
    """`update` sets every column, from parameters called `new_<column>`; `put_audience` adds or changes entries.

    Several rows go in as one JSON value: six lists beside each other cost the driver four times as much.
    """

    insert: Statement
    lock: Statement
    lock_called: Statement
    lock_system: Statement
    take_names: Statement
    update: Statement
    audience: Statement
    audiences: Statement
    open_names: Statement
    put_audience: Statement
    add_history: Statement
    has_taken: Statement
    review_all: Statement

    def __init__(self, table: type[PostingColumns], audience: type[AudienceColumns], key: str) -> None:
        rows, name = table.__table__, table.__table__.name
        names = [found.name for found in rows.columns]
        identified = column(table, key) == bindparam("id")
        self.insert = compiled(insert(rows).values({each: bindparam(each) for each in names}))
        self.lock = compiled(select(rows).where(identified).with_for_update())
        self.lock_called = compiled(
            select(rows)
            .where(
                column(table, "organisation") == bindparam("organisation"),
                column(table, "external_id") == bindparam("external_id"),
            )
            .with_for_update()
        )
        self.lock_system = sql(
            f"SELECT * FROM {name} WHERE organisation = :organisation AND (external_id = ANY(:external_ids::text[])"  # noqa: S608
            " OR :and_open AND external_id IS NOT NULL AND status IN ('open', 'scheduled'))"
            f" ORDER BY {key} FOR UPDATE"
        )
        self.take_names = sql(f"SELECT pg_advisory_xact_lock(hashtextextended('{name} ' || :organisation::text, 0))")
        changed: dict[str, Any] = {each: bindparam(f"new_{each}") for each in names if each != key}
        self.update = compiled(update(rows).where(identified).values(changed))
        self.audience = compiled(
            select(audience.__table__)
            .where(
                column(audience, "organisation") == bindparam("organisation"), column(audience, key) == bindparam("id")
            )
            .order_by(column(audience, "from_at"), column(audience, "audience"))
        )
        self.audiences = sql(
            f"SELECT * FROM {name}_audience WHERE organisation = :organisation AND {key} = ANY(:ids::uuid[])"  # noqa: S608
            " ORDER BY from_at, audience"
        )
        self.open_names = sql(
            f"SELECT external_id FROM {name} WHERE organisation = :organisation AND external_id IS NOT NULL"  # noqa: S608
            " AND status IN ('open', 'scheduled')"
        )
        self.put_audience = sql(
            f"INSERT INTO {name}_audience (organisation, {key}, audience, from_at, until_at, relation,"  # noqa: S608
            " covenant_id, reason) SELECT :organisation, :id, given.* FROM jsonb_to_recordset(:entries::jsonb) AS given"
            " (audience text, since timestamptz, until timestamptz, relation text, covenant_id text, reason text)"
            f" ON CONFLICT (organisation, {key}, audience, from_at) DO UPDATE"
            " SET until_at = excluded.until_at, relation = excluded.relation, covenant_id = excluded.covenant_id"
        )
        self.add_history = sql(
            f"INSERT INTO {name}_history (organisation, {key}, version, recorded_at, kind, facts)"  # noqa: S608
            " SELECT :organisation, :id, :version, given.* FROM jsonb_to_recordset(:changes::jsonb) AS given"
            " (at timestamptz, kind text, facts jsonb)"
        )
        self.has_taken = sql(
            f"SELECT EXISTS (SELECT FROM {name}_history WHERE organisation = :organisation AND {key} = :id"  # noqa: S608
            " AND version >= :since_version AND kind = :kind AND facts @> :facts::jsonb)"
        )
        self.review_all = sql(
            f"INSERT INTO work (kind, key) SELECT :kind, {key}::text FROM {name} WHERE status = 'open'"  # noqa: S608
            f" ORDER BY {key} ON CONFLICT (kind, key) DO UPDATE SET key = work.key"
        )
