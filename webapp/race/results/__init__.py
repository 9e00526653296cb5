"""Results: read from a timer's files, ranked, published as revisions, amended with a reason."""
