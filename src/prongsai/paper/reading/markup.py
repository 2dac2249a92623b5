"""Mark-up left in plain text: tags, emphasis and entities go, the breaks they meant stay as line breaks."""

from __future__ import annotations

import html
import re

_BREAKING = re.compile(r"\s*<\s*/?\s*(?:p|br|div|li|ul|ol|tr)\b[^<>]{0,200}>\s*", re.IGNORECASE)
_TAG = re.compile(
    r"<\s*/?\s*(?:u|b|i|s|a|em|strong|span|font|center|sup|sub|small|big|mark|ins|del|strike|o:p|img|h[1-6])\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*{2,3}|(?<!_)__(?!_)|(?<!\\)`")
_ESCAPE = re.compile(r"\\([*_#|`~<>\[\]().!+-])")


def without_markup(text: str) -> str:
    """The words of a text that still carries HTML or Markdown: paragraph and line tags become line breaks."""
    text = _TAG.sub("", _BREAKING.sub("\n", text))
    text = html.unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)))
    lines = (line.strip(" \t\r") for line in text.replace("\u00a0", " ").split("\n"))
    return "\n".join(line for line in lines if line)
