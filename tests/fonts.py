"""Chinese letters for programs that take their fonts from the machine: where it has none, what has
no glyph has no words for LibreOffice, and no width for Chromium."""

import os
from pathlib import Path

from wufaan.documents.glyphs import FONTS

CONFIG = """<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
</fontconfig>"""


def with_fonts(folder: Path) -> dict[str, str]:
    """The environment in which the project's fonts stand beside the machine's; `folder` keeps
    what fontconfig wants to keep."""
    config = folder / "fonts.conf"
    config.write_text(CONFIG.format(fonts=FONTS, cache=folder / "cache"))
    return os.environ | {"FONTCONFIG_FILE": str(config)}
