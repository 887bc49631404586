"""The print preview: real pages, and their way to a printer."""
