"""The headings of a paper, numbered as its table of contents and its bookmarks know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prongsai.paper.writing.manuscript import Beside, Block, Contents, Manuscript, Paragraph, Role


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs outside tables, in order, those beside a picture too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Beside):
            yield from block.paragraphs


def headings_after(contents: Contents, manuscript: Manuscript) -> Iterator[tuple[int, Paragraph]]:
    """The headings that follow a table of contents, with their number in the paper from 1."""
    blocks = list(manuscript.blocks)
    place = next((i for i, block in enumerate(blocks) if block is contents), 0)
    before = len(list(_headings(blocks[:place])))
    yield from enumerate(_headings(blocks[place:]), before + 1)


def _headings(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    return (each for each in paragraphs_of(blocks) if each.role is Role.HEADING)
