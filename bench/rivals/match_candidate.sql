-- The needs for which one candidate passes every rule, best place first. What an organisation and a set of terms mean for
-- this person comes in as arrays, as the index has it too; the GIN index on required skills leaves the needs that ask
-- for any of theirs, or for none.
SELECT need.id, org.tier, scored.demoted, 1000 - scored.points / :total AS missing
FROM need
JOIN unnest(:organisations::int[], :tiers::int[], :relations::int[], :stays::bool[], :own_place::bool[], :obliged::bool[])
     AS org (organisation, tier, relation, stays, own_place, obliged) USING (organisation)
JOIN unnest(:terms::int[], :tops::int[], :scale_points::int[], :lost::bool[], :lost_promised::bool[])
     AS offer (terms, top, scale_points, lost, lost_promised) USING (terms)
CROSS JOIN LATERAL (
    SELECT CASE WHEN org.obliged THEN offer.lost_promised ELSE offer.lost END AS loses_pay,
           (SELECT count(*) FROM unnest(need.required) AS one WHERE one = ANY (:skills::int[])) AS present
) AS found
CROSS JOIN LATERAL (
    SELECT :pay_ranked::bool AND found.loses_pay AS demoted,
        :weight_required * (CASE WHEN cardinality(need.required) = 0 THEN 1000
            ELSE 1000 * found.present / cardinality(need.required) END)
      + :weight_wished * (CASE WHEN cardinality(need.wished) = 0 THEN 1000 ELSE
            1000 * (SELECT count(*) FROM unnest(need.wished) AS one WHERE one = ANY (:skills::int[]))
            / cardinality(need.wished) END)
      + :weight_occupation * (:occupation_points::int[])[need.occupation + 1]
      + :weight_scale * offer.scale_points
      + :weight_hours * (1000 * least(need.hours_max, :hours_max::int) / greatest(need.hours_max, :hours_max::int))
        AS points
) AS scored
WHERE (need.required && :skills::int[] OR need.needed = 0)
  AND found.present >= need.needed
  AND need.move & :moves::int <> 0
  AND need.hours_min <= :hours_max::int AND need.hours_max >= :hours_min::int
  AND need.starts_by >= :available::int
  AND offer.top >= :lowest::int
  AND NOT (:hidden::bool AND org.own_place)
  AND (NOT :permanent::bool OR need.for_good OR org.stays OR (:permanent_promised::bool AND org.obliged))
  AND NOT (need.organisation = ANY (:blocked::int[]))
  AND (NOT :pay_required::bool OR NOT found.loses_pay)
  AND org.tier <> :no_tier::int
  AND (need.public OR CASE WHEN org.relation = 0 THEN need.organisation = ANY (need.audience)
                           WHEN org.relation < 3 THEN need.audience && :places::int[] ELSE false END)
ORDER BY org.tier, scored.demoted, 1000 - scored.points / :total,
         substring(sha256(uuid_send(need.id) || :candidate_id::bytea) FOR 8)
LIMIT :most::int
