"""Who may read what the API tells of itself; what a token opens stands in ``api_rows.py``."""

from __future__ import annotations

from house.access import anybody

ROWS = [anybody("api:openapi")]
