"""Tests of taking in what others wrote, in the real window."""
