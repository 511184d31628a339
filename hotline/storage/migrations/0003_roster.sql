-- A roster that changes by date: stretches on and off duty, the hours of the service, days on which it is closed.
-- responders.role may name several roles, with semicolons between.

alter table responders add column topics text not null default '';
alter table responders add column district text; -- sealed
alter table responders add column most_minutes integer not null default 0;
alter table responders add column most_hard integer not null default 0;
alter table responders add column rest_minutes integer not null default 0;
alter table responders add column code text not null default '';

create table stretches (
    id text primary key not null,
    responder text not null references responders (id),
    is_on integer not null,
    begins_at text not null,
    ends_at text not null,
    why text not null,
    made_at text not null
);
create index stretches_by_end on stretches (ends_at);

create table service_hours (
    starts integer primary key not null,
    minutes integer not null
);

create table closed_days (
    day text primary key not null
);
