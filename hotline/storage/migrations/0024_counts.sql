-- What is counted, by month: sealed, since a small count can be somebody; and how far counting has come.

create table counts (
    sheet text primary key not null, -- month and measure, such as 2026-11|wanted
    counted text not null -- sealed
);

-- Turns that were counted lately: a webhook that comes twice is counted once.
create table counted_turns (
    once_print text primary key not null,
    counted_at text not null
);
create index counted_turns_to_delete on counted_turns (counted_at);

create table counted_until (
    what text primary key not null,
    until text not null
);
