"""Cut the screen fonts: Sarabun's letters for Thai and English, as WOFF2, beside their licence."""

from __future__ import annotations

import shutil
from pathlib import Path

import fontpkg_sarabun
from fontTools import subset

SOURCE = Path(fontpkg_sarabun.__file__).parent
HOUSE = Path(__file__).parents[1] / "src" / "prongsai"
# Screens have them from the site, HTML papers carry them inside.
TARGETS = (HOUSE / "base" / "static" / "base" / "fonts", HOUSE / "paper" / "writing" / "html" / "fonts")
WEIGHTS = ("Regular", "SemiBold")
# Basic Latin, Latin-1, Thai, dashes and quotes, the baht sign, arrows, minus, comparison, ticks.
UNICODES = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0xE01, 0xE3B),
    *range(0xE3F, 0xE5C),
    *range(0x2010, 0x2027),
    *(0x200B, 0x25CC, 0x2190, 0x2192, 0x2212, 0x2260, 0x2264, 0x2265, 0x2713),
]


def cut(weight: str, folder: Path) -> Path:
    """One weight, with the features Thai marks need."""
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    font = subset.load_font(str(SOURCE / "files" / f"Sarabun-{weight}.ttf"), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=UNICODES)
    cutter.subset(font)
    target = folder / f"Sarabun-{weight}.woff2"
    subset.save_font(font, str(target), options)
    return target


def main() -> None:
    """Write every weight and the licence."""
    for folder in TARGETS:
        folder.mkdir(parents=True, exist_ok=True)
        for weight in WEIGHTS:
            path = cut(weight, folder)
            print(f"{path.name}: {path.stat().st_size:,} bytes")
        shutil.copyfile(SOURCE / "LICENSE", folder / "OFL.txt")


if __name__ == "__main__":
    main()
