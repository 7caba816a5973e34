-- Replays: a metric computed again over the retained log, by a second job beside the live one.

create table replay (
  replay_no    bigint      generated always as identity primary key,
  metric       text        not null,              -- metric id
  dataset      text        not null,
  purpose      text        not null check (purpose in ('switch', 'compare')),
  from_time    timestamptz,                       -- event time; null = as far back as the log goes
  to_time      timestamptz,                       -- null = up to now
  state        text        not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  detail       text        not null default '',   -- what happened, for people
  metric_no    int         references metric on delete set null, -- where its numbers go
  version      int,                               -- the version that it became
  records_read bigint      not null default 0,
  records_left bigint,                            -- behind the live job; null = not known yet
  windows      bigint,                            -- compared
  different    bigint,                            -- of them
  requested_by text        not null,
  requested_at timestamptz not null default clock_timestamp(),
  ended_at     timestamptz
);
-- One at a time for each metric.
create unique index replay_open on replay (metric) where state in ('waiting', 'running');

-- Raised when a replay changes which metrics the live job computes: whoever folded with the old list may not commit.
create table catalogue_generation (
  dataset      text        primary key,
  generation   bigint      not null
);
