"""What comes in and what it means (研判), reckoned from plain rows: no database, no files, no terminal."""
