-- Who confirmed the duty she was reminded of, whose phone was tested, what the coordinator was warned of,
-- and errands that are of no use after a time.

create table confirmations (
    responder text not null references responders (id),
    begins_at text not null,
    ends_at text not null,
    asked_at text not null,
    called_at text,
    confirmed_at text,
    absent_at text,
    primary key (responder, begins_at)
);
create index confirmations_by_end on confirmations (ends_at);

create table line_tests (
    responder text primary key not null references responders (id),
    phone_print text not null,
    state text not null,
    tries integer not null,
    due_at text not null,
    tested_at text
);

create table alarms (
    kind text not null,
    about text not null,
    begun_at text not null,
    told_at text,
    over_at text,
    primary key (kind, about)
);
create index alarms_to_delete on alarms (over_at) where over_at is not null;

alter table outbox add column drop_at text;
