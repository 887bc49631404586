"""The names by which a plan inside a workbook is known: shared by who writes and who reads it."""

from __future__ import annotations

# The name of the XML around it; base64 of the plan's JSON stands in one element.
NAMESPACE = "urn:kitaplanner:plan"
ELEMENT = "plan"
