"""Every user action that changes or produces a document, one module a subject."""
