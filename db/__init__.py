"""The database: tables, engines, migrations and queries. SQLAlchemy is imported here and nowhere else."""
