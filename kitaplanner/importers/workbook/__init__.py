"""Workbooks from outside, read in a process of its own with limits: cells, merges and shapes."""
