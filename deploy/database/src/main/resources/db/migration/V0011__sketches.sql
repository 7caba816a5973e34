-- What stands for the values of a window where moments do not suffice: percentiles and distinct counts. See ADR 007.
-- A cell is bucket << 44 | number; cells rise. Merging does not depend on the order, so a window has the same cells however
-- its observations were batched.
create table window_sketch (
  series_no   bigint      not null,
  metric_no   int         not null,
  size_s      int         not null,               -- seconds
  start       timestamptz not null,
  kind        text        not null check (kind in ('histogram', 'distinct')),
  cells       bigint[]    not null,               -- histogram: values per bucket; distinct: rank per register
  cut         bigint      not null,               -- last cut that changed it
  primary key (series_no, size_s, start, kind)
) with (fillfactor = 80);

do $$
begin
  if exists (select from pg_extension where extname = 'timescaledb') then
    perform create_hypertable('window_sketch', 'start', chunk_time_interval => interval '7 days', create_default_indexes => false);
  end if;
end
$$;

-- Two sketches as one: the numbers of a bucket are added, of a register the larger one stays.
create function merged_cells(kind text, one bigint[], other bigint[])
  returns bigint[] language sql immutable parallel safe
  return (select array_agg(bucket << 44 | number order by bucket)
            from (select cell >> 44 as bucket,
                         case when kind = 'distinct' then max(cell & 17592186044415)
                              else sum(cell & 17592186044415)::bigint end as number
                    from unnest(one || other) as cell
                   group by cell >> 44) as merged);
