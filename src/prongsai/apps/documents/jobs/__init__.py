"""What the worker does here: pages, bundles, the files of editions."""

from prongsai.apps.documents.jobs.editions import make_edition_files
from prongsai.apps.documents.jobs.printing import make_bundle, make_preview

__all__ = ["make_bundle", "make_edition_files", "make_preview"]
