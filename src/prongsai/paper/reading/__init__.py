"""From a file to records: container -> blocks (tables and paragraphs) -> the reading."""
