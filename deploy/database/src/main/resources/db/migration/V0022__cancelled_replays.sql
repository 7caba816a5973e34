-- Quarantine: a replay that still waits can be taken back.

alter table quarantine_replay
  add column cancelled_by text,                   -- who took it back; null = nobody
  drop constraint quarantine_replay_state_check,
  add constraint quarantine_replay_state_check
    check (state in ('waiting', 'running', 'done', 'failed', 'cancelled'));
