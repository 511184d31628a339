-- What waited too long is found by its time, however much else waits.

create index outbox_late on outbox (drop_at) where state = 'waiting' and drop_at is not null;
