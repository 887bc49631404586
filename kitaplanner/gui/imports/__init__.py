"""Looking at what a source would change, before any of it is taken in."""
