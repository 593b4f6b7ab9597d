-- Totals of each day: counts for the status line, and which article numbers a search of some days can be confined to.
CREATE TABLE day_total (
    day           DATE NOT NULL PRIMARY KEY,
    articles      INTEGER NOT NULL,
    events        INTEGER NOT NULL,
    stories       INTEGER NOT NULL,
    first_article BIGINT,           -- lowest and highest number of the day's articles; NULL where all were pruned
    last_article  BIGINT
);
INSERT INTO day_total (day, articles, events, stories, first_article, last_article)
SELECT c.day, SUM(c.articles), SUM(c.events), (SELECT COUNT(*) FROM story s WHERE s.day = c.day),
       (SELECT MIN(a.article_id) FROM article a WHERE a.day = c.day),
       (SELECT MAX(a.article_id) FROM article a WHERE a.day = c.day)
FROM coverage c GROUP BY c.day;
