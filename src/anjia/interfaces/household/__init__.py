"""The household's pages: a phone held in one hand, opened by an unguessable link."""
