-- Repeated readings: what the engine remembers to know them, and how many there were.

alter table cut add column duplicates bigint not null default 0; -- events in = counted + filtered + duplicates + quarantined
alter table conservation_audit add column duplicates bigint;
update conservation_audit set duplicates = 0 where state in ('conserved', 'violated');
alter table conservation_audit drop constraint conservation_audit_is_whole_or_nothing;
alter table conservation_audit add constraint conservation_audit_is_whole_or_nothing check (
  case when state in ('conserved', 'violated')
    then num_nulls(finished_at, cuts, events_in, counted, filtered, duplicates, quarantined, late, fault_count, faults) = 0
         and (state = 'conserved') = (fault_count = 0)
    else num_nonnulls(finished_at, cuts, events_in, counted, filtered, duplicates, quarantined, late, fault_count, faults) = 0
  end);
alter table engine_state
  add column duplicates bigint not null default 0, -- these two since the start of the process
  add column unchecked  bigint not null default 0, -- too late to tell whether they are repetitions
  add column seen_bytes bigint not null default 0; -- that the keys of readings within the horizon take

-- Keys of the readings that a batch counted for the first time, for the session that reads the partition next. Written and
-- deleted with the offsets, in one transaction. See ADR 011.
create table dedupe_key (
  job               text        not null,
  topic             text        not null,
  partition         int         not null,
  from_offset       bigint      not null,         -- the batch: [from, to)
  to_offset         bigint      not null,
  newest_event_time timestamptz not null,         -- of the keys; beyond the horizon the row is deleted
  keys              bytea       not null,         -- 20 bytes each: 128 bits of hash, and by how many ms older than the newest
  primary key (job, topic, partition, from_offset)
);
create index dedupe_key_by_time on dedupe_key (job, topic, partition, newest_event_time);
-- Hashes do not shrink: trying to would only cost time.
alter table dedupe_key alter column keys set storage external;
