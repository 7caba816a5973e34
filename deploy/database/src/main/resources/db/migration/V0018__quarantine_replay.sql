-- Quarantine: rejected records are read again after what rejected them was mended.

alter table quarantine
  add column read_as      text,                   -- ingest only, JSON: format, zone, cases, preamble; null = of an earlier version
  add column first_reason text,                   -- why it came here, if a replay found another reason; null = reason
  add column tried_at     timestamptz,            -- when a replay read it last and could not; null = never
  add column replayed_at  timestamptz,            -- in the numbers since; its bytes are no longer here. null = still waits
  add column replay_no    bigint;                 -- the replay that did so last

create index quarantine_waiting on quarantine (dataset, feed, quarantine_no) where replayed_at is null;

create table quarantine_replay (
  replay_no    bigint      generated always as identity primary key,
  dataset      text        not null,
  feed         text,                              -- only records of this feed; null = of all
  reason       text,                              -- only for this reason; null = for all
  format       text,                              -- read them in this format; null = in that of their feed
  dry          boolean     not null,              -- try only: nothing is sent and nothing changes
  state        text        not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  detail       text        not null default '',   -- what happened or what it waits for, for people
  up_to        bigint,                            -- records with a number up to this; null = not begun
  at_feed      text        not null default '',   -- it has come so far, in the order of feed and number
  at_no        bigint      not null default 0,
  tried        bigint      not null default 0,    -- replayed + kept
  replayed     bigint      not null default 0,    -- records; of a dry run: that would be
  observations bigint      not null default 0,    -- what those became
  kept         bigint      not null default 0,
  reasons      text        not null default '{}', -- JSON: of those that were kept, by reason
  samples      text        not null default '[]', -- JSON: some of both
  requested_by text        not null,
  requested_at timestamptz not null default clock_timestamp(),
  ended_at     timestamptz
);
-- One at a time for each dataset.
create unique index quarantine_replay_open on quarantine_replay (dataset) where state in ('waiting', 'running');
