-- A responder's calendar feed: its address holds this; another value makes every earlier address useless.

alter table responders add column feed text not null default '';
