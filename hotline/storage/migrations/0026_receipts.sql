-- A receipt may never come: the provider is asked once what became of a text. Not of those that go to a great many.

alter table outbox add column asked_at text;
create index outbox_unheard on outbox (moved_at)
    where state = 'sent' and asked_at is null and kind = 'sms' and priority < 3;
