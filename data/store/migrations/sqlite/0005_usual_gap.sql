-- The pause between two entries that is usual for a feed, in seconds: one that is silent for much longer is dead.
ALTER TABLE feed_state ADD COLUMN usual_gap REAL;
