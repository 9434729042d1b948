-- The token that the replicas share of each account, sealed. All times are this database's own.
create table workspace_token (
    account_id         text primary key references connected_account (id) on delete cascade,
    -- The credentials that the token or the failure is of.
    credential_version bigint not null,
    host               text   not null,
    -- Grows with every mint.
    generation         bigint not null default 0,
    vault_key_id       text,
    wrapped_data_key   bytea,
    ciphertext         bytea,
    minted_at          timestamptz,
    expires_at         timestamptz,
    renew_at           timestamptz,
    -- The replica that mints now, with which credentials, and until when it is believed to.
    minting_by         text,
    minting_version    bigint,
    minting_until      timestamptz,
    -- Why the last mint gave no token; none after a success.
    failure_code       text,
    failure_detail     text,
    failure_hint       text,
    failed_at          timestamptz,
    failures           integer not null default 0,
    retry_at           timestamptz,
    check (num_nulls(vault_key_id, wrapped_data_key, ciphertext, minted_at, expires_at, renew_at) in (0, 6)),
    check (num_nulls(minting_by, minting_version, minting_until) in (0, 3)),
    check (num_nulls(failure_code, failure_detail, failed_at, retry_at) in (0, 4))
) with (fillfactor = 70); -- Room for updates in place.
