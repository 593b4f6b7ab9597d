-- The first schema, as in SQLite; what each table is for is said there. Codes and keys sort by bytes as they do there.
-- The file is one transaction; the engine keeps the number in schema_version. Needs a database in UTF-8.

-- Facts about the store itself: method version, `sample`, `pruned_until`, the last article number given.
CREATE TABLE meta (
    name  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Outlets as the catalogue described them at the last run: evidence must be groupable without the catalogue.
CREATE TABLE outlet (
    outlet_id       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name            TEXT COLLATE "C" NOT NULL,
    country         TEXT,  -- ISO 3166 alpha-3
    ownership       TEXT,  -- state, public, private, ...
    ownership_group TEXT NOT NULL,  -- sister outlets share it and count once
    camp            TEXT  -- whose media they are; NULL: nobody's
);

-- Words for the search: without accents, in any language alike.
CREATE FUNCTION unaccented(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    regexp_replace(normalize(words, NFD), '[' || chr(768) || '-' || chr(879) || ']', '', 'g');

-- One row an article: its current version. Superseded versions are in article_version.
CREATE TABLE article (
    article_id    BIGINT PRIMARY KEY,  -- given by the store, never used twice
    key           TEXT COLLATE "C" NOT NULL UNIQUE,  -- identity, 32 hex digits
    feed_id       TEXT COLLATE "C" NOT NULL,
    outlet_id     TEXT COLLATE "C" NOT NULL,  -- not a foreign key: imports name outlets of no catalogue
    guid          TEXT,
    url           TEXT,
    language      TEXT COLLATE "C",  -- ISO 639-1; NULL: not known
    title         TEXT NOT NULL,
    body          TEXT NOT NULL,
    published_at  TIMESTAMPTZ,  -- what the feed says, if plausible
    published_raw TEXT,  -- what the feed says, verbatim
    date_reason   TEXT,  -- why published_at is NULL or doubtful
    first_seen_at TIMESTAMPTZ NOT NULL,  -- the clock of the index
    day           DATE NOT NULL,  -- date of first_seen_at
    flags         TEXT NOT NULL,  -- JSON list
    content_hash  TEXT NOT NULL,  -- of title and body of this version
    version       INTEGER NOT NULL,  -- number of the current version, from 1 in order of arrival
    seen_at       TIMESTAMPTZ NOT NULL,  -- when this version was first seen
    hash_edits    INTEGER NOT NULL DEFAULT 0,  -- edits in a row that changed no date: churn is capped
    title_hash    BIGINT NOT NULL,  -- of the folded title: equal headlines of an outlet and day count once
    words         TSVECTOR GENERATED ALWAYS AS
                  (to_tsvector('simple'::regconfig, unaccented(title || ' ' || body))) STORED,
    CHECK (length(key) = 32),
    CHECK (version >= 1)
);
CREATE INDEX article_words ON article USING GIN (words);
-- Serves exposure and coverage without touching the wide rows.
CREATE INDEX article_day ON article (day, outlet_id, language, title_hash);

-- Superseded versions: what an article said before an edit.
CREATE TABLE article_version (
    article_id   BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    version      INTEGER NOT NULL,
    seen_at      TIMESTAMPTZ NOT NULL,
    content_hash TEXT NOT NULL,
    title        TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (article_id, version)
);

-- Whatever may tell an article again in its feed (hashes of guid, link, title and day); the first key stays.
CREATE TABLE alias (
    feed_id TEXT COLLATE "C" NOT NULL,
    alias   TEXT COLLATE "C" NOT NULL,
    key     TEXT COLLATE "C" NOT NULL,  -- outlives its article, so that what was taken down is known under another guid
    PRIMARY KEY (feed_id, alias)
);

-- Articles taken down: only a hash of their key is kept, so that they do not come back.
CREATE TABLE tombstone (
    key_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    taken_at TIMESTAMPTZ NOT NULL
);

-- What was coded of each article; a row stands from the start, with analyser NULL while there is work to do.
CREATE TABLE coding (
    article_id BIGINT PRIMARY KEY REFERENCES article (article_id) ON DELETE CASCADE,
    version    INTEGER,  -- the version whose text the events quote
    analyser   TEXT COLLATE "C",  -- version of code and lexicon; NULL: this version waits to be coded
    language   TEXT COLLATE "C",  -- the language it was coded as
    tone       DOUBLE PRECISION,  -- of the whole article, -1..1; NULL: no scorer
    reason     TEXT,  -- why nothing could be coded
    events     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX coding_analyser ON coding (analyser);

-- Events, replaced as a whole when their article is coded again.
CREATE TABLE event (
    article_id     BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    seq            INTEGER NOT NULL,  -- place in the article, from 0
    day            DATE NOT NULL,  -- the day it counts for (of the article)
    language       TEXT COLLATE "C",
    outlet_id      TEXT COLLATE "C" NOT NULL,
    actor          TEXT COLLATE "C" NOT NULL,  -- JSON list of codes
    recipient      TEXT COLLATE "C" NOT NULL,  -- JSON list of codes
    event_type     TEXT NOT NULL,  -- PLOVER
    mode           TEXT,
    quad           TEXT NOT NULL,
    status         TEXT NOT NULL,
    score          DOUBLE PRECISION NOT NULL,  -- -10..10
    event_day      DATE,  -- the day the text gives
    place          TEXT,
    evidence       TEXT NOT NULL,  -- = text of the coded version [evidence_from:evidence_to]
    evidence_from  INTEGER NOT NULL,  -- code points
    evidence_to    INTEGER NOT NULL,
    confidence     DOUBLE PRECISION NOT NULL,
    rules          TEXT NOT NULL,  -- JSON list
    PRIMARY KEY (article_id, seq),
    CHECK (quad IN ('verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict')),
    CHECK (score BETWEEN -10 AND 10)
);
CREATE INDEX event_day ON event (day, language, event_type, quad, status, outlet_id);

-- Every actor with every recipient of an event: covers series and lists of a pair without the wide rows.
CREATE TABLE event_pair (
    actor      TEXT COLLATE "C" NOT NULL,
    recipient  TEXT COLLATE "C" NOT NULL,
    day        DATE NOT NULL,
    article_id BIGINT NOT NULL,
    seq        INTEGER NOT NULL,
    language   TEXT COLLATE "C",
    event_type TEXT NOT NULL,
    quad       TEXT NOT NULL,
    status     TEXT NOT NULL,
    outlet_id  TEXT COLLATE "C" NOT NULL,
    score      DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (actor, recipient, day, article_id, seq)
);

-- Tone of the sentences that name actors.
CREATE TABLE tone_reading (
    article_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    seq        INTEGER NOT NULL,
    words_from INTEGER NOT NULL,
    words_to   INTEGER NOT NULL,
    tone       DOUBLE PRECISION NOT NULL,
    actors     TEXT NOT NULL,  -- JSON list
    PRIMARY KEY (article_id, seq)
);

-- Sentences by the two actors they name (undirected: first < second).
CREATE TABLE tone_pair (
    first      TEXT COLLATE "C" NOT NULL,
    second     TEXT COLLATE "C" NOT NULL,
    day        DATE NOT NULL,
    article_id BIGINT NOT NULL,
    seq        INTEGER NOT NULL,
    outlet_id  TEXT COLLATE "C" NOT NULL,
    language   TEXT COLLATE "C",
    tone       DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (first, second, day, article_id, seq)
);

-- What was monitored, by day, outlet and language: recomputed for touched cells, kept when articles are pruned.
CREATE TABLE coverage (
    day       DATE NOT NULL,
    outlet_id TEXT COLLATE "C" NOT NULL,
    language  TEXT COLLATE "C" NOT NULL,  -- '' where not known
    articles  INTEGER NOT NULL,
    headlines INTEGER NOT NULL,  -- unique titles
    events    INTEGER NOT NULL,
    PRIMARY KEY (day, outlet_id, language)
);

-- Stories: one event between two actors as told by all its reports.
CREATE TABLE story (
    story_id    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    pair        TEXT COLLATE "C" NOT NULL,  -- undirected, codes in order: IRN-USA
    day         DATE NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,  -- as most reports have them
    recipient   TEXT COLLATE "C" NOT NULL,
    event_type  TEXT NOT NULL,
    mode        TEXT,
    quad        TEXT NOT NULL,
    status      TEXT NOT NULL,
    score       DOUBLE PRECISION NOT NULL,
    event_day   DATE,
    expectation TEXT  -- of something planned: open, held, failed, missed
);
CREATE INDEX story_day ON story (day);
CREATE INDEX story_pair ON story (pair, day);

CREATE TABLE story_report (
    story_id    TEXT COLLATE "C" NOT NULL REFERENCES story (story_id) ON DELETE CASCADE,
    article_id  BIGINT NOT NULL,
    seq         INTEGER NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,  -- who does it in this report
    recipient   TEXT COLLATE "C" NOT NULL,
    mutual      INTEGER NOT NULL,  -- 1: counts in both directions
    day         DATE NOT NULL,  -- of the report
    outlet_id   TEXT COLLATE "C" NOT NULL,
    own_wording INTEGER NOT NULL,  -- 1: adds an outlet; 0: a copy
    increment   DOUBLE PRECISION NOT NULL,  -- what it adds on its day: conflict above 0, cooperation below
    PRIMARY KEY (story_id, article_id, seq, actor, recipient),
    FOREIGN KEY (article_id, seq) REFERENCES event (article_id, seq) ON DELETE CASCADE
);
CREATE INDEX story_report_event ON story_report (article_id, seq);
CREATE INDEX story_report_day ON story_report (day);

-- Directed pairs by day, recomputed from stories for the touched days, kept when stories are pruned.
CREATE TABLE pair_day (
    actor                TEXT COLLATE "C" NOT NULL,
    recipient            TEXT COLLATE "C" NOT NULL,
    day                  DATE NOT NULL,
    stories              INTEGER NOT NULL,  -- that begin on this day
    reports              INTEGER NOT NULL,
    outlets              INTEGER NOT NULL,
    conflict             DOUBLE PRECISION NOT NULL,  -- sum of increments above 0
    cooperation          DOUBLE PRECISION NOT NULL,  -- sum of increments below 0, as a positive number
    verbal_cooperation   INTEGER NOT NULL,  -- stories by quad
    material_cooperation INTEGER NOT NULL,
    verbal_conflict      INTEGER NOT NULL,
    material_conflict    INTEGER NOT NULL,
    PRIMARY KEY (actor, recipient, day)
);
CREATE INDEX pair_day_day ON pair_day (day);

-- The daily index of each pair (IRN-USA undirected, USA>IRN directed) as the method computed it.
CREATE TABLE pair_index (
    pair         TEXT COLLATE "C" NOT NULL,
    day          DATE NOT NULL,
    state        TEXT COLLATE "C",
    direction_p  DOUBLE PRECISION,
    balance      DOUBLE PRECISION,
    balance_low  DOUBLE PRECISION,
    balance_high DOUBLE PRECISION,
    level        DOUBLE PRECISION,
    level_low    DOUBLE PRECISION,
    level_high   DOUBLE PRECISION,
    conflict     DOUBLE PRECISION,
    cooperation  DOUBLE PRECISION,
    exposure     DOUBLE PRECISION,
    stories      DOUBLE PRECISION,
    outlets      DOUBLE PRECISION,
    method       TEXT NOT NULL,
    further      TEXT,  -- JSON object of further columns
    PRIMARY KEY (pair, day)
);
CREATE INDEX pair_index_day ON pair_index (day);

CREATE TABLE alert (
    pair        TEXT COLLATE "C" NOT NULL,
    day         DATE NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    direction_p DOUBLE PRECISION,
    further     TEXT NOT NULL,  -- JSON object: reasons and whatever else explains it
    PRIMARY KEY (pair, day, state)
);
CREATE INDEX alert_day ON alert (day);

-- Sentences that a feed repeats (learned boilerplate): the articles they were seen in, by a short hash, up to a cap.
CREATE TABLE sentence_seen (
    feed_id  TEXT COLLATE "C" NOT NULL,
    hash     TEXT COLLATE "C" NOT NULL,
    articles TEXT NOT NULL,  -- first 8 hex digits of each article key, side by side
    PRIMARY KEY (feed_id, hash)
);

-- What polling must remember of a feed between runs.
CREATE TABLE feed_state (
    feed_id        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    url            TEXT NOT NULL,
    etag           TEXT,
    last_modified  TEXT,
    body_hash      TEXT,
    next_check_at  TIMESTAMPTZ,
    checked_at     TIMESTAMPTZ,
    succeeded_at   TIMESTAMPTZ,
    newest_item_at TIMESTAMPTZ,
    failures       INTEGER NOT NULL,
    empties        INTEGER NOT NULL,
    state          TEXT COLLATE "C" NOT NULL,
    reason         TEXT,
    message        TEXT,
    moved_to       TEXT,
    moved_since    TIMESTAMPTZ,
    usual_items    DOUBLE PRECISION
);

CREATE TABLE run (
    run_id     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at   TIMESTAMPTZ,
    exit_code  INTEGER,
    kind       TEXT NOT NULL,
    note       TEXT
);
CREATE INDEX run_started ON run (started_at);

CREATE TABLE feed_run (
    feed_id         TEXT COLLATE "C" NOT NULL,
    started_at      TIMESTAMPTZ NOT NULL,
    run_id          TEXT COLLATE "C" NOT NULL,
    outcome         TEXT NOT NULL,
    http_status     INTEGER,
    bytes           INTEGER NOT NULL,
    milliseconds    INTEGER NOT NULL,
    new_articles    INTEGER NOT NULL,
    changed         INTEGER NOT NULL,
    unchanged       INTEGER NOT NULL,
    duplicate       INTEGER NOT NULL,
    rejected        TEXT NOT NULL,  -- JSON object: reason -> count
    reason          TEXT,
    message         TEXT,
    PRIMARY KEY (feed_id, started_at, run_id)
);
CREATE INDEX feed_run_run ON feed_run (run_id);
CREATE INDEX feed_run_started ON feed_run (started_at);

-- Series of others (published indices, prices) that charts may show beside ours.
CREATE TABLE external_series (
    name   TEXT COLLATE "C" NOT NULL,
    day    DATE NOT NULL,
    value  DOUBLE PRECISION NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (name, day)
);
