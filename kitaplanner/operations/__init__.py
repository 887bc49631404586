"""Every user action that changes or produces a document, one module a subject.

An operation is `verb_noun(document, ...) -> Change | None`: it computes the new plan with the pure
functions of `domain` and commits it in one transaction with its journal entry; None means that
nothing was different. An operation that is refused raises RefusedEdit and leaves all as it was.
"""
