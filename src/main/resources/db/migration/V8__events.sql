-- What happened, as programs follow it. Events are read in the order of the transactions that wrote them, and only when
-- no older transaction is under way: a late commit never lands behind a reader.
create function event_horizon() returns bigint language sql stable
    as 'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint';

alter table account_event
    alter column account_id drop not null,
    add column type              text,
    add column tx                bigint not null default pg_current_xact_id()::text::bigint,
    add column seq               bigint generated always as identity,
    -- As they were: an event outlives its account.
    add column identifier        text,
    add column connector         text,
    add column code              text,
    add column secret_expires_at timestamptz,
    add column webhook_id        text;

update account_event set type = case
    when old_status is null then 'connected_account.created'
    when new_status is null then 'connected_account.deleted'
    when old_status <> new_status then 'connected_account.status_changed'
    else 'connected_account.updated' end;
update account_event e set identifier = a.identifier, connector = a.connector
    from connected_account a where a.environment_id = e.environment_id and a.id = e.account_id;

alter table account_event alter column type set not null;

-- A gateway of the version before, which runs on during an upgrade, names none of these.
create function complete_event() returns trigger language plpgsql as $$
begin
    new.type := case
        when new.old_status is null then 'connected_account.created'
        when new.new_status is null then 'connected_account.deleted'
        when new.old_status <> new.new_status then 'connected_account.status_changed'
        else 'connected_account.updated' end;
    select a.identifier, a.connector into new.identifier, new.connector
        from connected_account a where a.environment_id = new.environment_id and a.id = new.account_id;
    return new;
end
$$;
create trigger account_event_completed before insert on account_event
    for each row when (new.type is null) execute function complete_event();

create index account_event_by_position on account_event (environment_id, tx, seq);
create index account_event_by_tx on account_event (tx);
create index account_event_by_age on account_event (occurred_at);

create trigger account_event_changed after insert on account_event
    for each row execute function notify_change('environment_id', 'id');

-- When the credentials run out, where somebody said so, and the seconds before it of the nearest notice given.
alter table connected_account
    add column secret_expires_at timestamptz,
    add column expiry_noticed    bigint,
    -- Of which credentials, and after how many mints, a failed refresh was told: once for each run of failures.
    add column failure_told_version    bigint,
    add column failure_told_generation bigint;
create index connected_account_by_secret_expiry on connected_account (secret_expires_at)
    where secret_expires_at is not null;

create table webhook (
    id                     text primary key,
    environment_id         text        not null references environment (id),
    url                    text        not null,
    -- Separated by spaces; all if empty.
    types                  text        not null,
    enabled                boolean     not null,
    disabled_cause         text,
    vault_key_id           text        not null,
    wrapped_data_key       bytea       not null,
    ciphertext             bytea       not null,
    -- The secret before the last rotation, which signs too for a while.
    prior_vault_key_id     text,
    prior_wrapped_data_key bytea,
    prior_ciphertext       bytea,
    prior_until            timestamptz,
    -- Since when its deliveries have failed, all of them.
    failing_since          timestamptz,
    -- What was committed before this is past; of the rest, deliveries are made up to the position.
    since                  pg_snapshot not null default pg_current_snapshot(),
    position_tx            bigint      not null default event_horizon(),
    position_seq           bigint      not null default 0,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    unique (environment_id, id),
    check (num_nulls(prior_vault_key_id, prior_wrapped_data_key, prior_ciphertext, prior_until) in (0, 4))
);

create table webhook_delivery (
    webhook_id     text        not null,
    event_id       text        not null references account_event (id) on delete cascade,
    environment_id text        not null,
    state          text        not null check (state in ('PENDING', 'DELIVERED', 'FAILED')),
    attempts       int         not null default 0,
    -- While somebody tries, until when it is that one's alone.
    next_try_at    timestamptz,
    claim          text,
    last_try_at    timestamptz,
    last_status    int,
    last_error     text,
    created_at     timestamptz not null,
    primary key (webhook_id, event_id),
    foreign key (environment_id, webhook_id) references webhook (environment_id, id) on delete cascade,
    check ((state = 'PENDING') = (next_try_at is not null))
);
create index webhook_delivery_due on webhook_delivery (webhook_id, next_try_at) where state = 'PENDING';
create index webhook_delivery_by_event on webhook_delivery (event_id);
create index webhook_delivery_by_age on webhook_delivery (webhook_id, created_at);
