-- Series of metrics without windows go when their sessions are gone: pseudonyms must not outlive what they were kept for.
-- A retired one is on its way out. Whoever meets its dimensions again takes that back, and so gets its number anew.

alter table series
  add column retired boolean not null default false;
create index series_retired on series (metric_no) where retired;
