-- Tries of the coordinator's PIN are counted like those of a responder's; she need not be on the roster.
create table tries_before as select * from pin_tries;
drop table pin_tries;
create table pin_tries (
    responder text primary key not null,
    wrong integer not null,
    first_at text not null,
    last_print text not null,
    locked_until text
);
insert into pin_tries select * from tries_before;
drop table tries_before;
create index pin_tries_to_delete on pin_tries (first_at);
