-- Who may enter the staff pages, who is there now, and what staff did and saw.

create table staff (
    id text primary key not null,
    name text not null, -- sealed
    name_print text not null unique,
    role text not null,
    responder text references responders (id),
    language text not null,
    password text, -- sealed argon2 hash
    second_factor text, -- sealed
    last_code integer not null default 0,
    recovery text, -- sealed
    invite_print text unique,
    invited_until text,
    active integer not null,
    made_at text not null
);

create table staff_sessions (
    id text primary key not null,
    token_print text not null unique,
    staff text not null references staff (id) on delete cascade,
    opened_at text not null,
    seen_at text not null
);
create index staff_sessions_by_staff on staff_sessions (staff);
create index staff_sessions_by_time on staff_sessions (seen_at);

create table sign_in_tries (
    name_print text primary key not null,
    wrong integer not null,
    first_at text not null,
    locked_until text
);
create index sign_in_tries_to_delete on sign_in_tries (first_at);

-- Each row's hash is made of the row and of the hash before it; audit_end holds what only the last one can have.
create table audit (
    number integer primary key not null,
    at text not null,
    who text not null,
    what text not null,
    about text not null,
    chain_print text not null
);
create trigger audit_stays_as_it_was before update on audit
    begin select raise(abort, 'the audit is append-only'); end;
create trigger audit_is_kept before delete on audit
    begin select raise(abort, 'the audit is append-only'); end;

create table audit_end (
    id integer primary key not null,
    end_print text not null
);

-- The oldest that wait are shown first.
create index callbacks_waiting on callbacks (since) where state in ('new', 'claimed', 'ringing', 'waiting');
