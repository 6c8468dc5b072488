"""The owner's accent colour where text in it is legible: on light and on dark paper."""

import colorsys
import re
from typing import NamedTuple

MIN_CONTRAST = 4.5  # https://www.w3.org/TR/WCAG22/#contrast-minimum
#: The surfaces of the themes that are hardest to be seen on.
LIGHT, DARK = "#f3f3ec", "#22272c"


class Shades(NamedTuple):
    light: str
    dark: str


def shades(accent: str) -> Shades | None:
    """Of ``#rrggbb``, which stays as it is where it can."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        return None
    return Shades(
        _until_legible(accent, LIGHT, -0.01), _until_legible(accent, DARK, 0.01)
    )


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _until_legible(accent: str, paper: str, step: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(accent))
    found = accent.lower()
    while contrast(found, paper) < MIN_CONTRAST:
        lightness += step
        channels = colorsys.hls_to_rgb(hue, lightness, saturation)
        found = "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)
    return found


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in _channels(color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
