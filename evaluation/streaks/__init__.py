"""称号 and how many years running a community holds it. Knows no other part."""
