-- The engine's tables. The state of the engine is these tables: offsets and results commit in one transaction.
-- Times are UTC; windows are [start, start + size). Plain PostgreSQL serves too: hypertables come in V0002.

create table dataset_version (
  dataset     text        not null,
  fingerprint bigint      not null,               -- CRC-64-AVRO of the schema, as in each record
  schema      text        not null,               -- Avro, parsing canonical form
  first_seen  timestamptz not null default now(),
  primary key (dataset, fingerprint)
);

create table metric (
  metric_no   int         generated always as identity primary key,
  id          text        not null,
  version     int         not null,
  dataset     text        not null,
  substance   text        not null,               -- what can change a number; a new text is a new version
  active      boolean     not null default true,
  created_at  timestamptz not null default now(),
  unique (id, version)
);
create unique index metric_active on metric (id) where active;

create table series (
  series_no   bigint      generated always as identity primary key,
  metric_no   int         not null references metric,
  dimensions  text[]      not null,               -- values in the order of the metric's dimensions; null = the observation had none
  unique (metric_no, dimensions)
);

-- Slices and windows alike: a slice is a row whose size is the metric's slice.
create table window_stat (
  series_no   bigint      not null,
  metric_no   int         not null,
  size_s      int         not null,               -- seconds
  start       timestamptz not null,
  n           bigint      not null,
  sum         double precision,                   -- null throughout for pure counts
  mean        double precision,
  m2          double precision,                   -- sum of squared deviations from the mean
  min         double precision,
  max         double precision,
  late        bigint      not null default 0,     -- how many of n came after the watermark had passed them
  revision    int         not null default 0,     -- how often the window changed after it was final
  cut         bigint      not null,               -- last cut that changed it
  primary key (series_no, size_s, start)
) with (fillfactor = 80);
create index window_stat_by_metric on window_stat (metric_no, size_s, start);

create table window_revision (
  series_no   bigint      not null,
  metric_no   int         not null,
  size_s      int         not null,
  start       timestamptz not null,
  revision    int         not null,
  cut         bigint      not null,
  events      bigint      not null,               -- how many late observations made it
  old_n       bigint      not null,
  old_sum     double precision,
  old_mean    double precision,
  old_m2      double precision,
  old_min     double precision,
  old_max     double precision,
  new_n       bigint      not null,
  new_sum     double precision,
  new_mean    double precision,
  new_m2      double precision,
  new_min     double precision,
  new_max     double precision,
  primary key (series_no, size_s, start, revision)
);
create index window_revision_by_metric on window_revision (metric_no, size_s, start);

create table top_n (
  metric_no   int         not null,
  size_s      int         not null,
  start       timestamptz not null,
  rank        int         not null,               -- 1 = first
  series_no   bigint      not null,
  score       double precision not null,          -- the statistic that ranks
  error_bound double precision not null default 0,-- 0 = exact
  cut         bigint      not null,
  primary key (metric_no, size_s, start, rank)
);

-- Up to where a dataset's windows are closed. Absent row = nothing closed yet.
create table watermark (
  dataset     text        primary key,
  watermark   timestamptz not null,
  cut         bigint      not null
);

create table engine_offset (
  job            text        not null,            -- 'live' for the running catalogue
  topic          text        not null,
  partition      int         not null,
  next_offset    bigint      not null,            -- position: the next record to read
  max_event_time timestamptz,                     -- newest event time seen; null = none
  active_at      timestamptz,                     -- when it last brought a record
  cut            bigint,
  primary key (job, topic, partition)
);

create table cut (
  cut          bigint      generated always as identity,
  committed_at timestamptz not null default clock_timestamp(),
  job          text        not null,
  dataset      text        not null,
  kind         text        not null check (kind in ('batch', 'close')),
  watermark    timestamptz,
  offsets      jsonb       not null default '{}', -- partition → [from, to)
  events_in    bigint      not null default 0,    -- events in = counted + filtered + quarantined
  counted      bigint      not null default 0,
  filtered     bigint      not null default 0,
  quarantined  bigint      not null default 0,
  late         bigint      not null default 0,    -- counted, and after the watermark
  fold_ms      int         not null default 0,
  commit_ms    int         not null default 0,
  primary key (cut, committed_at)
);
create index cut_by_dataset on cut (dataset, cut desc);

create table quarantine (
  quarantine_no bigint      generated always as identity primary key,
  at            timestamptz not null,             -- received time
  dataset       text        not null,
  feed          text        not null,
  stage         text        not null check (stage in ('ingest', 'engine')),
  reason        text        not null,             -- stable code
  detail        text        not null,
  source        text        not null,             -- where it stood: file and line, request
  bytes         bytea       not null,
  topic         text        not null,             -- the record that brought it here, so that nothing is kept twice
  partition     int         not null,
  record_offset bigint      not null,
  unique (topic, partition, record_offset)
);
create index quarantine_by_reason on quarantine (dataset, reason, at);

create table site (
  dataset     text        not null,
  site        text        not null,
  road        text,
  district    text,
  lon         double precision,
  lat         double precision,
  interval_s  int         not null,               -- expected reporting interval
  active      boolean     not null default true,
  primary key (dataset, site)
);

create table area (
  area        text        primary key,            -- district code as in the observations
  kind        text        not null,
  label_en    text        not null,
  label_zh    text        not null,
  geometry    jsonb       not null                -- GeoJSON geometry, WGS 84
);

-- Chan, Golub, LeVeque (1983): moments of two samples together. Null in, null out: a pure count has no mean.
create function merged_mean(n1 bigint, mean1 double precision, n2 bigint, mean2 double precision)
  returns double precision language sql immutable parallel safe
  return mean1 + (mean2 - mean1) * (n2::double precision / (n1 + n2));

create function merged_m2(
    n1 bigint, mean1 double precision, m2_1 double precision,
    n2 bigint, mean2 double precision, m2_2 double precision)
  returns double precision language sql immutable parallel safe
  return m2_1 + m2_2 + (mean2 - mean1) * (mean2 - mean1) * (n1::double precision * n2 / (n1 + n2));
