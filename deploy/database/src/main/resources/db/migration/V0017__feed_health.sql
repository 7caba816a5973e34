-- How each feed is doing, as every process that takes it says about every five seconds. For operation: the last seconds
-- before a process is killed are missing here. What counted, exactly, is told by the cuts.

-- One row a process. A row that is old: this process is away.
create table feed_health (
  feed              text        not null,         -- id in feeds.yaml; 'push' and 'load' for what people and agencies send
  dataset           text        not null,
  instance          text        not null,         -- chengyun.ingest.instance, else host and process
  transport         text        not null,
  format            text        not null default '', -- as configured; '' = recognised
  every_s           int,                          -- of what is fetched: time between two rounds
  started_at        timestamptz not null,         -- when the process began to take it
  at                timestamptz not null,
  trouble           text        not null,         -- why it fails; '' = it does not
  trouble_since     timestamptz,
  reached_at        timestamptz,                  -- when the source was last asked and answered
  record_at         timestamptz,                  -- when the last source record was committed, whatever became of it
  good_at           timestamptz,                  -- when the last one was committed that could be read
  newest_event_time timestamptz,                  -- of any observation; times beyond the dataset's tolerance are left out
  connections       int,                          -- of senders; null = not of that kind
  waiting_bytes     bigint,                       -- arrived and not on the way to Kafka yet
  behind_bytes      bigint,                       -- in the files that are followed
  behind_records    bigint,                       -- in the topic that is read
  primary key (feed, dataset, instance)
) with (fillfactor = 50);

-- What came, by the minute of its commit. Each process writes its own rows, with totals and not with differences: so a
-- write that is repeated counts once. Kept for 35 days, from which the usual rate is learned.
create table feed_minute (
  feed              text        not null,
  dataset           text        not null,
  minute            timestamptz not null,
  process           uuid        not null,         -- another one after each start
  records           bigint      not null,         -- source records = decoded + filtered + rejected
  decoded           bigint      not null,
  filtered          bigint      not null,
  rejected          bigint      not null,
  repeated          bigint      not null,         -- of those decoded: records of cases that told nothing new
  observations      bigint      not null,
  bytes             bigint      not null,
  failures          bigint      not null,         -- tries that failed and were repeated
  dropped           bigint      not null,         -- lost before Kafka, where the transport allows that
  refused           bigint      not null,         -- connections
  reasons           jsonb       not null,         -- rejected records by reason
  primary key (feed, dataset, minute, process)
) with (fillfactor = 70);
create index feed_minute_by_time on feed_minute (minute);

-- What the engine itself put into quarantine, by feed.
create index quarantine_of_engine on quarantine (at, feed, dataset, reason) where stage = 'engine';

-- Sensors that share a cabinet, a cable or a modem fall silent together: then that is what is to be looked at.
alter table site add column controller text;
