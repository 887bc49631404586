"""The tab 進捗: what was reported on each initiative for a fiscal year, entered and counted."""
