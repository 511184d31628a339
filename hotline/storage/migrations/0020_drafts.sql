-- What somebody was shown before it is done: a roster file, for the hour in which she decides.

create table drafts (
    id text primary key not null,
    staff text not null references staff (id) on delete cascade,
    body text not null, -- sealed
    made_at text not null
);
create index drafts_by_time on drafts (made_at);
