-- Stories outlive their articles: what a report added on its day is the past that later days are compared with, so it
-- stays when old articles are pruned.
ALTER TABLE story_report DROP CONSTRAINT story_report_article_id_seq_fkey;
