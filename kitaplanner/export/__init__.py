"""Writers that put a scene or a table into a file; the only place with ReportLab."""
