-- From when on what was computed is kept. Whoever reads takes it from here and never from the rows: those before it are
-- removed little by little, and windows before it are no longer written, so what is left of them is not the whole.

create table kept (
  dataset     text        not null,
  kind        text        not null check (kind in ('minutes', 'hours', 'days', 'sessions', 'revisions', 'cuts')),
  kept_from   timestamptz not null,               -- windows and revisions: by start; sessions: by last; cuts: by commit. Never falls
  first_cut   bigint,                             -- of cuts: those with a smaller number are not kept
  primary key (dataset, kind),
  constraint kept_cuts_have_a_first check ((kind = 'cuts') = (first_cut is not null))
);

alter table conservation_audit
  add column kept_from timestamptz;               -- cuts of the span before it were not kept and not looked at; null = all were
