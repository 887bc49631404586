"""Dialogs, each in its own file, with a class method `ask`."""
