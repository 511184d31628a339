-- Numbers of people who asked to be forgotten, until the provider has nothing of them any more either.

create table erasures (
    id text primary key not null,
    number text not null, -- sealed
    asked_at text not null,
    due_at text not null
);
create index erasures_due on erasures (due_at);
create index erasures_by_time on erasures (asked_at);
