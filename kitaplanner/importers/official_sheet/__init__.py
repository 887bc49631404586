"""Reading official sheets that someone typed or drew."""

from kitaplanner.importers.official_sheet.reader import read_official_sheets

__all__ = ["read_official_sheets"]
