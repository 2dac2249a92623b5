"""``python -m prongsai`` is ``prongsai``."""

from prongsai.cli import main

main()
