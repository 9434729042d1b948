-- One row a tool call: who called what, for whom, and how it ended; nothing of what was asked or answered. When it arrived
-- is told by its execution's id, which sorts by time. Written many rows at a time, so without a key to the environment,
-- which would be looked up for each.
create table tool_call_log (
    execution_id         text   primary key,
    environment_id       text   not null,
    -- The API client or key.
    client_id            text   not null,
    source               text   not null,
    agent_run_id         text,
    user_id              text,
    organization_id      text,
    tool_name            text   not null,
    provider             text   not null,
    connected_account_id text,
    connection_id        text,
    connection_name      text,
    identifier           text,
    -- The fault's code; none for a success.
    error_code           text,
    duration_ms          bigint not null
);
create index tool_call_log_by_environment on tool_call_log (environment_id, execution_id);
create index tool_call_log_by_account on tool_call_log (environment_id, connected_account_id, execution_id);
create index tool_call_log_by_run on tool_call_log (environment_id, agent_run_id, execution_id)
    where agent_run_id is not null;
