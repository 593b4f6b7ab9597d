"""Article to indicator: sentences, events, tone, stories, pair-days, index. No network, no interface."""
