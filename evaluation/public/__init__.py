"""What anyone sees: lists, titles, objections, open data, the feed, the list check."""
