"""The window; the only place with Qt beside app."""
