"""From hits and clauses to events: predicates, who does what to whom, status, dates."""
