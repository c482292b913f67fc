"""Stage 3: an article becomes facts, each with the words that prove it."""
