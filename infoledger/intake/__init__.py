"""What people bring: tables, drafts and lists of titles, turned into rows, text and matches."""
