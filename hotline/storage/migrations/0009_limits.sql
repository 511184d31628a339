-- What is to be sent to a number can be found by it, and a number that is nobody's of ours is never rung.

alter table outbox add column number_print text;
create index outbox_of_number on outbox (number_print) where number_print is not null;

alter table blocked add column no_calls integer not null default 0;
