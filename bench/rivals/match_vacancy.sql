-- The people of one tier who pass every rule, the best first. {skills} is the condition on skills, written out for the
-- share that is asked, so that it is answered from the GIN index; what a home and a contract mean for this need comes in
-- as arrays, as the index has it too. Asked tier by tier until enough are found.
SELECT person.id, scored.demoted, 1000 - scored.points / :total AS missing
FROM person
JOIN unnest(:homes::int[], :rank_plain::int[], :rank_first::int[], :rank_plain_by_employer::int[],
            :rank_first_by_employer::int[], :keeps_permanent::bool[], :own_place::bool[], :obliged::bool[])
     AS at (home, plain, first, plain_by_employer, first_by_employer, keeps_permanent, own_place, obliged) USING (home)
JOIN unnest(:contracts::int[], :tops::int[], :scale_points::int[], :lost::bool[], :lost_promised::bool[])
     AS held (contract, top, scale_points, lost, lost_promised) USING (contract)
CROSS JOIN LATERAL (
    SELECT CASE WHEN at.obliged THEN held.lost_promised ELSE held.lost END AS loses_pay,
           person.first_from <= :today AND :today <= person.first_until AS goes_first
) AS found
CROSS JOIN LATERAL (
    SELECT :pay_ranked::bool AND found.loses_pay AS demoted,
        :weight_required * (CASE WHEN cardinality(:required::int[]) = 0 THEN 1000 ELSE
            1000 * (SELECT count(*) FROM unnest(:required::int[]) AS one WHERE one = ANY (person.skills))
            / cardinality(:required::int[]) END)
      + :weight_wished * (CASE WHEN cardinality(:wished::int[]) = 0 THEN 1000 ELSE
            1000 * (SELECT count(*) FROM unnest(:wished::int[]) AS one WHERE one = ANY (person.skills))
            / cardinality(:wished::int[]) END)
      + :weight_occupation * (CASE WHEN :occupation::int = ANY (person.occupations) THEN 1000 ELSE
            1000 * (SELECT count(*) FROM unnest(:groups::int[]) AS one WHERE one = ANY (person.occupation_groups)) / 4 END)
      + :weight_scale * held.scale_points
      + :weight_hours * (1000 * least(:hours_max::int, person.hours_max) / greatest(:hours_max::int, person.hours_max))
        AS points
) AS scored
WHERE {skills}
  AND person.home = ANY (:homes::int[])
  AND CASE WHEN found.goes_first THEN CASE WHEN person.by_employer THEN at.first_by_employer ELSE at.first END
           ELSE CASE WHEN person.by_employer THEN at.plain_by_employer ELSE at.plain END END = :tier::int
  AND person.moves & :move::int <> 0
  AND person.hours_min <= :hours_max::int AND person.hours_max >= :hours_min::int
  AND person.lowest <= held.top
  AND person.available <= :starts_by::int
  AND NOT (person.hidden AND at.own_place)
  AND NOT (person.permanent AND NOT at.keeps_permanent)
  AND NOT (:organisation::int = ANY (person.blocked))
  AND (NOT :pay_required::bool OR NOT found.loses_pay OR person.accepts_pay)
ORDER BY scored.demoted, 1000 - scored.points / :total, substring(sha256(:need_id::bytea || uuid_send(person.id)) FOR 8)
LIMIT :most::int
