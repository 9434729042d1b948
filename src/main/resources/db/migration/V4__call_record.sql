-- Calls with effects, for as long as a repeat of them gets the first answer instead of running again.
create table call_record (
    id               text primary key,
    -- Digest of client, account and workspace; empty for a call with an idempotency key.
    owner            text        not null,
    fingerprint      text        not null,
    execution_id     text        not null,
    started_at       timestamptz not null,
    expires_at       timestamptz not null,
    -- None while the call runs.
    outcome          text check (outcome in ('ANSWER', 'STATEMENT', 'UNKNOWN')),
    statement_id     text,
    vault_key_id     text,
    wrapped_data_key bytea,
    ciphertext       bytea,
    check ((outcome = 'STATEMENT') is not true or statement_id is not null),
    check ((outcome = 'ANSWER') is not true or num_nulls(vault_key_id, wrapped_data_key, ciphertext) = 0)
);
create index call_record_by_owner on call_record (owner) where owner <> '';
create index call_record_by_expiry on call_record (expires_at);
