"""What becomes of titles: nominations, re-reviews, their end. Knows streaks and year."""
