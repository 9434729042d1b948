-- What tools a client or key may use: names and prefixes, separated by spaces; all if empty.
alter table api_client
    add column allowed_tools text    not null default '',
    add column read_only     boolean not null default false;
alter table api_key
    add column allowed_tools text    not null default '',
    add column read_only     boolean not null default false;
