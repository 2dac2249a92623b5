"""Writing ODT: a manuscript as an OpenDocument text."""

from __future__ import annotations

from prongsai.paper.writing.manuscript import Manuscript
from prongsai.paper.writing.odt.body import Body
from prongsai.paper.writing.odt.names import make, written
from prongsai.paper.writing.odt.papers import meta
from prongsai.paper.writing.odt.styles import styles
from prongsai.paper.writing.packing import packed

_MIMETYPE = "application/vnd.oasis.opendocument.text"


def odt_bytes(manuscript: Manuscript) -> bytes:
    """The paper as an ODT with named styles, as LibreOffice opens and an office edits it."""
    body = Body(manuscript)
    parts = {
        "content.xml": written(body.content()),
        "styles.xml": written(styles(manuscript)),
        "meta.xml": written(meta(manuscript.properties)),
        **body.pictures,
    }
    return packed({"mimetype": _MIMETYPE.encode(), **parts, "META-INF/manifest.xml": _manifest(parts)})


def _manifest(parts: dict[str, bytes]) -> bytes:
    entries = {"/": _MIMETYPE, **{name: _media_type(name) for name in parts}}
    root = make(
        "manifest:manifest",
        {"manifest:version": "1.3"},
        *(
            make("manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": kind})
            for name, kind in entries.items()
        ),
    )
    return written(root)


def _media_type(name: str) -> str:
    from prongsai.paper.writing.pictures import MEDIA_TYPES

    return MEDIA_TYPES.get(name.rpartition(".")[2], "text/xml")
