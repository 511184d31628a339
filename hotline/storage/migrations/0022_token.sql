-- How often her own phone was rung; and the token by which she goes on from any phone: her reference and her own PIN.

alter table callbacks add column rings integer not null default 0; -- of her phone, since she last said when
alter table callbacks add column last_ring text not null default ''; -- the responder's ring in which hers rang
alter table callbacks add column said_at text not null default ''; -- when she named her hours anew
alter table callbacks add column pin_print text; -- of the reference and her PIN together

-- A row for each token that did not fit: what was guessed, and from where.
create table guesses (
    once_print text primary key not null,
    reference_print text not null,
    caller_print text not null,
    guessed_at text not null
);
create index guesses_by_time on guesses (guessed_at);
