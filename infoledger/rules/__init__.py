"""What facts are worth under a regulation: pure functions from facts to postings and standings."""
