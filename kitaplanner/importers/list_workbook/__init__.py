"""Lists: one row an initiative, one column a year; from workbooks and CSV files."""
