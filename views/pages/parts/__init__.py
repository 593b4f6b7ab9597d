"""What pages are made of: frame, cards, lists of evidence, controls."""
