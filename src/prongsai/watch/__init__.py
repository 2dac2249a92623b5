"""Looks at an agency's pages on the web, politely and from outside: what came back, never a verdict."""
