-- For a day it is known which phone asked for how many calls back, so that nobody asks for hundreds.

alter table callbacks add column asked_print text;
create index callbacks_of_asker on callbacks (asked_print, created_at) where asked_print is not null;
create index callbacks_asked on callbacks (created_at) where asked_print is not null;
