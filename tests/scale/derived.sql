-- Tables that follow from others, each written in the order of its key.
INSERT INTO event_pair (actor, recipient, day, article_id, seq, language, event_type, quad, status, outlet_id, score)
SELECT json_extract(actor, '$[0]') AS one, json_extract(recipient, '$[0]') AS other, day, article_id, seq, language,
       event_type, quad, status, outlet_id, score
FROM event ORDER BY one, other, day, article_id, seq;

INSERT INTO tone_pair (first, second, day, article_id, seq, outlet_id, language, tone)
SELECT min(json_extract(t.actors, '$[0]'), json_extract(t.actors, '$[1]')) AS one,
       max(json_extract(t.actors, '$[0]'), json_extract(t.actors, '$[1]')) AS other,
       a.day, t.article_id, t.seq, a.outlet_id, a.language, t.tone
FROM tone_reading t JOIN article a ON a.article_id = t.article_id ORDER BY one, other, a.day, t.article_id, t.seq;

INSERT INTO coverage (day, outlet_id, language, articles, headlines, events)
SELECT a.day, a.outlet_id, a.language, COUNT(*), COUNT(DISTINCT a.title_hash), SUM(c.events)
FROM article a JOIN coding c ON c.article_id = a.article_id GROUP BY a.day, a.outlet_id, a.language;

INSERT INTO pair_day (actor, recipient, day, stories, reports, outlets, conflict, cooperation, verbal_cooperation,
                      material_cooperation, verbal_conflict, material_conflict)
SELECT r.actor, r.recipient, r.day, COUNT(DISTINCT r.story_id), COUNT(*), COUNT(DISTINCT r.outlet_id),
       SUM(r.increment), 0.0,
       COUNT(DISTINCT CASE WHEN s.quad = 'verbal_cooperation' THEN r.story_id END),
       COUNT(DISTINCT CASE WHEN s.quad = 'material_cooperation' THEN r.story_id END),
       COUNT(DISTINCT CASE WHEN s.quad = 'verbal_conflict' THEN r.story_id END),
       COUNT(DISTINCT CASE WHEN s.quad = 'material_conflict' THEN r.story_id END)
FROM story_report r JOIN story s ON s.story_id = r.story_id GROUP BY r.actor, r.recipient, r.day;

INSERT INTO pair_total (actor, recipient, stories, first_day, last_day)
SELECT actor, recipient, SUM(stories), MIN(day), MAX(day) FROM pair_day GROUP BY actor, recipient;

INSERT INTO day_total (day, articles, events, stories, first_article, last_article)
SELECT c.day, SUM(c.articles), SUM(c.events), (SELECT COUNT(*) FROM story s WHERE s.day = c.day),
       (SELECT MIN(a.article_id) FROM article a WHERE a.day = c.day),
       (SELECT MAX(a.article_id) FROM article a WHERE a.day = c.day)
FROM coverage c GROUP BY c.day;

INSERT INTO article_words (article_words) VALUES ('rebuild');
