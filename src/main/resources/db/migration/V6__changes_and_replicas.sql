-- Tells all replicas what changed, so that what they hold of it is looked up anew: the members that the trigger names,
-- which are keys; no secrets, and far below the 8000 bytes that a notification may have.
-- The settings of whoever changes the row must not decide how its bytes are written.
create function notify_change() returns trigger language plpgsql set bytea_output = 'hex' as $$
declare
    is_now   jsonb := to_jsonb(new);
    was      jsonb := to_jsonb(old);
    is_told  jsonb;
    was_told jsonb;
    member   text;
begin
    is_told := jsonb_build_object(
        'table', tg_table_name, 'op', lower(tg_op),
        'gone', tg_op = 'DELETE' or is_now ->> 'revoked_at' is not null);
    was_told := is_told;
    foreach member in array tg_argv loop
        is_told := is_told || jsonb_build_object(member, coalesce(is_now, was) -> member);
        was_told := was_told || jsonb_build_object(member, coalesce(was, is_now) -> member);
    end loop;
    perform pg_notify('sluice_change', is_told::text);
    -- Copies may be held under the keys that a row had before.
    if was_told <> is_told then
        perform pg_notify('sluice_change', was_told::text);
    end if;
    return null;
end
$$;

create trigger connected_account_changed after insert or update or delete on connected_account
    for each row execute function notify_change('environment_id', 'id', 'identifier');
create trigger connection_changed after insert or update or delete on connection
    for each row execute function notify_change('environment_id', 'id', 'name');
create trigger api_client_changed after insert or update or delete on api_client
    for each row execute function notify_change('environment_id', 'id');
create trigger api_key_changed after insert or update or delete on api_key
    for each row execute function notify_change('environment_id', 'id', 'digest');
create trigger signing_key_changed after insert or update or delete on signing_key
    for each row execute function notify_change('id');

-- The gateways that run now, each heard of every few seconds.
create table replica (
    id         text primary key,
    started_at timestamptz not null,
    seen_at    timestamptz not null
);
