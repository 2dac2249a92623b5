"""What officers see and do with official papers."""
