-- Time-partitioned where TimescaleDB (its Apache-2 features) is present; plain tables elsewhere, same answers.
do $$
begin
  if exists (select from pg_extension where extname = 'timescaledb') then
    perform create_hypertable('window_stat', 'start', chunk_time_interval => interval '7 days', create_default_indexes => false);
    perform create_hypertable('window_revision', 'start', chunk_time_interval => interval '30 days', create_default_indexes => false);
    perform create_hypertable('top_n', 'start', chunk_time_interval => interval '30 days', create_default_indexes => false);
    perform create_hypertable('cut', 'committed_at', chunk_time_interval => interval '1 day', create_default_indexes => false);
  end if;
end
$$;
