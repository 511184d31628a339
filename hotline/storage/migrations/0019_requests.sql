-- What coordinators do with a request: who is asked first, what they note, and who did what to it.

alter table callbacks add column assigned text references responders (id);
create index callbacks_assigned on callbacks (assigned) where assigned is not null;

create table staff_notes (
    id text primary key not null,
    callback text not null references callbacks (id) on delete cascade,
    staff text not null references staff (id),
    words text not null, -- sealed
    made_at text not null
);
create index staff_notes_of_callback on staff_notes (callback);

create index rings_of_request on rings (callback) where callback is not null;
create index audit_about on audit (about, number);

-- Changes whenever the roster does, so that a process can keep what it has read.
create table roster_state (
    id integer primary key not null,
    version text not null
);
insert into roster_state (id, version) values (1, '');
create trigger responders_insert after insert on responders
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger responders_update after update on responders
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger responders_delete after delete on responders
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger shifts_insert after insert on shifts
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger shifts_update after update on shifts
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger shifts_delete after delete on shifts
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger stretches_insert after insert on stretches
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger stretches_update after update on stretches
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger stretches_delete after delete on stretches
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger service_hours_insert after insert on service_hours
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger service_hours_update after update on service_hours
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger service_hours_delete after delete on service_hours
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger closed_days_insert after insert on closed_days
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger closed_days_update after update on closed_days
    begin update roster_state set version = hex(randomblob(8)); end;
create trigger closed_days_delete after delete on closed_days
    begin update roster_state set version = hex(randomblob(8)); end;
