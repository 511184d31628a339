-- Calls that hung up before the menu and are rung back; and those that did come to the menu, so that they are not.

create table missed (
    call_print text primary key not null,
    number_print text not null,
    state text not null, -- planned, heard, wrong
    errand text not null, -- its row in the outbox
    noted_at text not null
);
create index missed_by_number on missed (number_print, noted_at);
create index missed_by_time on missed (noted_at);
