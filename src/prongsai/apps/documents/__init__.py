"""The printing house: official papers from content that is handed in: number, version, sign-off, seal, verify."""
