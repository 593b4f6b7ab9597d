-- Stories outlive their articles: what a report added on its day is the past that later days are compared with, so it
-- stays when old articles are pruned. Only the reference to the event goes; the table is otherwise as before.
CREATE TABLE story_report_kept (
    story_id    TEXT NOT NULL REFERENCES story ON DELETE CASCADE,
    article_id  INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    actor       TEXT NOT NULL,   -- who does it in this report
    recipient   TEXT NOT NULL,
    mutual      INTEGER NOT NULL,-- 1: counts in both directions
    day         TEXT NOT NULL,   -- of the report
    outlet_id   TEXT NOT NULL,
    own_wording INTEGER NOT NULL,-- 1: adds an outlet; 0: a copy
    increment   REAL NOT NULL,   -- what it adds on its day: conflict above 0, cooperation below
    PRIMARY KEY (story_id, article_id, seq, actor, recipient)
) WITHOUT ROWID;
INSERT INTO story_report_kept
SELECT story_id, article_id, seq, actor, recipient, mutual, day, outlet_id, own_wording, increment FROM story_report;
DROP TABLE story_report;
ALTER TABLE story_report_kept RENAME TO story_report;
CREATE INDEX story_report_event ON story_report (article_id, seq);
CREATE INDEX story_report_day ON story_report (day);
