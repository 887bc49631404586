"""Readers of files from outside; each gives a plan of changes and never writes."""
