"""A plan as tables for machines, before they become files of one kind or another."""
