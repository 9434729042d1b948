-- Everything belongs to an environment; composite foreign keys keep a row from pointing into another one.

create table environment (
    id         text primary key,
    name       text        not null unique,
    created_at timestamptz not null
);

create table api_client (
    id             text primary key,
    environment_id text        not null references environment (id),
    name           text        not null,
    secret_digest  bytea       not null,
    scopes         text        not null,
    created_at     timestamptz not null,
    revoked_at     timestamptz
);
create index api_client_by_environment on api_client (environment_id, id);

create table api_key (
    id             text primary key,
    environment_id text        not null references environment (id),
    name           text        not null,
    hint           text        not null,
    digest         bytea       not null unique,
    scopes         text        not null,
    created_at     timestamptz not null,
    revoked_at     timestamptz
);
create index api_key_by_environment on api_key (environment_id, id);

-- The key pairs that sign access tokens. The newest signs; the others verify what they signed.
create table signing_key (
    id               text primary key,
    public_key       text        not null,
    vault_key_id     text        not null,
    wrapped_data_key bytea       not null,
    ciphertext       bytea       not null,
    created_at       timestamptz not null
);

create table connection (
    id             text primary key,
    environment_id text        not null references environment (id),
    name           text        not null,
    provider       text        not null,
    created_at     timestamptz not null,
    unique (environment_id, name),
    unique (environment_id, id, name)
);

create table connected_account (
    id                 text primary key,
    environment_id     text        not null,
    connection_id      text        not null,
    connector          text        not null,
    identifier         text        not null,
    status             text        not null
        check (status in ('PENDING_AUTH', 'ACTIVE', 'EXPIRED', 'REVOKED', 'DISCONNECTED')),
    status_cause       text        not null,
    host               text,
    client_id          text,
    credential_version bigint      not null default 0,
    vault_key_id       text,
    wrapped_data_key   bytea,
    ciphertext         bytea,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    foreign key (environment_id, connection_id, connector) references connection (environment_id, id, name)
        on update cascade,
    unique (connection_id, identifier),
    check (num_nulls(host, client_id, vault_key_id, wrapped_data_key, ciphertext) in (0, 5)),
    check (status <> 'ACTIVE' or host is not null)
);
create index connected_account_by_environment on connected_account (environment_id, id);
create index connected_account_by_identifier on connected_account (environment_id, identifier);

-- What happened to an account. Outlives the account.
create table account_event (
    id             text primary key,
    environment_id text        not null references environment (id),
    account_id     text        not null,
    old_status     text,
    new_status     text,
    cause          text        not null,
    occurred_at    timestamptz not null
);
create index account_event_by_account on account_event (environment_id, account_id, id);
