-- What leaves is counted before it is sent, alarms leave first, and what may have been sent already is looked up.

-- The priority is from now on: 0 calls, 1 texts to staff, 2 texts to a caller, 3 what is sent by the week.
update outbox set priority = case when kind = 'call' then 0 when priority = 1 then 3 else 2 end
    where state in ('waiting', 'sending');
alter table outbox add column parts integer not null default 1;
alter table outbox add column lost integer not null default 0; -- how often it may have been sent without our knowing

-- So many texts were sent, at such a cost, from one time on for ten seconds.
create table sendings (
    at text primary key not null,
    texts integer not null,
    paisa integer not null
);
