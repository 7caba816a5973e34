-- A watermark may pass a partition that another instance reads only as far as the tables vouch for it: its newest event
-- time less the allowed lateness, or this, whichever is later. Null = it never was idle.
alter table engine_offset add column idle_watermark timestamptz;
comment on column engine_offset.idle_watermark is
  'how far the partition has followed the others while it was caught up and silent: nothing older is expected of it';
