-- Whose phone it is, whom to ask for, what we are to others, a code word, whether she may be texted.

alter table callbacks add column card text; -- sealed
