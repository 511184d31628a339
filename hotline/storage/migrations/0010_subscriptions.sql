-- Who wants a text a week, when none are sent, what is told to all of them; and what may wait while others leave.

create table subscriptions (
    id text primary key not null,
    identity_print text not null unique,
    number text not null, -- sealed
    series text not null,
    language text not null,
    weekday integer not null,
    hour integer not null,
    told text not null default '',
    before text not null default '',
    last text not null default '',
    silent integer not null default 0,
    broadcast text not null default '',
    unsent integer not null default 0,
    errand text,
    look_at text not null
);
create index subscriptions_by_time on subscriptions (look_at);

create table pauses (
    id text primary key not null,
    first_day text not null,
    last_day text not null,
    from_hour integer not null,
    until_hour integer not null
);

create table broadcasts (
    id text primary key not null,
    series text not null, -- of whom; empty is everybody
    words text not null, -- sealed
    state text not null,
    people integer not null,
    told integer not null default 0,
    parts integer not null default 0,
    begun_at text not null,
    moved_at text not null
);
create unique index broadcasts_one_at_a_time on broadcasts ((1)) where state in ('running', 'paused');

alter table outbox add column priority integer not null default 0; -- what is 0 leaves before what is 1
alter table outbox add column about text; -- the subscription that it is for
drop index outbox_to_send;
create index outbox_to_send on outbox (priority, due_at) where state in ('waiting', 'sending');
