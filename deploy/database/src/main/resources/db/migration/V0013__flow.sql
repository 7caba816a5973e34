-- Series beyond the limits of a metric, and how the engine is doing, for those who read tables only.

-- True for at most one series of a metric: its dimensions are all '…', and it holds what new series brought that were not
-- admitted. People read it as "other (over the limit)".
alter table series add column overflow boolean not null default false;
create unique index series_overflow on series (metric_no) where overflow;

-- How many series a metric has got. Whoever adds some locks the row. Absent row = none were added since this migration.
create table series_admission (
  metric_no    int         primary key references metric,
  series       bigint      not null,              -- in all, without the overflow series
  minute       timestamptz not null,              -- in which they were added last
  admitted     int         not null,              -- so many in that minute
  overflowed   bigint      not null default 0,    -- observations counted in the overflow series
  overflowed_at timestamptz,                      -- when last; null = never
  why          text                               -- 'new-series' or 'series': which limit it was
);

-- What each engine says of its loops, about once a second. A row that is old: this engine is away.
create table engine_state (
  job               text        not null,
  instance          text        not null,         -- chengyun.engine.instance, else host and process
  dataset           text        not null,
  at                timestamptz not null,
  condition         text        not null check (condition in ('STARTING', 'RUNNING', 'WAITING', 'BLOCKED')),
  detail            text        not null,         -- what is, and what to do; may be empty
  warning           text        not null,         -- what counts otherwise than usual; may be empty
  pace              text        not null check (pace in ('LIVE', 'STRAINED', 'CATCHING_UP')),
  why               text        not null,         -- the pace in words, with its figures
  delay_target_ms   bigint      not null,
  delay_p50_ms      bigint      not null,         -- of batches without a backlog: first record read → visible
  delay_p99_ms      bigint      not null,
  age_ms            bigint      not null,         -- of the last batch's oldest record when visible, since it came to Kafka
  interval_ms       bigint      not null,         -- shortest time between two commits at present
  batch_rows        int         not null,         -- of the last batch
  most_rows         int         not null,         -- of a batch at present
  commit_ms         double precision not null,    -- on average
  commit_high_ms    double precision not null,    -- seldom exceeded
  lag               bigint      not null,         -- position lag, records
  behind_ms         bigint      not null,         -- how long reading them takes at the present rate
  events_per_second double precision not null,
  counted           bigint      not null,         -- these five since the start of the process
  filtered          bigint      not null,
  quarantined       bigint      not null,
  late              bigint      not null,
  overflowed        bigint      not null,
  texts             bigint      not null,         -- distinct ones in memory
  series            bigint      not null,
  known_bytes       bigint      not null,         -- that texts and series take
  most_known_bytes  bigint      not null,         -- that all datasets of the process may take together
  heap_used_bytes   bigint      not null,
  heap_max_bytes    bigint      not null,
  watermark         timestamptz,
  committed_at      timestamptz,
  primary key (job, instance, dataset)
) with (fillfactor = 50);
