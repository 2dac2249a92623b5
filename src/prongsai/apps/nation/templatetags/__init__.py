"""What templates of the country may say."""
