"""What the worker does here: links looked at, pages read, releases and exports put together."""
