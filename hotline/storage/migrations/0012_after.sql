-- What came of a talk, as the responder says it; callers whom nobody is rung for after two marks of abuse.

alter table rings add column callback text; -- the request that it was for
alter table rings add column asks text; -- the talk that the responder is asked about in this ring
alter table rings add column result text;
alter table rings add column result_at text;
alter table rings add column asked_at text; -- when she was asked by text
alter table rings add column request text; -- sealed: what she would be rung back for
create index rings_to_ask_about on rings (ended_at)
    where accepted_at is not null and asks is null and result is null and asked_at is null;
create index rings_of_caller on rings (caller_print) where caller_print is not null;
create index rings_with_request on rings (started_at) where request is not null;
create index rings_with_caller on rings (started_at) where caller_print is not null;

create table bars (
    id text primary key not null,
    caller_print text not null unique,
    begun_at text not null,
    ends_at text not null
);
create index bars_by_end on bars (ends_at);

create table warnings (
    caller_print text primary key not null,
    call_print text not null,
    warned_at text not null
);
create index warnings_by_time on warnings (warned_at);
