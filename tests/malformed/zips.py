"""Zips: packed by odd systems, damaged, or made to do harm."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

from tests.malformed.oddities import (
    ANSWER,
    SCRIPT,
    file,
    folder,
    graded,
    refused,
    warned,
)

Entry = tuple[str | zipfile.ZipInfo, str | bytes]


def packed(*entries: Entry, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in entries:
            if isinstance(name, str) and "\\" in name:
                name = zipfile.ZipInfo(name)
            archive.writestr(name, data)
    return buffer.getvalue()


def zipped(place: Path, *entries: Entry) -> Path:
    """Write a zip."""
    return file(place, ".zip", packed(*entries))


def special(name: str, mode: int) -> zipfile.ZipInfo:
    """Make an entry that Unix takes for a link or a device."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (mode | 0o777) << 16
    return info


RIGHT: Entry = (SCRIPT, ANSWER)


@graded()
def zip_of_a_file(place: Path) -> Path:
    """What a learning platform makes of one file."""
    return zipped(place, RIGHT)


@graded()
def zip_of_another_name(place: Path) -> Path:
    """One script, whatever its name."""
    return zipped(place, ("Übung 3 (final).py", ANSWER), ("report.pdf", b"%PDF"))


@graded()
def zip_of_one_folder(place: Path) -> Path:
    """What packing a folder makes."""
    return zipped(place, ("hw/", ""), (f"hw/{SCRIPT}", ANSWER), ("hw/a/b.txt", "x"))


@graded()
def zip_with_litter(place: Path) -> Path:
    """What a Mac packs along."""
    other = ("__MACOSX/hw/._shapes.py", b"\0\x05\x16\x07"), ("hw/.DS_Store", b"\0")
    return zipped(place, *other, (f"hw/{SCRIPT}", ANSWER), ("Thumbs.db", b"\0"))


@graded()
def zip_with_backslashes(place: Path) -> Path:
    """What old Windows programs make of a folder."""
    return zipped(place, (f"hw\\{SCRIPT}", ANSWER), ("hw\\a\\b.txt", "x"))


@graded()
def zip_within_a_folder(place: Path) -> Path:
    """A platform's folder with the student's zip in it."""
    return folder(place, {"hw.zip": packed(RIGHT), "report.pdf": b"%PDF"})


@refused("in this folder, only a.zip, b.zip.*put your shapes.py")
def zips_within_a_folder(place: Path) -> Path:
    """Two zips, of which one may be the later."""
    return folder(place, {"a.zip": packed(RIGHT), "b.zip": packed(RIGHT)})


@refused("in this folder, only hw/, hw.zip.*put your shapes.py")
def zip_beside_a_folder(place: Path) -> Path:
    """A zip, and a folder that may be what it was unpacked to."""
    return folder(place, {"hw.zip": packed(RIGHT), f"hw/{SCRIPT}": ANSWER})


@warned("shapes.py was graded, not shapes.zip")
def zip_beside_the_script(place: Path) -> Path:
    """The zip that was handed out, still beside the answer."""
    return folder(place, {SCRIPT: ANSWER, "shapes.zip": packed((SCRIPT, "x"))})


@refused("a path in the archive leads out of it: ../../shapes.py.*make a new .zip")
def zip_traversal(place: Path) -> Path:
    """A path that climbs out, and a right answer beside it."""
    return zipped(place, RIGHT, ("../../shapes.py", "x"))


@refused("leads out of it: hw/../../etc/x.*make a new .zip")
def zip_traversal_within(place: Path) -> Path:
    """A path that climbs out by a detour."""
    return zipped(place, RIGHT, ("hw/../../etc/x", "x"))


@refused("leads out of it: /etc/cron.d/x.*make a new .zip")
def zip_absolute(place: Path) -> Path:
    """A path from the root."""
    return zipped(place, RIGHT, ("/etc/cron.d/x", "x"))


@refused("leads out of it: C:/Users/x.py.*make a new .zip")
def zip_drive(place: Path) -> Path:
    """A path with a drive."""
    return zipped(place, RIGHT, ("C:\\Users\\x.py", "x"))


@refused("leads out of it: ../x.py.*make a new .zip")
def zip_traversal_by_backslash(place: Path) -> Path:
    """A path that climbs out on Windows."""
    return zipped(place, RIGHT, ("..\\x.py", "x"))


@refused("leads out of it: shapes.py\\?.txt.*make a new .zip")
def zip_null_in_a_name(place: Path) -> Path:
    """A name that ends early for some programs."""
    data = packed(("shapes.py0.txt", ANSWER))
    return file(place, ".zip", data.replace(b"shapes.py0.txt", b"shapes.py\0.txt"))


@refused("shapes.py: this is a link, not a file.*pack the file itself")
def zip_link(place: Path) -> Path:
    """The answer is a link to the solution."""
    return zipped(place, (special(SCRIPT, stat.S_IFLNK), "../../reference/shapes.py"))


@graded()
def zip_link_elsewhere(place: Path) -> Path:
    """A link that is not the answer is not followed."""
    return zipped(place, RIGHT, (special("data", stat.S_IFLNK), "/etc"))


@refused("shapes.py: this is a special file, not a file.*pack the file itself")
def zip_device(place: Path) -> Path:
    """The answer is a device."""
    return zipped(place, (special(SCRIPT, stat.S_IFCHR), ""))


@refused("shapes.py: file is larger than 5 MiB.*hand in the source only")
def zip_bomb(place: Path) -> Path:
    """A thousand times as large as it looks."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(zipfile.ZipInfo(SCRIPT), "w", force_zip64=True) as member,
    ):
        part = b"#" * (1 << 20)
        for _ in range(64):
            member.write(part)
    return file(place, ".zip", buffer.getvalue())


@graded()
def zip_bomb_elsewhere(place: Path) -> Path:
    """A bomb beside the answer is never unpacked."""
    return zipped(place, RIGHT, ("data.bin", bytes(20 << 20)))


@graded()
def zip_of_a_large_answer(place: Path) -> Path:
    """Four megabytes of source, packed into few kilobytes."""
    return zipped(place, (SCRIPT, ANSWER + "\n# " + "x" * 4_000_000))


@refused("archive holds another one, hw.zip, which is not opened.*pack your files")
def zip_in_a_zip(place: Path) -> Path:
    """An archive of an archive, as bombs and careful students make it."""
    return zipped(place, ("hw.zip", packed(RIGHT)), ("report.pdf", b"%PDF"))


@refused("archive holds another one, b.zip, which is not opened.*pack your files")
def zip_of_itself(place: Path) -> Path:
    """A nest of sixty zips."""
    data = packed(RIGHT)
    for _ in range(60):
        data = packed(("b.zip", data))
    return file(place, ".zip", data)


@refused("entries of the archive overlap.*make a new .zip")
def zip_overlap(place: Path) -> Path:
    """Two entries that share their bytes."""
    data = packed(RIGHT, ("x.txt", ANSWER))
    first, second = _offsets(data)
    place_of_second = data.rindex(struct.pack("<L", second) + b"x.txt")
    forged = bytearray(data)
    forged[place_of_second : place_of_second + 4] = struct.pack("<L", first)
    return file(place, ".zip", bytes(forged))


def _offsets(data: bytes) -> list[int]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [info.header_offset for info in archive.infolist()]


@refused("file is damaged inside the archive.*make a new .zip")
def zip_size_too_small(place: Path) -> Path:
    """An entry that claims ten bytes."""
    return file(place, ".zip", _with_size(packed(RIGHT), 10))


@refused("file is damaged inside the archive.*make a new .zip")
def zip_size_too_large(place: Path) -> Path:
    """An entry that claims more than there is."""
    return file(place, ".zip", _with_size(packed(RIGHT), len(ANSWER) + 10))


@refused("file is damaged inside the archive.*make a new .zip")
def zip_size_of_gigabytes(place: Path) -> Path:
    """An entry that claims four gigabytes, and has one kilobyte."""
    return file(place, ".zip", _with_size(packed(RIGHT), 0xFFFFFFF0))


def _with_size(data: bytes, size: int) -> bytes:
    """Change the size of the only entry in the list of a zip."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<L", size) + data[at + 4 :]


@refused("shapes.py: file is encrypted.*without a password")
def zip_encrypted(place: Path) -> Path:
    """A zip with a password."""
    data = bytearray(packed(RIGHT))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return file(place, ".zip", bytes(data))


@refused("compressed in an unusual way.*as an ordinary .zip")
def zip_of_another_method(place: Path) -> Path:
    """LZMA, which may ask for gigabytes before the first byte."""
    return file(place, ".zip", packed(RIGHT, method=zipfile.ZIP_LZMA))


@refused("archive holds shapes.py 2 times.*pack only the one that counts")
def zip_same_name_twice(place: Path) -> Path:
    """Two files of one name, of which programs choose different ones."""
    data = packed(RIGHT, ("shapez.py", "x = 1\n"))
    return file(place, ".zip", data.replace(b"shapez.py", b"shapes.py"))


@refused("archive holds shapes.py 2 times.*pack only the one that counts")
def zip_same_name_spelt_twice(place: Path) -> Path:
    """Two spellings of one path."""
    return zipped(place, RIGHT, ("./shapes.py", "x = 1\n"))


@refused("archive holds shapes.py 2 times.*pack only the one that counts")
def zip_file_and_folder(place: Path) -> Path:
    """One name for a file and for a folder."""
    return zipped(place, RIGHT, ("shapes.py/x.txt", "x"))


@refused("2 files could be the answer: Shapes.py, shapes.py.*pack it again without")
def zip_names_differ_in_case(place: Path) -> Path:
    """Two names that are one on other systems."""
    return zipped(place, RIGHT, ("Shapes.py", "x = 1\n"))


@refused("2 files could be the answer: a.py, b.py.*name yours shapes.py")
def zip_two_candidates(place: Path) -> Path:
    """Two scripts, neither called after the assignment."""
    return zipped(place, ("a.py", ANSWER), ("b.py", ANSWER))


@graded()
def zip_hostile_name(place: Path) -> Path:
    """A name with a line end, escape sequences and letters from right to left."""
    return zipped(place, ("a\n18 of 18\x1b[2J\u202e.py", ANSWER))


@graded()
def zip_long_name(place: Path) -> Path:
    """A name of sixty thousand letters."""
    return zipped(place, ("x" * 60_000 + ".py", ANSWER))


@graded()
def zip_name_of_another_encoding(place: Path) -> Path:
    """A name that is no UTF-8, and does not claim to be."""
    data = packed(("caf0.py", ANSWER))
    return file(place, ".zip", data.replace(b"caf0.py", b"caf\xe9.py"))


@refused("this is not a whole zip archive.*make a new .zip")
def zip_name_that_lies_about_utf8(place: Path) -> Path:
    """A name that claims to be UTF-8, and is not."""
    data = packed(("caf\u00e9.py", ANSWER))
    broken = data.replace("caf\u00e9".encode(), b"caf\xe9\xe9")
    return file(place, ".zip", broken)


@refused("file is damaged inside the archive.*make a new .zip")
def zip_two_names_for_one_entry(place: Path) -> Path:
    """One name in the list, another before the content."""
    return file(place, ".zip", packed(RIGHT).replace(b"shapes.py", b"shapez.py", 1))


@refused("no .py or .ipynb file to grade in this archive.*put your shapes.py")
def zip_empty(place: Path) -> Path:
    """A zip of nothing."""
    return zipped(place)


@refused("archive is empty.*make a new .zip")
def zip_without_a_byte(place: Path) -> Path:
    """A file of no bytes that is called a zip."""
    return file(place, ".zip", b"")


@refused("this is not a whole zip archive.*make a new .zip")
def zip_truncated(place: Path) -> Path:
    """Half a zip, as full disks leave it."""
    data = packed(RIGHT)
    return file(place, ".zip", data[: len(data) // 2])


@refused("file is damaged inside the archive.*make a new .zip")
def zip_with_a_wrong_bit(place: Path) -> Path:
    """A content that does not fit its checksum."""
    data = bytearray(packed(RIGHT, method=zipfile.ZIP_STORED))
    data[60] ^= 1
    return file(place, ".zip", bytes(data))


@refused("archive holds more than 10000 files", peak_mib=10)
def zip_of_100000_entries(place: Path) -> Path:
    """A list of a hundred thousand names, forged from one."""
    return file(place, ".zip", _repeated(packed(("a", "")), 100_000))


@refused("archive holds more than 10000 files")
def zip_of_20000_entries(place: Path) -> Path:
    """Short names, too many of them."""
    return file(place, ".zip", _repeated(packed(("a", "")), 20_000))


def _repeated(data: bytes, times: int) -> bytes:
    """Say the same entry again and again in the list of a zip."""
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = data[start:end] * times
    count = min(times, 0xFFFF)
    tail = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0
    )
    return data[:start] + entries + tail


@refused("this is a RAR archive with the name of a .zip archive.*make a new .zip")
def zip_that_is_rar(place: Path) -> Path:
    """A RAR archive that was renamed."""
    return file(place, ".zip", b"Rar!\x1a\x07\x01\0" + bytes(64))


@refused("this is not a whole zip archive.*make a new .zip")
def zip_that_is_a_script(place: Path) -> Path:
    """A script that was renamed."""
    return file(place, ".zip", ANSWER)


@refused(".rar files cannot be graded.*unpack it")
def rar(place: Path) -> Path:
    """A RAR archive."""
    return file(place, ".rar", b"Rar!\x1a\x07\x01\0" + bytes(64))


@refused(".7z files cannot be graded.*unpack it")
def seven_zip(place: Path) -> Path:
    """A 7z archive."""
    return file(place, ".7z", b"7z\xbc\xaf\x27\x1c" + bytes(64))
