-- Sessions: of a series, the longest runs of observations of which each lies less than the metric's gap behind the one
-- before. A session ends at last + gap: an observation at or after that begins another one. Sessions of a series never
-- overlap, so the one before a time is the one that starts last before it.

create table session_window (
  series_no   bigint      not null,
  metric_no   int         not null,
  start       timestamptz not null,               -- first observation
  last        timestamptz not null,               -- last observation; may equal start
  n           bigint      not null,
  sum         double precision,                   -- null throughout for pure counts
  mean        double precision,
  m2          double precision,                   -- sum of squared deviations from the mean
  min         double precision,
  max         double precision,
  late        bigint      not null default 0,     -- how many of n came after the watermark had passed them
  revision    int         not null default 0,     -- how often it, or what went into it, changed after it was final
  cut         bigint      not null,               -- last cut that changed it
  primary key (series_no, start),
  check (last >= start)
) with (fillfactor = 80);
create index session_window_by_metric on session_window (metric_no, start);

-- What late observations made of sessions that were final, or of a time that was final without one.
create table session_revision (
  series_no   bigint      not null,
  metric_no   int         not null,
  start       timestamptz not null,               -- of the session as it became
  revision    int         not null,
  cut         bigint      not null,
  events      bigint      not null,               -- how many observations made it
  last        timestamptz not null,
  n           bigint      not null,
  sum         double precision,
  mean        double precision,
  m2          double precision,
  min         double precision,
  max         double precision,
  old         jsonb       not null,               -- the sessions that went into it, by time: rows of session_window; [] = none
  primary key (series_no, start, revision)
);
create index session_revision_by_metric on session_revision (metric_no, start);
