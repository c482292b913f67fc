"""From the editor's files to articles: the first two stages."""
