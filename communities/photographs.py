"""Photographs as they are kept: the picture and nothing that travelled with it."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from wufaan.errors import DomainError

# A picture in memory takes four bytes a pixel, however small its file is.
MAX_PIXELS = 64_000_000
_QUALITY = 90
_FORMATS = {"jpg": "JPEG", "png": "PNG"}


def redrawn(name: str, content: bytes, ending: str) -> bytes:
    """Drawn anew: without the place, time and device of EXIF, without comments, previews and films
    that hang behind it, and turned as it was held. Browsers with scripts did it before."""
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[ending]]) as picture:
            _check_pixels(name, picture)
            ImageOps.exif_transpose(picture, in_place=True)
            return _drawn(picture, ending)
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    # Pillow tells of a broken PNG by a SyntaxError, of some broken EXIF by others of these.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DomainError(
            f"“{name}”打不开，可能没有传完整。请看一下这张照片，重新拍或者重新选择。"
        ) from error


def _drawn(picture: Image.Image, ending: str) -> bytes:
    out = io.BytesIO()
    for told in set(picture.info) - {"transparency"}:
        del picture.info[told]
    picture.save(out, _FORMATS[ending], quality=_QUALITY)
    return out.getvalue()


def _check_pixels(name: str, picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_large(name)


def _too_large(name: str) -> DomainError:
    return DomainError(
        f"“{name}”超过 {MAX_PIXELS // 10_000} 万像素，请用手机的普通画质重拍，或者缩小以后再添加。"
    )
