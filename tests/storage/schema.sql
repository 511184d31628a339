CREATE INDEX alarms_to_delete on alarms (over_at) where over_at is not null;

CREATE INDEX audit_about on audit (about, number);

CREATE INDEX bars_by_end on bars (ends_at);

CREATE UNIQUE INDEX broadcasts_one_at_a_time on broadcasts ((1)) where state in ('running', 'paused');

CREATE INDEX callbacks_asked on callbacks (created_at) where asked_print is not null;

CREATE INDEX callbacks_assigned on callbacks (assigned) where assigned is not null;

CREATE INDEX callbacks_by_state on callbacks (state, due_at);

CREATE INDEX callbacks_closed_reference on callbacks (reference, created_at)
    where state in ('done', 'not_reached', 'withdrawn', 'expired');

CREATE INDEX callbacks_of_asker on callbacks (asked_print, created_at) where asked_print is not null;

CREATE INDEX callbacks_of_number on callbacks (number_print)
    where state in ('new', 'claimed', 'ringing', 'waiting');

CREATE UNIQUE INDEX callbacks_open_reference on callbacks (reference)
    where state in ('new', 'claimed', 'ringing', 'waiting');

CREATE INDEX callbacks_to_delete on callbacks (moved_at)
    where state in ('done', 'not_reached', 'withdrawn', 'expired');

CREATE INDEX callbacks_waiting on callbacks (since) where state in ('new', 'claimed', 'ringing', 'waiting');

CREATE INDEX claims_by_responder on claims (responder, claimed_at);

CREATE INDEX confirmations_by_end on confirmations (ends_at);

CREATE INDEX counted_turns_to_delete on counted_turns (counted_at);

CREATE INDEX drafts_by_time on drafts (made_at);

CREATE INDEX erasures_by_time on erasures (asked_at);

CREATE INDEX erasures_due on erasures (due_at);

CREATE INDEX guesses_by_time on guesses (guessed_at);

CREATE INDEX missed_by_number on missed (number_print, noted_at);

CREATE INDEX missed_by_time on missed (noted_at);

CREATE INDEX notes_by_time on notes (made_at);

CREATE INDEX notes_of_callback on notes (callback) where callback is not null;

CREATE INDEX notes_of_ring on notes (ring) where ring is not null;

CREATE INDEX outbox_late on outbox (drop_at) where state = 'waiting' and drop_at is not null;

CREATE INDEX outbox_of_number on outbox (number_print) where number_print is not null;

CREATE INDEX outbox_of_provider on outbox (provider_id) where provider_id is not null;

CREATE INDEX outbox_to_delete on outbox (moved_at) where state in ('sent', 'delivered', 'failed', 'dropped');

CREATE INDEX outbox_to_send on outbox (priority, due_at) where state in ('waiting', 'sending');

CREATE INDEX outbox_unheard on outbox (moved_at)
    where state = 'sent' and asked_at is null and kind = 'sms' and priority < 3;

CREATE INDEX pin_tries_to_delete on pin_tries (first_at);

CREATE INDEX rings_by_responder on rings (responder, started_at);

CREATE INDEX rings_by_time on rings (started_at);

CREATE INDEX rings_of_call on rings (call_print) where state in ('ringing', 'accepted');

CREATE INDEX rings_of_caller on rings (caller_print) where caller_print is not null;

CREATE INDEX rings_of_request on rings (callback) where callback is not null;

CREATE INDEX rings_of_wave on rings (wave_print);

CREATE UNIQUE INDEX rings_one_each on rings (responder) where state in ('ringing', 'accepted');

CREATE INDEX rings_to_ask_about on rings (ended_at)
    where accepted_at is not null and asks is null and result is null and asked_at is null;

CREATE INDEX rings_with_caller on rings (started_at) where caller_print is not null;

CREATE INDEX rings_with_request on rings (started_at) where request is not null;

CREATE INDEX sign_in_tries_to_delete on sign_in_tries (first_at);

CREATE INDEX staff_notes_of_callback on staff_notes (callback);

CREATE INDEX staff_sessions_by_staff on staff_sessions (staff);

CREATE INDEX staff_sessions_by_time on staff_sessions (seen_at);

CREATE INDEX stretches_by_end on stretches (ends_at);

CREATE INDEX subscriptions_by_time on subscriptions (look_at);

CREATE INDEX swap_questions_of_swap on swap_questions (swap);

CREATE INDEX swaps_by_end on swaps (ends_at);

CREATE INDEX swaps_by_giver on swaps (giver, ends_at);

CREATE INDEX turns_of_person on turns (identity_print) where identity_print is not null;

CREATE INDEX turns_with_place on turns (created_at) where place is not null;

CREATE INDEX turns_without_place on turns (created_at) where place is null;

CREATE INDEX warnings_by_time on warnings (warned_at);

CREATE TABLE alarms (
    kind text not null,
    about text not null,
    begun_at text not null,
    told_at text,
    over_at text,
    primary key (kind, about)
);

CREATE TABLE audit (
    number integer primary key not null,
    at text not null,
    who text not null,
    what text not null,
    about text not null,
    chain_print text not null
);

CREATE TABLE audit_end (
    id integer primary key not null,
    end_print text not null
);

CREATE TABLE bars (
    id text primary key not null,
    caller_print text not null unique,
    begun_at text not null,
    ends_at text not null
);

CREATE TABLE beats (
    name text primary key not null,
    at text not null
);

CREATE TABLE blocked (
    identity_print text primary key not null,
    blocked_at text not null
, no_calls integer not null default 0);

CREATE TABLE broadcasts (
    id text primary key not null,
    series text not null, -- of whom; empty is everybody
    words text not null, -- sealed
    state text not null,
    people integer not null,
    told integer not null default 0,
    parts integer not null default 0,
    begun_at text not null,
    moved_at text not null
);

CREATE TABLE callbacks (
    id text primary key not null,
    once_print text not null unique,
    reference text not null,
    number text not null, -- sealed
    number_print text not null,
    state text not null,
    subject text not null,
    language text not null,
    woman_only integer not null,
    safe_hours text not null,
    safe_days text not null,
    channel text not null,
    attempts integer not null,
    created_at text not null,
    due_at text not null,
    expires_at text not null,
    moved_at text not null
, lifted text not null default '', not_from text, code text not null default '', role text not null default '', any_language integer not null default 0, urgent integer not null default 0, since text not null default '', card text, asked_print text, assigned text references responders (id), rings integer not null default 0, last_ring text not null default '', said_at text not null default '', pin_print text);

CREATE TABLE claims (
    callback text primary key not null references callbacks (id) on delete cascade,
    responder text not null references responders (id),
    claimed_at text not null
);

CREATE TABLE closed_days (
    day text primary key not null
);

CREATE TABLE confirmations (
    responder text not null references responders (id),
    begins_at text not null,
    ends_at text not null,
    asked_at text not null,
    called_at text,
    confirmed_at text,
    absent_at text,
    primary key (responder, begins_at)
);

CREATE TABLE counted_turns (
    once_print text primary key not null,
    counted_at text not null
);

CREATE TABLE counted_until (
    what text primary key not null,
    until text not null
);

CREATE TABLE counts (
    sheet text primary key not null, -- month and measure, such as 2026-11|wanted
    counted text not null -- sealed
);

CREATE TABLE drafts (
    id text primary key not null,
    staff text not null references staff (id) on delete cascade,
    body text not null, -- sealed
    made_at text not null
);

CREATE TABLE erasures (
    id text primary key not null,
    number text not null, -- sealed
    asked_at text not null,
    due_at text not null
);

CREATE TABLE guesses (
    once_print text primary key not null,
    reference_print text not null,
    caller_print text not null,
    guessed_at text not null
);

CREATE TABLE line_tests (
    responder text primary key not null references responders (id),
    phone_print text not null,
    state text not null,
    tries integer not null,
    due_at text not null,
    tested_at text
);

CREATE TABLE migrations (name text primary key not null, fingerprint text not null);

CREATE TABLE missed (
    call_print text primary key not null,
    number_print text not null,
    state text not null, -- planned, heard, wrong
    errand text not null, -- its row in the outbox
    noted_at text not null
);

CREATE TABLE notes (
    id text primary key not null,
    callback text references callbacks (id) on delete cascade,
    ring text references rings (id) on delete cascade,
    responder text not null references responders (id),
    words text not null, -- sealed
    made_at text not null
);

CREATE TABLE outbox (
    id text primary key not null,
    once_print text not null unique,
    kind text not null,
    number text not null, -- sealed
    body text not null, -- sealed
    state text not null,
    attempts integer not null,
    due_at text not null, -- when it may be taken; while it is being sent, when it may be taken again
    provider_id text,
    error text,
    created_at text not null,
    moved_at text not null
, drop_at text, number_print text, priority integer not null default 0, about text, parts integer not null default 1, lost integer not null default 0, asked_at text);

CREATE TABLE pauses (
    id text primary key not null,
    first_day text not null,
    last_day text not null,
    from_hour integer not null,
    until_hour integer not null
);

CREATE TABLE pin_tries (
    responder text primary key not null,
    wrong integer not null,
    first_at text not null,
    last_print text not null,
    locked_until text
);

CREATE TABLE responders (
    id text primary key not null,
    name text not null, -- sealed
    phone text not null, -- sealed
    phone_print text not null unique,
    role text not null,
    gender text not null,
    languages text not null,
    pin text, -- sealed argon2 hash: four digits would be guessed from the hash alone
    active integer not null,
    changed_at text not null
, topics text not null default '', district text, most_minutes integer not null default 0, most_hard integer not null default 0, rest_minutes integer not null default 0, code text not null default '', feed text not null default '');

CREATE TABLE rings (
    id text primary key not null,
    once_print text not null unique,
    call_print text not null,
    responder text not null references responders (id),
    state text not null,
    outcome text,
    started_at text not null,
    accepted_at text,
    ended_at text
, wave_print text not null default '', caller_print text, hard integer not null default 0, callback text, asks text, result text, result_at text, asked_at text, request text);

CREATE TABLE roster_state (
    id integer primary key not null,
    version text not null
);

CREATE TABLE sendings (
    at text primary key not null,
    texts integer not null,
    paisa integer not null
);

CREATE TABLE service_hours (
    starts integer primary key not null,
    minutes integer not null
);

CREATE TABLE shifts (
    responder text not null references responders (id),
    starts integer not null,
    minutes integer not null,
    primary key (responder, starts)
);

CREATE TABLE sign_in_tries (
    name_print text primary key not null,
    wrong integer not null,
    first_at text not null,
    locked_until text
);

CREATE TABLE staff (
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

CREATE TABLE staff_notes (
    id text primary key not null,
    callback text not null references callbacks (id) on delete cascade,
    staff text not null references staff (id),
    words text not null, -- sealed
    made_at text not null
);

CREATE TABLE staff_sessions (
    id text primary key not null,
    token_print text not null unique,
    staff text not null references staff (id) on delete cascade,
    opened_at text not null,
    seen_at text not null
);

CREATE TABLE stretches (
    id text primary key not null,
    responder text not null references responders (id),
    is_on integer not null,
    begins_at text not null,
    ends_at text not null,
    why text not null,
    made_at text not null
);

CREATE TABLE subscriptions (
    id text primary key not null,
    identity_print text not null unique,
    number text not null, -- sealed
    series text not null,
    language text not null,
    weekday integer not null,
    hour integer not null,
    told text not null default '',
    before text not null default '',
    last text not null default '',
    silent integer not null default 0,
    broadcast text not null default '',
    unsent integer not null default 0,
    errand text,
    look_at text not null
);

CREATE TABLE swap_questions (
    swap text not null references swaps (id) on delete cascade,
    responder text not null references responders (id),
    primary key (responder, swap)
);

CREATE TABLE swaps (
    id text primary key not null,
    giver text not null references responders (id),
    taker text references responders (id),
    state text not null,
    begins_at text not null,
    ends_at text not null,
    made_at text not null
);

CREATE TABLE turns (
    message_print text primary key not null,
    reply text not null, -- sealed
    identity_print text, -- together with the place, or not at all
    place text, -- sealed
    created_at text not null
);

CREATE TABLE warnings (
    caller_print text primary key not null,
    call_print text not null,
    warned_at text not null
);

CREATE TRIGGER audit_is_kept before delete on audit
    begin select raise(abort, 'the audit is append-only'); end;

CREATE TRIGGER audit_stays_as_it_was before update on audit
    begin select raise(abort, 'the audit is append-only'); end;

CREATE TRIGGER closed_days_delete after delete on closed_days
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER closed_days_insert after insert on closed_days
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER closed_days_update after update on closed_days
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER responders_delete after delete on responders
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER responders_insert after insert on responders
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER responders_update after update on responders
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER service_hours_delete after delete on service_hours
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER service_hours_insert after insert on service_hours
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER service_hours_update after update on service_hours
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER shifts_delete after delete on shifts
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER shifts_insert after insert on shifts
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER shifts_update after update on shifts
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER stretches_delete after delete on stretches
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER stretches_insert after insert on stretches
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER stretches_update after update on stretches
    begin update roster_state set version = hex(randomblob(8)); end;

CREATE TRIGGER turns_forget_earlier after insert on turns when new.identity_print is not null
    begin update turns set identity_print = null, place = null
    where identity_print = new.identity_print and message_print <> new.message_print; end;
