-- The counters of sketched rankings: the most frequent series of a metric in a window, without a row for each series.
-- A series that occurred f times has a count c with c <= f <= c + error, or none, and then f <= error. See ADR 007.
create table window_items (
  metric_no   int         not null,
  size_s      int         not null,               -- as in window_stat
  start       timestamptz not null,
  n           bigint      not null,               -- observations, exact
  items       text[]      not null,               -- dimensions as text of a text[]; the most frequent first
  counts      bigint[]    not null,
  error       bigint      not null,
  cut         bigint      not null,               -- last cut that changed it
  primary key (metric_no, size_s, start)
) with (fillfactor = 80);

do $$
begin
  if exists (select from pg_extension where extname = 'timescaledb') then
    perform create_hypertable('window_items', 'start', chunk_time_interval => interval '7 days', create_default_indexes => false);
  end if;
end
$$;
