"""What anybody sees and does with official papers: checking one."""
