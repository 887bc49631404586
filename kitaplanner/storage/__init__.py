"""The plan document as one SQLite file; the only place with SQLAlchemy and Alembic."""
