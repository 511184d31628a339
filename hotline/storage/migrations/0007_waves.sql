-- Several phones are rung at once; a request keeps what the caller was promised and whom she asked for.

alter table rings add column wave_print text not null default '';
alter table rings add column caller_print text; -- a keyed hash; none for a withheld number
alter table rings add column hard integer not null default 0;
create index rings_of_wave on rings (wave_print);

alter table callbacks add column lifted text not null default '';
alter table callbacks add column not_from text; -- sealed
alter table callbacks add column code text not null default '';
alter table callbacks add column role text not null default '';
alter table callbacks add column any_language integer not null default 0;
alter table callbacks add column urgent integer not null default 0;
alter table callbacks add column since text not null default '';
