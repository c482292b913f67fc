"""Learning: the labelled corpus, the training of the models, and their scores."""
