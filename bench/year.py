"""A year of a region, stored at once: vacancies with what came of them, by one SQL statement for each table.

`$1` is how many vacancies and `$2` the first moment of the year; every choice follows from the number of a row. Where
people come from is uneven, so that many cells are small.
"""

MEMBERS = (
    "(ARRAY['waterrijk','duinmeer','heidestad','rietdam','klaverhove','zilverveen','oeverhout','lindegouw','polderkerk',"
    "'wilgenoord','waterschap-de-zilte','servicepunt-delta'])"
)
TIERS = "(ARRAY['own_first','own','partner_first','partner','external'])"
OUTCOMES = "(ARRAY['filled','filled','filled','not-filled','withdrawn','hired-in'])"
STATUSES = "(ARRAY['received','suitable','unsuitable'])"
KEPT = (
    '[{"clause": "permanent-stays-permanent", "kept": true, "finding": "preserved"},'
    ' {"clause": "pay", "kept": true, "finding": "preserved"}]'
)
UNEVEN = "1 + floor(13 * power(('x' || left(md5('o' || n), 6))::bit(24)::int / 16777216.0, 12))::int"
"""1 most often and 13, which is nobody's, least."""


def spread(days: int, rows: str) -> str:
    """Rows `n` with their moment `at`, evenly over so many days."""
    at = f"$2::timestamptz + n * interval '{days} days' / ({rows})"
    return f"(SELECT n, {at} AS at FROM generate_series(0, {rows} - 1) AS n) AS rows"


FILL = (
    f"""INSERT INTO vacancy (organisation, vacancy_id, version, status, created_at, listed_at, covenant_id,
        covenant_version, covenant_hash, opened_at, stage, stage_opened_at, closed_at, outcome, details, notices)
        SELECT {MEMBERS}[1 + n % 12], md5('v' || n)::uuid, 3, 'closed', at, at, 'delta-demo', 1, 'sha256:0', at,
        'public', at, at + interval '30 days', {OUTCOMES}[1 + n % 6],
        jsonb_build_object('title', repeat('x', 800)), '[]' FROM {spread(330, "$1::int")}""",
    f"""INSERT INTO placement (organisation, placement_id, version, recorded_at, origin, need_kind, need_id,
        covenant_id, through, tier, relation, contract, start_date, end_date, clauses, contract_kept, status, extended)
        SELECT {MEMBERS}[1 + n % 12], md5('p' || n)::uuid, 1, at, {MEMBERS}[{UNEVEN}], 'vacancy',
        md5('v' || n)::uuid, 'delta-demo', 'match', {TIERS}[1 + n % 5], 'partner',
        CASE WHEN n % 9 = 0 THEN 'secondment' ELSE 'permanent' END, at::date,
        CASE WHEN n % 9 = 0 THEN at::date + 180 END, '{KEPT}', 'yes', 'agreed', 0
        FROM {spread(365, "$1::int * 7 / 10")}""",
    f"""INSERT INTO match_progress (organisation, match_key, need_kind, need_id, covenant_id, version, shown_at,
        first_answer_at, furthest, placed)
        SELECT {MEMBERS}[1 + n % 12], md5('m' || n), 'vacancy', md5('v' || n / 4)::uuid, 'delta-demo', 3, at,
        CASE WHEN n % 3 > 0 THEN at + (n % 200) * interval '1 hour' END, n % 5, n % 5 = 4
        FROM {spread(365, "$1::int * 4")}""",
    f"""INSERT INTO reaction (organisation, vacancy_id, reaction_id, reactor, channel, status, version, received_at)
        SELECT {MEMBERS}[1 + n % $1::int % 12], md5('v' || n % $1::int)::uuid, md5('r' || n)::uuid, md5('w' || n),
        'person', {STATUSES}[1 + n % 3], 1, at FROM {spread(365, "$1::int * 12 / 10")}""",
)
