-- Totals of each directed pair over all days: lists of pairs need not read every pair-day.
CREATE TABLE pair_total (
    actor     TEXT NOT NULL,
    recipient TEXT NOT NULL,
    stories   INTEGER NOT NULL,
    first_day TEXT NOT NULL,
    last_day  TEXT NOT NULL,
    PRIMARY KEY (actor, recipient)
) WITHOUT ROWID;
INSERT INTO pair_total (actor, recipient, stories, first_day, last_day)
SELECT actor, recipient, SUM(stories), MIN(day), MAX(day) FROM pair_day GROUP BY actor, recipient;
