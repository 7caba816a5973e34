-- Reports that were made, with their bytes: what was handed out stays what it was, whatever late data change later.

create table report_run (
  id          uuid        primary key,
  report      text        not null,               -- 'daily-brief'
  period_date date        not null,               -- the local day of the city that it is about
  locale      text        not null,               -- BCP 47: 'zh-CN', 'en'
  schedule    text,                               -- which schedule made it; null = made on demand
  made_by     text        not null,               -- account, or 'schedule'
  attempt     int         not null default 1,     -- a scheduled report that failed is tried again in its row
  started_at  timestamptz not null,
  state       text        not null check (state in ('making', 'made', 'failed')),
  reason      text,                               -- why it failed
  made_at     timestamptz,
  cut         bigint,                             -- the commit that every number in it was read from
  pdf         bytea,
  xlsx        bytea,
  csv         bytea,
  pdf_sha256  text,
  xlsx_sha256 text,
  csv_sha256  text,
  manifest    jsonb,                              -- template, definitions, zone, sizes: what making it again needs
  constraint report_run_is_whole_or_nothing check (
    case state
      when 'made' then num_nulls(made_at, cut, pdf, xlsx, csv, pdf_sha256, xlsx_sha256, csv_sha256, manifest) = 0
      else num_nonnulls(made_at, cut, pdf, xlsx, csv, pdf_sha256, xlsx_sha256, csv_sha256, manifest) = 0
    end),
  constraint report_run_failed_with_reason check ((state = 'failed') = (reason is not null))
);
-- Two instances, or a restart, do not make a scheduled report twice.
create unique index report_run_once on report_run (report, period_date, locale, schedule) where schedule is not null;
create index report_run_newest on report_run (period_date desc, started_at desc);

-- PDF and XLSX are compressed already.
alter table report_run alter column pdf set storage external;
alter table report_run alter column xlsx set storage external;
