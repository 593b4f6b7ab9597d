-- The first schema. Days are ISO text (YYYY-MM-DD), times ISO text in UTC with microseconds and Z; lists are JSON text.
-- The file is one transaction; PRAGMA user_version and application_id are set by the engine.

-- Facts about the store itself: method version, `sample`, `pruned_until`, the last article number given.
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Outlets as the catalogue described them at the last run: evidence must be groupable without the catalogue.
CREATE TABLE outlet (
    outlet_id       TEXT NOT NULL PRIMARY KEY,
    name            TEXT NOT NULL,
    country         TEXT,            -- ISO 3166 alpha-3
    ownership       TEXT,            -- state, public, private, ...
    ownership_group TEXT NOT NULL,   -- sister outlets share it and count once
    camp            TEXT             -- whose media they are; NULL: nobody's
) WITHOUT ROWID;

-- One row an article: its current version. Superseded versions are in article_version.
CREATE TABLE article (
    article_id    INTEGER PRIMARY KEY,       -- given by the store, never used twice
    key           TEXT NOT NULL UNIQUE,      -- identity, 32 hex digits
    feed_id       TEXT NOT NULL,
    outlet_id     TEXT NOT NULL,             -- not a foreign key: imports name outlets of no catalogue
    guid          TEXT,
    url           TEXT,
    language      TEXT,                      -- ISO 639-1; NULL: not known
    title         TEXT NOT NULL,
    body          TEXT NOT NULL,
    published_at  TEXT,                      -- what the feed says, if plausible
    published_raw TEXT,                      -- what the feed says, verbatim
    date_reason   TEXT,                      -- why published_at is NULL or doubtful
    first_seen_at TEXT NOT NULL,             -- the clock of the index
    day           TEXT NOT NULL,             -- date of first_seen_at
    flags         TEXT NOT NULL,             -- JSON list
    content_hash  TEXT NOT NULL,             -- of title and body of this version
    version       INTEGER NOT NULL,          -- number of the current version, from 1 in order of arrival
    seen_at       TEXT NOT NULL,             -- when this version was first seen
    hash_edits    INTEGER NOT NULL DEFAULT 0,-- edits in a row that changed no date: churn is capped
    title_hash    INTEGER NOT NULL,          -- of the folded title: equal headlines of an outlet and day count once
    CHECK (length(key) = 32),
    CHECK (version >= 1)
);
-- Serves exposure and coverage without touching the wide rows.
CREATE INDEX article_day ON article (day, outlet_id, language, title_hash);

-- Superseded versions: what an article said before an edit.
CREATE TABLE article_version (
    article_id   INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    version      INTEGER NOT NULL,
    seen_at      TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    title        TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (article_id, version)
) WITHOUT ROWID;

-- Whatever may tell an article again in its feed (hashes of guid, link, title and day); the first key stays.
CREATE TABLE alias (
    feed_id TEXT NOT NULL,
    alias   TEXT NOT NULL,
    key     TEXT NOT NULL,   -- outlives its article, so that what was taken down is known under another guid
    PRIMARY KEY (feed_id, alias)
) WITHOUT ROWID;

-- Articles taken down: only a hash of their key is kept, so that they do not come back.
CREATE TABLE tombstone (
    key_hash TEXT NOT NULL PRIMARY KEY,
    taken_at TEXT NOT NULL
) WITHOUT ROWID;

-- Full-text search over title and body; the words are not stored twice.
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, body, content = 'article', content_rowid = 'article_id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER article_words_insert AFTER INSERT ON article BEGIN
    INSERT INTO article_words (rowid, title, body) VALUES (new.article_id, new.title, new.body);
END;
CREATE TRIGGER article_words_delete AFTER DELETE ON article BEGIN
    INSERT INTO article_words (article_words, rowid, title, body)
    VALUES ('delete', old.article_id, old.title, old.body);
END;
CREATE TRIGGER article_words_update AFTER UPDATE OF title, body ON article BEGIN
    INSERT INTO article_words (article_words, rowid, title, body)
    VALUES ('delete', old.article_id, old.title, old.body);
    INSERT INTO article_words (rowid, title, body) VALUES (new.article_id, new.title, new.body);
END;

-- What was coded of each article; a row stands from the start, with analyser NULL while there is work to do.
CREATE TABLE coding (
    article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    version    INTEGER,          -- the version whose text the events quote
    analyser   TEXT,             -- version of code and lexicon; NULL: this version waits to be coded
    language   TEXT,             -- the language it was coded as
    tone       REAL,             -- of the whole article, -1..1; NULL: no scorer
    reason     TEXT,             -- why nothing could be coded
    events     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX coding_analyser ON coding (analyser);

-- Events, replaced as a whole when their article is coded again.
CREATE TABLE event (
    article_id     INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    seq            INTEGER NOT NULL,     -- place in the article, from 0
    day            TEXT NOT NULL,        -- the day it counts for (of the article)
    language       TEXT,
    outlet_id      TEXT NOT NULL,
    actor          TEXT NOT NULL,        -- JSON list of codes
    recipient      TEXT NOT NULL,        -- JSON list of codes
    event_type     TEXT NOT NULL,        -- PLOVER
    mode           TEXT,
    quad           TEXT NOT NULL,
    status         TEXT NOT NULL,
    score          REAL NOT NULL,        -- -10..10
    event_day      TEXT,                 -- the day the text gives
    place          TEXT,
    evidence       TEXT NOT NULL,        -- = text of the coded version [evidence_from:evidence_to]
    evidence_from  INTEGER NOT NULL,     -- code points
    evidence_to    INTEGER NOT NULL,
    confidence     REAL NOT NULL,
    rules          TEXT NOT NULL,        -- JSON list
    PRIMARY KEY (article_id, seq),
    CHECK (quad IN ('verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict')),
    CHECK (score BETWEEN -10 AND 10)
) WITHOUT ROWID;
CREATE INDEX event_day ON event (day, language, event_type, quad, status, outlet_id);

-- Every actor with every recipient of an event: covers series and lists of a pair without the wide rows.
CREATE TABLE event_pair (
    actor      TEXT NOT NULL,
    recipient  TEXT NOT NULL,
    day        TEXT NOT NULL,
    article_id INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    language   TEXT,
    event_type TEXT NOT NULL,
    quad       TEXT NOT NULL,
    status     TEXT NOT NULL,
    outlet_id  TEXT NOT NULL,
    score      REAL NOT NULL,
    PRIMARY KEY (actor, recipient, day, article_id, seq)
) WITHOUT ROWID;

-- Tone of the sentences that name actors.
CREATE TABLE tone_reading (
    article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    seq        INTEGER NOT NULL,
    words_from INTEGER NOT NULL,
    words_to   INTEGER NOT NULL,
    tone       REAL NOT NULL,
    actors     TEXT NOT NULL,    -- JSON list
    PRIMARY KEY (article_id, seq)
) WITHOUT ROWID;

-- Sentences by the two actors they name (undirected: first < second).
CREATE TABLE tone_pair (
    first      TEXT NOT NULL,
    second     TEXT NOT NULL,
    day        TEXT NOT NULL,
    article_id INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    outlet_id  TEXT NOT NULL,
    language   TEXT,
    tone       REAL NOT NULL,
    PRIMARY KEY (first, second, day, article_id, seq)
) WITHOUT ROWID;

-- What was monitored, by day, outlet and language: recomputed for touched cells, kept when articles are pruned.
CREATE TABLE coverage (
    day       TEXT NOT NULL,
    outlet_id TEXT NOT NULL,
    language  TEXT NOT NULL,     -- '' where not known
    articles  INTEGER NOT NULL,
    headlines INTEGER NOT NULL,  -- unique titles
    events    INTEGER NOT NULL,
    PRIMARY KEY (day, outlet_id, language)
) WITHOUT ROWID;

-- Stories: one event between two actors as told by all its reports.
CREATE TABLE story (
    story_id    TEXT NOT NULL PRIMARY KEY,
    pair        TEXT NOT NULL,   -- undirected, codes in order: IRN-USA
    day         TEXT NOT NULL,
    actor       TEXT NOT NULL,   -- as most reports have them
    recipient   TEXT NOT NULL,
    event_type  TEXT NOT NULL,
    mode        TEXT,
    quad        TEXT NOT NULL,
    status      TEXT NOT NULL,
    score       REAL NOT NULL,
    event_day   TEXT,
    expectation TEXT             -- of something planned: open, held, failed, missed
) WITHOUT ROWID;
CREATE INDEX story_day ON story (day);
CREATE INDEX story_pair ON story (pair, day);

CREATE TABLE story_report (
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
    PRIMARY KEY (story_id, article_id, seq, actor, recipient),
    FOREIGN KEY (article_id, seq) REFERENCES event ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX story_report_event ON story_report (article_id, seq);
CREATE INDEX story_report_day ON story_report (day);

-- Directed pairs by day, recomputed from stories for the touched days, kept when stories are pruned.
CREATE TABLE pair_day (
    actor                TEXT NOT NULL,
    recipient            TEXT NOT NULL,
    day                  TEXT NOT NULL,
    stories              INTEGER NOT NULL,  -- that begin on this day
    reports              INTEGER NOT NULL,
    outlets              INTEGER NOT NULL,
    conflict             REAL NOT NULL,     -- sum of increments above 0
    cooperation          REAL NOT NULL,     -- sum of increments below 0, as a positive number
    verbal_cooperation   INTEGER NOT NULL,  -- stories by quad
    material_cooperation INTEGER NOT NULL,
    verbal_conflict      INTEGER NOT NULL,
    material_conflict    INTEGER NOT NULL,
    PRIMARY KEY (actor, recipient, day)
) WITHOUT ROWID;
CREATE INDEX pair_day_day ON pair_day (day);

-- The daily index of each pair (IRN-USA undirected, USA>IRN directed) as the method computed it.
CREATE TABLE pair_index (
    pair         TEXT NOT NULL,
    day          TEXT NOT NULL,
    state        TEXT,
    direction_p  REAL,
    balance      REAL,
    balance_low  REAL,
    balance_high REAL,
    level        REAL,
    level_low    REAL,
    level_high   REAL,
    conflict     REAL,
    cooperation  REAL,
    exposure     REAL,
    stories      REAL,
    outlets      REAL,
    method       TEXT NOT NULL,
    further      TEXT,             -- JSON object of further columns
    PRIMARY KEY (pair, day)
) WITHOUT ROWID;
CREATE INDEX pair_index_day ON pair_index (day);

CREATE TABLE alert (
    pair        TEXT NOT NULL,
    day         TEXT NOT NULL,
    state       TEXT NOT NULL,
    direction_p REAL,
    further     TEXT NOT NULL,     -- JSON object: reasons and whatever else explains it
    PRIMARY KEY (pair, day, state)
) WITHOUT ROWID;
CREATE INDEX alert_day ON alert (day);

-- Sentences that a feed repeats (learned boilerplate): the articles they were seen in, by a short hash, up to a cap.
CREATE TABLE sentence_seen (
    feed_id  TEXT NOT NULL,
    hash     TEXT NOT NULL,
    articles TEXT NOT NULL,       -- first 8 hex digits of each article key, side by side
    PRIMARY KEY (feed_id, hash)
) WITHOUT ROWID;

-- What polling must remember of a feed between runs.
CREATE TABLE feed_state (
    feed_id        TEXT NOT NULL PRIMARY KEY,
    url            TEXT NOT NULL,
    etag           TEXT,
    last_modified  TEXT,
    body_hash      TEXT,
    next_check_at  TEXT,
    checked_at     TEXT,
    succeeded_at   TEXT,
    newest_item_at TEXT,
    failures       INTEGER NOT NULL,
    empties        INTEGER NOT NULL,
    state          TEXT NOT NULL,
    reason         TEXT,
    message        TEXT,
    moved_to       TEXT,
    moved_since    TEXT,
    usual_items    REAL
) WITHOUT ROWID;

CREATE TABLE run (
    run_id     TEXT NOT NULL PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at   TEXT,
    exit_code  INTEGER,
    kind       TEXT NOT NULL,
    note       TEXT
) WITHOUT ROWID;
CREATE INDEX run_started ON run (started_at);

CREATE TABLE feed_run (
    feed_id         TEXT NOT NULL,
    started_at      TEXT NOT NULL,
    run_id          TEXT NOT NULL,
    outcome         TEXT NOT NULL,
    http_status     INTEGER,
    bytes           INTEGER NOT NULL,
    milliseconds    INTEGER NOT NULL,
    new_articles    INTEGER NOT NULL,
    changed         INTEGER NOT NULL,
    unchanged       INTEGER NOT NULL,
    duplicate       INTEGER NOT NULL,
    rejected        TEXT NOT NULL,   -- JSON object: reason -> count
    reason          TEXT,
    message         TEXT,
    PRIMARY KEY (feed_id, started_at, run_id)
) WITHOUT ROWID;
CREATE INDEX feed_run_run ON feed_run (run_id);
CREATE INDEX feed_run_started ON feed_run (started_at);

-- Series of others (published indices, prices) that charts may show beside ours.
CREATE TABLE external_series (
    name   TEXT NOT NULL,
    day    TEXT NOT NULL,
    value  REAL NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (name, day)
) WITHOUT ROWID;
