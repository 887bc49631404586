"""The exceptions of the program; what each means for the person in front of it.

    KitaError                  known: its text is a Japanese sentence that may be shown
    ├── UserError              the user can mend the input (exit status 3)
    │   ├── PlanFormatError    a plan as JSON that does not follow the schema
    │   ├── RefusedEdit        an edit that would break an invariant of the plan
    │   └── DocumentUnreadable a file that is no plan, or a damaged one
    ├── EnvironmentProblem     disk, permission or lock stands in the way (exit status 4)
    │   ├── NewerDocument      the file was written by a newer version
    │   ├── DocumentLocked     another person or window has the file open
    │   └── PublishConflict    the file changed on disk since it was opened
    └── Cancelled              the user stopped a long piece of work

Anything else that is raised is a bug and reaches the report dialog with a log.
"""

from __future__ import annotations


class KitaError(Exception):
    """A known problem; `str()` of it says in Japanese what happened and what to do."""


class UserError(KitaError):
    """The input can't be used as it is; the user can mend it."""


class PlanFormatError(UserError):
    """A plan in JSON breaks the schema; `path` says where, in the notation `$.outline[0].name`."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"計画のJSONを読み込めません。場所：{path}　理由：{reason}")
        self.path = path
        self.reason = reason


class RefusedEdit(UserError):
    """An edit was refused because the plan would no longer be sound; nothing was changed."""


class DocumentUnreadable(UserError):
    """A file is not a plan document, or is damaged; the file itself was not touched."""


class EnvironmentProblem(KitaError):
    """The machine or the file system stands in the way."""


class NewerDocument(EnvironmentProblem):
    """The document was written by a newer version of the program."""


class DocumentLocked(EnvironmentProblem):
    """Another process holds the document; the text says who, where and since when.

    `may_take_over` is true where the holder can't be asked from here: another computer, or a lock
    file that nobody can read. A living process on this computer is never robbed.
    """

    def __init__(self, message: str, *, may_take_over: bool = False) -> None:
        super().__init__(message)
        self.may_take_over = may_take_over


class PublishConflict(EnvironmentProblem):
    """The document on disk is no longer the one that was opened; nothing was overwritten."""


class Cancelled(KitaError):
    """The user cancelled a long piece of work; nothing was written."""
