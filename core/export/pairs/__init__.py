"""What reviewers did as preference data, and labels as lessons: what the fine-tune formats write."""
