-- Whether tools may start the customer's stopped warehouses without being told to by each call.
alter table connected_account add column start_warehouse boolean not null default false;
