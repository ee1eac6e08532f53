-- The event log. Run as a whole, under an advisory lock, by `prepare`; every statement may run again.
-- `stored_at` is real time, for compaction only: no business rule reads it.

CREATE TABLE IF NOT EXISTS bus_log (
    topic      text COLLATE "C" NOT NULL,
    partition  smallint NOT NULL,
    position   bigint NOT NULL,
    key        text COLLATE "C" NOT NULL,
    value      bytea,
    stored_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition, position)
) WITH (toast_tuple_target = 8160);
ALTER TABLE bus_log ALTER COLUMN value SET STORAGE EXTERNAL;

-- The next position of each partition: its row lock makes positions gapless and visible in order.
CREATE TABLE IF NOT EXISTS bus_heads (
    topic          text COLLATE "C" NOT NULL,
    partition      smallint NOT NULL,
    next_position  bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- The next position each group will read.
CREATE TABLE IF NOT EXISTS bus_offsets (
    group_name  text COLLATE "C" NOT NULL,
    topic       text COLLATE "C" NOT NULL,
    partition   smallint NOT NULL,
    position    bigint NOT NULL,
    PRIMARY KEY (group_name, topic, partition)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
