"""Pure geometry in points: from a snapshot and a form to scenes and tables; no Qt, no ReportLab."""
