"""公示: draft, list, publishing, corrections, objections, approval. Knows what stands before it."""
