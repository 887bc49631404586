"""The window of committee papers (委員会資料)."""
