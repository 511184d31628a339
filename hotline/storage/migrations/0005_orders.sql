-- What responders order by phone: swaps, requests in somebody's hands, notes, and how often a PIN was wrong.

create table swaps (
    id text primary key not null,
    giver text not null references responders (id),
    taker text references responders (id),
    state text not null,
    begins_at text not null,
    ends_at text not null,
    made_at text not null
);
create index swaps_by_giver on swaps (giver, ends_at);
create index swaps_by_end on swaps (ends_at);

create table swap_questions (
    swap text not null references swaps (id) on delete cascade,
    responder text not null references responders (id),
    primary key (responder, swap)
);
create index swap_questions_of_swap on swap_questions (swap);

create table claims (
    callback text primary key not null references callbacks (id) on delete cascade,
    responder text not null references responders (id),
    claimed_at text not null
);
create index claims_by_responder on claims (responder, claimed_at);

create table notes (
    id text primary key not null,
    callback text references callbacks (id) on delete cascade,
    ring text references rings (id) on delete cascade,
    responder text not null references responders (id),
    words text not null, -- sealed
    made_at text not null
);
create index notes_of_callback on notes (callback) where callback is not null;
create index notes_of_ring on notes (ring) where ring is not null;
create index notes_by_time on notes (made_at);

create table pin_tries (
    responder text primary key not null references responders (id),
    wrong integer not null,
    first_at text not null,
    last_print text not null,
    locked_until text
);
create index pin_tries_to_delete on pin_tries (first_at);

-- A request is now also claimed, waiting again, or not reached in the end.
drop index callbacks_open_reference;
drop index callbacks_closed_reference;
drop index callbacks_of_number;
drop index callbacks_to_delete;
create unique index callbacks_open_reference on callbacks (reference)
    where state in ('new', 'claimed', 'ringing', 'waiting');
create index callbacks_closed_reference on callbacks (reference, created_at)
    where state in ('done', 'not_reached', 'withdrawn', 'expired');
create index callbacks_of_number on callbacks (number_print)
    where state in ('new', 'claimed', 'ringing', 'waiting');
create index callbacks_to_delete on callbacks (moved_at)
    where state in ('done', 'not_reached', 'withdrawn', 'expired');
