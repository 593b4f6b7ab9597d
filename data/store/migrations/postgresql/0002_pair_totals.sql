-- Totals of each directed pair over all days: lists of pairs need not read every pair-day.
CREATE TABLE pair_total (
    actor     TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    stories   BIGINT NOT NULL,
    first_day DATE NOT NULL,
    last_day  DATE NOT NULL,
    PRIMARY KEY (actor, recipient)
);
INSERT INTO pair_total (actor, recipient, stories, first_day, last_day)
SELECT actor, recipient, SUM(stories), MIN(day), MAX(day) FROM pair_day GROUP BY actor, recipient;
