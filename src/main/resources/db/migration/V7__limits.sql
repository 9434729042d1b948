-- Limits that a connection or an account has of its own, as a JSON object; the gateway's if null.
alter table connection add column limits text check (limits is null or jsonb_typeof(limits::jsonb) = 'object');
alter table connected_account
    add column limits text check (limits is null or jsonb_typeof(limits::jsonb) = 'object');
