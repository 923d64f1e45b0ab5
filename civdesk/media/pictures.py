"""Pictures: upright size, date, place and camera out of their EXIF, small and converted copies."""

from __future__ import annotations

import contextlib
import functools
import io
import logging
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from ..errors import Damaged, DeskError, Refused
from . import exif, iso
from .sniff import HEAD, sniff

if TYPE_CHECKING:  # Pillow takes 50 ms to import, and most starts look at no picture
    from PIL import Image, ImageFile

log = logging.getLogger(__name__)

Source = Path | bytes | BinaryIO

# Above this a picture that must be decoded whole is kept, but not decoded (Pillow's own bound for bombs);
# JPEG is decoded at an eighth and may be much larger.
MOST_PIXELS = 178_956_970
# Two of these at once would take a gigabyte.
_LARGE = 40_000_000
_one_large_at_a_time = threading.Lock()
_UPRIGHT_WHEN_OPENED = ("heic", "heif", "tiff")  # these decoders turn the picture themselves

_NOTHING = "图片已损坏，读不出任何内容。"

_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # EXIF orientation → Image.Transpose


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture says about itself. `width` and `height` are as seen upright; `taken_at` is local
    time (YYYY-MM-DDTHH:MM:SS) or None; latitude and longitude are degrees × 10⁷; warnings are Chinese."""

    format: str
    width: int
    height: int
    orientation: int = 1
    taken_at: str | None = None
    latitude: int | None = None
    longitude: int | None = None
    camera: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A small upright JPEG."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Examined:
    """A picture looked at once: `damaged` when its end is missing or unreadable; `preview` is None when it
    is too large to decode."""

    facts: PictureFacts
    preview: Preview | None
    damaged: bool


def facts(source: Path | bytes) -> PictureFacts:
    """Size and EXIF without decoding. Raises Damaged when nothing can be read, Refused without a decoder."""
    with _opened(source) as opened:
        return _facts(opened)


def preview(source: Source, side: int) -> Preview:
    """An upright JPEG whose longer side is at most `side` pixels (never enlarged); of a damaged picture
    what is left of it. Raises Damaged when that is nothing, Refused when the picture is too large or its kind
    of HEIC cannot be decoded here."""
    with _opened(source) as opened:
        return _preview(opened, side)[0]


def examine(source: Source, side: int) -> Examined:
    """Facts, preview and soundness by one reading and one decoding: what an import wants.

    Raises Damaged when nothing of the picture can be read, Refused when there is no decoder for it.
    """
    with _opened(source) as opened:
        found = _facts(opened)
        try:
            small, damaged = _preview(opened, side)
        except Refused as error:
            return Examined(replace(found, warnings=(*found.warnings, error.message)), None, False)
        if damaged:
            found = replace(found, warnings=(*found.warnings, "图片不完整，只能看到一部分；请找原件核对。"))
        return Examined(found, small, damaged)


def jpeg_copy(source: Source, *, quality: int = 92) -> bytes:
    """A JPEG of the same resolution, upright, with EXIF and colour profile: for HEIC and others going out.

    Raises Damaged when nothing can be read, Refused when the picture is too large or cannot be decoded.
    """
    with _opened(source) as opened:
        image = opened.image
        profile = image.info.get("icc_profile")
        decoded, _ = _decoded(image, None)
        whole = _flat(_upright(decoded, opened.form))
        kept = exif.for_jpeg(image)  # says "upright" from here on
        out = io.BytesIO()
        extra: dict[str, Any] = {"exif": kept} if kept else {}
        if profile and image.mode not in ("CMYK", "L", "LA", "1"):  # a profile fits its own colour model only
            extra["icc_profile"] = profile
        whole.save(out, "JPEG", quality=quality, subsampling=0, **extra)
        return out.getvalue()


@contextlib.contextmanager
def _stream(source: Source) -> Iterator[BinaryIO]:
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield stream
    elif isinstance(source, bytes):
        yield io.BytesIO(source)
    else:
        source.seek(0)
        yield source


@dataclass(frozen=True, slots=True)
class _Opened:
    image: ImageFile.ImageFile
    form: str
    boxes: bytes = b""  # the file, where it consists of boxes (HEIC, AVIF), padded to its full length
    whole: bool = True


@contextlib.contextmanager
def _opened(source: Source) -> Iterator[_Opened]:
    """The picture, its head read. Only the plugin of the format found by its content runs: the rarer
    ones have had holes (CVE-2026-40192, -42311)."""
    # Pillow warns about odd EXIF; what of it matters is said in our own warnings.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    with _stream(source) as stream:
        form = sniff(stream.read(HEAD), "").format
        stream.seek(0)
        boxes, whole = b"", True
        if form in ("heic", "heif", "avif"):
            boxes, whole = stream.read(), iso.is_whole(stream)
            boxes = iso.without_odd_names(boxes if whole else iso.padded(boxes))
            stream = io.BytesIO(boxes)
        try:
            opener = _opener(form)
            if opener is None:
                raise Damaged("内容不是能识别的图片。")
            image = opener(stream)
        except DeskError:
            raise
        except Exception as error:
            _raise_if_world(error)
            log.info("%s not opened: %r", form, error)
            raise _no_decoder(form) if boxes and whole else Damaged(_NOTHING) from error
        with contextlib.closing(image):
            yield _Opened(image, form, boxes, whole)


def _opener(form: str) -> Callable[[BinaryIO], ImageFile.ImageFile] | None:
    """Pillow's class for a format; calling it skips the registry and its bound on the size of JPEGs."""
    if form in ("heic", "heif"):
        from pi_heif import HeifImageFile, options

        # Depth maps and the like are never looked at, and each is one more thing that may be damaged.
        options.DEPTH_IMAGES = options.AUX_IMAGES = options.THUMBNAILS = False
        return cast("Callable[[BinaryIO], ImageFile.ImageFile]", HeifImageFile)
    return _pillow_openers().get(form)


@functools.cache
def _pillow_openers() -> dict[str, Callable[[BinaryIO], ImageFile.ImageFile]]:
    from PIL.AvifImagePlugin import AvifImageFile
    from PIL.BmpImagePlugin import BmpImageFile
    from PIL.GifImagePlugin import GifImageFile
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile
    from PIL.TiffImagePlugin import TiffImageFile
    from PIL.WebPImagePlugin import WebPImageFile

    return {
        "jpeg": JpegImageFile,  # of a MPO, which holds several, the main one
        "png": PngImageFile,
        "gif": GifImageFile,
        "bmp": BmpImageFile,
        "tiff": TiffImageFile,
        "webp": WebPImageFile,
        "avif": AvifImageFile,
    }


def _no_decoder(form: str) -> Refused:
    """A HEIC or AVIF that is whole but coded in a way unknown here, or on a system without the decoder."""
    said = f"这种 {form.upper()} 图片本机不能显示，原件已保存，没有缩略图；可在手机上转成 JPG。"
    return Refused(said, kind="no_decoder")


def _raise_if_world(error: BaseException) -> None:
    """An unplugged stick is no damage of the picture. Pillow's own OSErrors have no number."""
    if isinstance(error, OSError) and error.errno is not None:
        raise error


def _facts(opened: _Opened) -> PictureFacts:
    said = exif.read(opened.image)
    width, height = opened.image.size
    if said.orientation >= 5 and opened.form not in _UPRIGHT_WHEN_OPENED:
        width, height = height, width
    return PictureFacts(
        opened.form,
        width,
        height,
        said.orientation,
        said.taken_at,
        said.latitude,
        said.longitude,
        said.camera,
        said.warnings,
    )


def _preview(opened: _Opened, side: int) -> tuple[Preview, bool]:
    """The small copy, and whether the picture is damaged."""
    if opened.form in ("heic", "heif") and (small := _embedded(opened.boxes, side)):
        return _jpeg(_flat(_fitted(small, side))), not opened.whole
    try:
        decoded, broken = _decoded(opened.image, side)
    except Damaged as error:
        raise _no_decoder(opened.form) if opened.boxes and opened.whole else error from error
    fitted = _fitted(_simple(decoded), side)
    return _jpeg(_flat(_upright(fitted, opened.form, said=decoded))), broken or not opened.whole


def _embedded(boxes: bytes, side: int) -> Image.Image | None:
    """The small picture inside a HEIC, upright, when it is there and large enough."""
    from pi_heif import open_heif

    changed = iso.with_thumbnail_first(boxes)
    if changed is None:
        return None
    try:
        heif = open_heif(changed)
        return heif.to_pillow() if max(heif.size) >= side else None
    except Exception as error:
        log.info("embedded picture not decoded: %r", error)  # the large one decides
        return None


def _decoded(image: ImageFile.ImageFile, side: int | None) -> tuple[Image.Image, bool]:
    """The picture decoded, JPEG only as large as `side` needs; and whether something of it is missing.

    Raises Damaged when nothing came out of it.
    """
    image.decodermaxblock = 1 << 24  # else the rest of the file is copied again for every 64 KB
    if side is not None:
        # Both sides: of a panorama the shorter one must not hold up the reduction of the longer one.
        image.draft(None, _fit(image.size, side))
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        raise Refused(
            f"图片太大（{image.width}×{image.height} 像素），原件已保存，没有缩略图。", kind="too_large"
        )
    with _one_large_at_a_time if pixels > _LARGE else contextlib.nullcontext():
        try:
            image.load()
            return image, False
        except MemoryError as error:
            raise Refused("图片太大，本机内存不够显示它；原件已保存。", kind="too_large") from error
        except Exception as error:  # hostile bytes make the decoders raise whatever happens to fail
            _raise_if_world(error)
            log.info("picture broken off: %r", error)
    # What was decoded before the break stands in the memory of the picture.
    image.tile = []
    try:
        extrema = image.getextrema()
    except Exception as error:
        raise Damaged(_NOTHING) from error
    bands = [extrema] if isinstance(extrema[0], (int, float)) else extrema
    if all(low == high for low, high in bands):
        raise Damaged(_NOTHING)
    return image, True


def _fit(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _fitted(image: Image.Image, side: int) -> Image.Image:
    from PIL.Image import Resampling

    target = _fit(image.size, side)
    # Bilinear costs half of bicubic; after the reduction inside the JPEG decoder nobody sees the difference.
    return image if target == image.size else image.resize(target, Resampling.BILINEAR, reducing_gap=2.0)


def _simple(image: Image.Image) -> Image.Image:
    """Modes that cannot be resized smoothly, or would lose their tones, as ordinary ones."""
    if image.mode in ("P", "PA"):
        clear = image.mode == "PA" or "transparency" in image.info
        return image.convert("RGBA" if clear else "RGB")
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith(("I", "F")):
        wide = image.convert("F")
        _, high = wide.getextrema()
        assert isinstance(high, (int, float))
        # 16-bit scans as L would only be cut off at 255; floats mostly run from 0 to 1.
        scale = 1 / 257 if high > 255 else 255.0 if 0 < high <= 1 else 1.0
        return wide.point(lambda value: value * scale).convert("L")
    return image


def _flat(image: Image.Image) -> Image.Image:
    """RGB or grey, on white where it is transparent: what JPEG can hold."""
    from PIL import Image

    image = _simple(image)
    if image.mode in ("RGB", "L"):
        return image
    if image.mode in ("RGBA", "LA", "La", "RGBa"):
        clear = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return image.convert("RGB")


def _upright(image: Image.Image, form: str, said: Image.Image | None = None) -> Image.Image:
    """The picture turned as its EXIF (or that of `said`, of which it is a copy) demands."""
    from PIL.Image import Transpose

    if form in _UPRIGHT_WHEN_OPENED:
        return image
    turn = _TURNS.get(exif.orientation(said or image))
    return image if turn is None else image.transpose(Transpose(turn))


def _jpeg(image: Image.Image) -> Preview:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return Preview(out.getvalue(), image.width, image.height)
