"""Pictures for the demo's visits, drawn here: a kitchen worktop before and after."""

import io
import random
from functools import cache

from PIL import Image, ImageDraw

SIZE = (560, 420)
KINDS = 4


class Picture(io.BytesIO):
    """An upload made in memory."""

    size: int | None = None


@cache
def _drawn(kind: int, clean: bool) -> bytes:
    """A worktop under a tiled wall; spots and stains when it is not clean. One picture per kind and state."""
    dice = random.Random(kind)
    wall = ["#dfe7e4", "#ece5da", "#e3e6ee", "#efe9e1"][kind % KINDS]
    image = Image.new("RGB", SIZE, wall)
    draw = ImageDraw.Draw(image)
    for x in range(0, SIZE[0], 56):
        draw.line([(x, 0), (x, 238)], fill="#c9cfcc", width=2)
    for y in range(0, 238, 48):
        draw.line([(0, y), (SIZE[0], y)], fill="#c9cfcc", width=2)
    draw.rectangle([0, 238, *SIZE], fill="#b89b78" if kind % 2 else "#8d969b")
    draw.rectangle([330, 252, 500, 330], fill="#d9dde0", outline="#8b9296", width=5)
    draw.rounded_rectangle([64, 133, 133, 245], 12, fill="#7c9a8c")
    if not clean:
        for _spot in range(60):
            x, y, r = dice.randrange(SIZE[0]), dice.randrange(170, SIZE[1]), dice.randrange(3, 18)
            draw.ellipse([x, y, x + r * 2, y + r], fill=dice.choice(["#5c4a35", "#8a6b3d", "#6f6a60"]))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def picture(kind: int, *, clean: bool) -> Picture:
    """An upload of one of the few pictures; the same kind gives the same bytes."""
    content = _drawn(kind % KINDS, clean)
    made = Picture(content)
    made.size = len(content)
    return made
