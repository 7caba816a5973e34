-- Verdicts of the audit: was every event that the engine read accounted for, once?

create table conservation_audit (
  audit_no    bigint      generated always as identity primary key,
  dataset     text        not null,
  day         date,                               -- the city's day that the nightly audit looked at; null = asked for
  span_start  timestamptz,                        -- cuts committed in [start, end); null = no border
  span_end    timestamptz,
  asked_by    text        not null,               -- account, or 'schedule'
  attempt     int         not null default 1,     -- a nightly audit that failed is tried again in its row
  started_at  timestamptz not null,
  finished_at timestamptz,
  state       text        not null check (state in ('running', 'conserved', 'violated', 'failed')),
  reason      text,                               -- why it failed
  cuts        bigint,
  first_cut   bigint,                             -- null = no cut in the span
  last_cut    bigint,
  events_in   bigint,
  counted     bigint,
  filtered    bigint,
  quarantined bigint,
  late        bigint,
  fault_count bigint,
  faults      jsonb,                              -- the first of them, as the interface shows them
  -- Two instances, or a restart, do not audit a day twice.
  constraint conservation_audit_once unique (dataset, day),
  constraint conservation_audit_is_whole_or_nothing check (
    case when state in ('conserved', 'violated')
      then num_nulls(finished_at, cuts, events_in, counted, filtered, quarantined, late, fault_count, faults) = 0
           and (state = 'conserved') = (fault_count = 0)
      else num_nonnulls(finished_at, cuts, events_in, counted, filtered, quarantined, late, fault_count, faults) = 0
    end),
  constraint conservation_audit_failed_with_reason check ((state = 'failed') = (reason is not null))
);
create index conservation_audit_newest on conservation_audit (started_at desc);

-- Which cut was the last at a time: for audits of a span, and for answers as of a time.
create index cut_by_time on cut (dataset, committed_at desc);

-- Definitions that are calculated when they are read; the engine keeps nothing of them. As the table metric.
create table derived_metric (
  derived_no  int         generated always as identity primary key,
  id          text        not null,
  version     int         not null,
  substance   text        not null,               -- what can change a number; a new text is a new version
  active      boolean     not null default true,
  created_at  timestamptz not null default now(),
  unique (id, version)
);
create unique index derived_metric_active on derived_metric (id) where active;
