"""What a file is, by its first bytes and inner parts; its extension only refines, never decides."""

from __future__ import annotations

import codecs
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

HEAD = 4096  # bytes that `sniff` wants to see; fewer do for a short file

# Extensions by which a person says "this is a picture".
_PICTURE_NAMES = frozenset(
    {"jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "dib", "tif", "tiff", "webp"}
    | {"heic", "heif", "hif", "avif"}
)
_RAW = frozenset({"dng", "cr2", "cr3", "nef", "nrw", "arw", "srf", "orf", "rw2", "raf", "pef", "raw"})
_ISO_PICTURES = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    **dict.fromkeys((b"mif1", b"msf1"), "heif"),
}
_MAGIC = (  # (offset, bytes, kind, format), the first that fits
    (0, b"\xff\xd8\xff", "photo", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "photo", "png"),
    (0, b"GIF87a", "photo", "gif"),
    (0, b"GIF89a", "photo", "gif"),
    (0, b"%PDF-", "document", "pdf"),
    (0, b"{\\rtf", "document", "rtf"),
    (0, b"\x1aE\xdf\xa3", "video", "mkv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video", "wmv"),
    (0, b"\x00\x00\x01\xba", "video", "mpeg"),
    (0, b"\x00\x00\x01\xb3", "video", "mpeg"),
    (0, b"FLV\x01", "video", "flv"),
    (0, b".RMF", "video", "rm"),
    (0, b"ID3", "audio", "mp3"),
    (0, b"fLaC", "audio", "flac"),
    (0, b"OggS", "audio", "ogg"),
    (0, b"#!AMR", "audio", "amr"),
    (0, b"PK\x03\x04", "other", "zip"),
    (0, b"PK\x05\x06", "other", "zip"),
    (0, b"Rar!\x1a\x07", "other", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "other", "7z"),
    (0, b"\x1f\x8b", "other", "gz"),
    (257, b"ustar", "other", "tar"),
    (0, b"8BPS", "other", "psd"),
)
# A container whose content says the family, and the extensions that name a member of it.
_FAMILIES = {
    "docx": frozenset({"docx", "docm", "dotx", "dotm"}),
    "xlsx": frozenset({"xlsx", "xlsm", "xltx", "xltm"}),
    "pptx": frozenset({"pptx", "pptm", "ppsx", "potx"}),
    "doc": frozenset({"doc", "dot", "wps", "wpt"}),
    "xls": frozenset({"xls", "xlt", "et", "ett"}),
    "ppt": frozenset({"ppt", "pps", "pot", "dps", "dpt"}),
    "wmv": frozenset({"wmv", "asf"}),
    "mkv": frozenset({"mkv", "webm"}),
    "mpeg": frozenset({"mpeg", "mpg", "vob", "dat"}),
    "txt": frozenset({"txt", "csv", "tsv", "md", "html", "htm", "xml", "json", "log", "eml"}),
}
_ZIP_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
_ODF = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`kind`: photo, video, audio, document, other (as in the table `evidence`);
    `format`: jpeg, heic, mp4, docx …; of unknown content the extension, or "bin" without one."""

    kind: str
    format: str


def extension(name: str) -> str:
    """The extension of a file name, lower case, without the dot; "" without one."""
    stem, dot, last = name.rpartition(".")
    usual = last.isascii() and last.isalnum() and not last.isdigit() and len(last) <= 8
    return last.lower() if dot and stem and usual else ""


def claims_picture(name: str) -> bool:
    """Whether the name says that the file is a picture (so that other content is a false picture)."""
    return extension(name) in _PICTURE_NAMES


def sniff(head: bytes, name: str) -> Sniffed:
    """What the first bytes say. `head` should hold `HEAD` bytes, or the whole of a shorter file.

    Zip and OLE containers are told apart only by `sniff_stream`; here they are "zip" and, by their
    extension, doc, xls, ppt or "ole".
    """
    ext = extension(name)
    if raw := _camera_raw(head, ext):
        return raw
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return Sniffed("photo", "tiff")
    for at, magic, kind, form in _MAGIC:
        if head.startswith(magic, at):
            if form == "wmv" and ext == "wma":
                return Sniffed("audio", "wma")
            return Sniffed(kind, _member(form, ext))
    if head[:4] == b"RIFF" and len(head) >= 12:
        return {
            b"AVI ": Sniffed("video", "avi"),
            b"WAVE": Sniffed("audio", "wav"),
            b"WEBP": Sniffed("photo", "webp"),
        }.get(head[8:12], Sniffed("other", "riff"))
    if head[4:8] == b"ftyp":
        return _iso_media(head, ext)
    if head[4:8] in (b"moov", b"mdat", b"wide") and int.from_bytes(head[:4], "big") >= 8:
        return Sniffed("video", "mov")  # QuickTime from before there was an ftyp
    if head.startswith(_OLE):
        form = next((f for f in ("doc", "xls", "ppt") if ext in _FAMILIES[f]), "ole")
        return Sniffed("other" if form == "ole" else "document", _member(form, ext))
    if _is_bmp(head):
        return Sniffed("photo", "bmp")
    if len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        return Sniffed("video", "ts")
    if _is_mp3(head):
        return Sniffed("audio", "mp3")
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return Sniffed("audio", "aac")
    if _is_text(head):
        return Sniffed("other", "svg") if ext == "svg" else Sniffed("document", _member("txt", ext))
    return Sniffed("other", ext or "bin")


def sniff_stream(stream: BinaryIO, name: str) -> Sniffed:
    """What a seekable file is, looking into zip and OLE containers too; the stream ends at 0."""
    stream.seek(0)
    head = stream.read(HEAD)
    found = sniff(head, name)
    if found.format == "zip":
        found = _in_zip(stream, extension(name)) or found
    elif head.startswith(_OLE):
        found = _in_ole(stream, head, extension(name)) or found
    stream.seek(0)
    return found


def _member(form: str, ext: str) -> str:
    """The extension, where it names a member of the family that the content shows."""
    if ext in _FAMILIES.get(form, ()):
        return {"htm": "html", "mpg": "mpeg"}.get(ext, ext)
    return form


def _camera_raw(head: bytes, ext: str) -> Sniffed | None:
    """Raw files of cameras: kept as they are, but no picture that the desk could show."""
    tiff = head[:4] in (b"II*\0", b"MM\0*")
    if head[:4] in (b"IIRO", b"IIRS", b"MMOR", b"IIU\0") or head.startswith(b"FUJIFILMCCD-RAW"):
        return Sniffed("other", ext if ext in _RAW else "raw")
    if tiff and (head[8:10] == b"CR" or ext in _RAW):
        return Sniffed("other", ext if ext in _RAW else "cr2")
    return None


def _iso_media(head: bytes, ext: str) -> Sniffed:
    """MP4 and its relatives, by the brands in the first box."""
    size = min(int.from_bytes(head[:4], "big"), len(head), 256)
    major = head[8:12]
    brands = [major, *(head[at : at + 4] for at in range(16, size - 3, 4))]
    if major in _ISO_PICTURES:
        # mif1 only says "a picture in this container": a compatible brand says how it is coded.
        forms = [_ISO_PICTURES[brand] for brand in brands if brand in _ISO_PICTURES]
        return Sniffed("photo", next((form for form in forms if form != "heif"), "heif"))
    if major == b"crx ":
        return Sniffed("other", "cr3")
    if major in (b"M4A ", b"M4B ", b"M4P "):
        return Sniffed("audio", "m4a")
    if major == b"qt  ":
        return Sniffed("video", "mov")
    if major[:3] == b"3gp":
        return Sniffed("video", "3gp")
    if ext == "m4a":
        return Sniffed("audio", "m4a")
    return Sniffed("video", "mp4")


def _is_bmp(head: bytes) -> bool:
    return (
        head[:2] == b"BM"
        and len(head) >= 26
        and int.from_bytes(head[14:18], "little") in (12, 40, 52, 56, 64, 108, 124)
    )


def _is_mp3(head: bytes) -> bool:
    """A frame header of MPEG layer III with a real bit rate and sampling rate."""
    return (
        len(head) > 3
        and head[0] == 0xFF
        and head[1] & 0xE6 == 0xE2
        and head[2] >> 4 not in (0, 15)
        and head[2] >> 2 & 3 != 3
    )


def _is_text(head: bytes) -> bool:
    """UTF-8, UTF-16 with its mark, or GB18030, without control characters."""
    if not head:
        return False
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif any(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in head):
        return False
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            # The last character may be cut: not final.
            codecs.getincrementaldecoder(encoding)().decode(head, final=len(head) < HEAD)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _in_zip(stream: BinaryIO, ext: str) -> Sniffed | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            for part, form in _ZIP_PARTS:
                if part in names:
                    return Sniffed("document", _member(form, ext))
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                form = _ODF.get(kind.rpartition("opendocument.")[2].split("-")[0], "")
                return Sniffed("document", form) if form else None
    # A damaged or hostile archive stays what its first bytes say: a zip.
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None
    return None


def _in_ole(stream: BinaryIO, head: bytes, ext: str) -> Sniffed | None:
    """The family by the stream names in the first sectors of the directory ([MS-CFB] 2.2, 2.6)."""
    shift = int.from_bytes(head[30:32], "little")
    if shift not in (9, 12):
        return None
    stream.seek((int.from_bytes(head[48:52], "little") + 1) << shift)
    directory = stream.read(HEAD)
    names = {
        entry[: max(0, length - 2)].decode("utf-16-le", "replace")
        for at in range(0, len(directory) - 127, 128)
        if (entry := directory[at : at + 128]) and (length := int.from_bytes(entry[64:66], "little")) <= 64
    }
    for name, form in _OLE_STREAMS:
        if name in names:
            return Sniffed("document", _member(form, ext))
    if "EncryptedPackage" in names:  # a docx, xlsx, pptx with a password
        form = next((f for f in ("docx", "xlsx", "pptx") if ext in _FAMILIES[f]), "ole")
        return Sniffed("document", _member(form, ext))
    return None
