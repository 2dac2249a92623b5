"""What officers see and do with disclosure."""
