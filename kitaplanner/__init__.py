"""Kitaplanner: offline editing and printing of ward plans with a 年度別実施計画."""

__version__ = "0.1.0"
