-- One row for each text instead of a row in each of two tables: half as much to write before she is answered.
-- What the two held is dropped with them: this was never released, and nobody's place outlives a day anyway.

drop table conversations;
drop table replies;

create table turns (
    message_print text primary key not null,
    reply text not null, -- sealed
    identity_print text, -- together with the place, or not at all
    place text, -- sealed
    created_at text not null
);
create index turns_of_person on turns (identity_print) where identity_print is not null;
create index turns_with_place on turns (created_at) where place is not null;
create index turns_without_place on turns (created_at) where place is null;
-- Only the latest place of a person is kept.
create trigger turns_forget_earlier after insert on turns when new.identity_print is not null
    begin update turns set identity_print = null, place = null
    where identity_print = new.identity_print and message_print <> new.message_print; end;
