"""Tars, compressed or not: packed by odd systems, damaged, or made to do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import tarfile
import zlib
from pathlib import Path

from tests.malformed.oddities import ANSWER, SCRIPT, file, graded, refused


def member(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE) -> bytes:
    """Make one member: its headers and its content."""
    info = tarfile.TarInfo(name)
    info.type = kind
    info.size = len(data)
    info.linkname = "/etc/passwd" if kind in {tarfile.SYMTYPE, tarfile.LNKTYPE} else ""
    head = info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")
    return head + data + bytes(-len(data) % tarfile.BLOCKSIZE)


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    """Make a header that claims any size."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, size
    return info.tobuf(tarfile.GNU_FORMAT)


RIGHT = member(SCRIPT, ANSWER.encode())
END = bytes(2 * tarfile.BLOCKSIZE)


def tarred(place: Path, *members: bytes, suffix: str = ".tar.gz") -> Path:
    """Write a tar, compressed if its ending says so."""
    data = b"".join(members) + END
    return file(place, suffix, data if suffix == ".tar" else gzip.compress(data, 1))


@graded()
def tar_plain(place: Path) -> Path:
    """A tar without compression."""
    return tarred(place, RIGHT, suffix=".tar")


@graded()
def tar_gz(place: Path) -> Path:
    """A tar with it."""
    return tarred(place, RIGHT)


@graded()
def tgz_of_one_folder(place: Path) -> Path:
    """The short ending, and a folder packed as `.`."""
    folder = member("./hw/", kind=tarfile.DIRTYPE)
    right = member(f"./hw/{SCRIPT}", ANSWER.encode())
    return tarred(
        place, member("./", kind=tarfile.DIRTYPE), folder, right, suffix=".tgz"
    )


@graded()
def tar_gz_that_is_not_compressed(place: Path) -> Path:
    """What browsers leave that unpack on the way."""
    return file(place, ".tar.gz", RIGHT + END)


@graded()
def tar_of_python(place: Path) -> Path:
    """A tar with headers in the newest format, and a long name."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("\u00fc" * 150 + ".py")
        info.size = len(ANSWER)
        archive.addfile(info, io.BytesIO(ANSWER.encode()))
    return file(place, ".tar", buffer.getvalue())


@graded()
def tar_of_a_long_name(place: Path) -> Path:
    """A name that needs a header of its own."""
    return tarred(place, member("x" * 5000 + ".py", ANSWER.encode()))


@refused("this is a zip archive with the name of a .tar.gz archive")
def tar_gz_that_is_a_zip(place: Path) -> Path:
    """An archive of another kind."""
    return file(place, ".tar.gz", b"PK\x03\x04" + bytes(600))


@refused(".tar.bz2 files cannot be graded.*unpack it")
def tar_of_another_compressor(place: Path) -> Path:
    """A tar that is compressed otherwise."""
    return file(place, ".tar.bz2", bz2.compress(RIGHT + END))


@refused(".gz files cannot be graded.*unpack it")
def script_compressed(place: Path) -> Path:
    """A single file, compressed."""
    return file(place, ".py.gz", gzip.compress(ANSWER.encode()))


@refused("a path in the archive leads out of it: ../../shapes.py.*make a new .zip")
def tar_traversal(place: Path) -> Path:
    """A path that climbs out."""
    return tarred(place, RIGHT, member("../../shapes.py", b"x"))


@refused("leads out of it: /etc/cron.d/x.*make a new .zip")
def tar_absolute(place: Path) -> Path:
    """A path from the root."""
    return tarred(place, RIGHT, member("/etc/cron.d/x", b"x"))


@refused("shapes.py: this is a link, not a file.*pack the file itself")
def tar_symbolic_link(place: Path) -> Path:
    """The answer is a link."""
    return tarred(place, member(SCRIPT, kind=tarfile.SYMTYPE))


@refused("shapes.py: this is a link, not a file.*pack the file itself")
def tar_hard_link(place: Path) -> Path:
    """The answer is another name of a file outside."""
    return tarred(place, member(SCRIPT, kind=tarfile.LNKTYPE))


@refused("hw/shapes.py 2 times.*pack only the one that counts")
def tar_link_as_folder(place: Path) -> Path:
    """A link, and a file below it: unpacked, it would land elsewhere."""
    link = member("hw/shapes.py", kind=tarfile.SYMTYPE)
    return tarred(place, link, member("hw/shapes.py/x", b"x"))


@graded()
def tar_links_elsewhere(place: Path) -> Path:
    """Links that are not the answer are not followed."""
    links = member("a", kind=tarfile.SYMTYPE) + member("b", kind=tarfile.LNKTYPE)
    return tarred(place, links, RIGHT)


@refused("shapes.py: this is a special file, not a file.*pack the file itself")
def tar_device(place: Path) -> Path:
    """The answer is a device."""
    return tarred(place, member(SCRIPT, kind=tarfile.CHRTYPE))


@refused("shapes.py: this is a special file, not a file.*pack the file itself")
def tar_pipe(place: Path) -> Path:
    """The answer is a pipe."""
    return tarred(place, member(SCRIPT, kind=tarfile.FIFOTYPE))


@refused("shapes.py: this is a special file, not a file.*pack the file itself")
def tar_with_holes(place: Path) -> Path:
    """The answer is written in parts, of which only some are stored."""
    records = _record(b"GNU.sparse.major=1") + _record(b"GNU.sparse.realsize=99")
    return tarred(place, member("x", records, tarfile.XHDTYPE), RIGHT)


@refused("archive holds shapes.py 2 times.*pack only the one that counts")
def tar_same_name_twice(place: Path) -> Path:
    """What adding to a tar leaves."""
    return tarred(place, RIGHT, member(SCRIPT, b"x = 1\n"))


@refused("archive holds more than 100 MiB.*without data")
def tar_bomb(place: Path) -> Path:
    """A gigabyte of zeros in a megabyte."""
    packer = zlib.compressobj(1, wbits=31)
    parts = [packer.compress(RIGHT + header("data.bin", 1 << 30))]
    parts += [packer.compress(bytes(1 << 20)) for _ in range(110)]
    return file(place, ".tar.gz", b"".join(parts) + packer.flush())


@refused("shapes.py: file is larger than 5 MiB.*hand in the source only")
def tar_large_answer(place: Path) -> Path:
    """An answer of fifty megabytes."""
    return tarred(place, member(SCRIPT, b"#" * (50 << 20)))


@refused("archive holds more than 10000 files.*pack only the files")
def tar_of_20000_entries(place: Path) -> Path:
    """Twenty thousand empty files."""
    return tarred(place, member("a") * 20_000)


@refused("archive holds more than 10000 files")
def tar_of_headers_only(place: Path) -> Path:
    """Headers that belong to nothing, without an end."""
    return tarred(place, member("x", _record(b"a=b"), tarfile.XGLTYPE) * 31_000)


@refused("archive holds more than 10000 files, or very long names")
def tar_of_a_giant_name(place: Path) -> Path:
    """A name of fifty megabytes."""
    name = header("././@LongLink", 50 << 20, tarfile.GNUTYPE_LONGNAME)
    return tarred(place, name, b"x" * (50 << 20), RIGHT)


@refused("this is not a whole tar archive.*make a new .zip")
def tar_of_a_negative_size(place: Path) -> Path:
    """A size that leads back, and round in circles."""
    data = bytearray(header("x", 0))
    data[124:136] = b"\xff" * 12
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data)
    return tarred(place, bytes(data), RIGHT)


@refused("this is not a whole tar archive.*make a new .zip")
def tar_of_a_negative_record(place: Path) -> Path:
    """The same in a header of its own."""
    record = member("x", _record(b"size=-512"), tarfile.XHDTYPE)
    return tarred(place, record, RIGHT)


@refused("this is not a whole tar archive.*make a new .zip")
def tar_of_digits(place: Path) -> Path:
    """A header of digits, over which searching takes quadratic time."""
    return tarred(place, member("x", b"1" * (4 << 20), tarfile.XHDTYPE), RIGHT)


@graded()
def tar_of_many_records(place: Path) -> Path:
    """A header of a hundred thousand records, to be sliced off one by one."""
    records = _record(b"a=") * 100_000
    return tarred(place, member("x", records, tarfile.XHDTYPE), RIGHT)


@refused("archive holds more than 10000 files, or very long names")
def tar_of_long_records(place: Path) -> Path:
    """Headers of megabytes, each within the limit."""
    comment = member("x", _record(b"a=" + b"b" * (3 << 20)), tarfile.XHDTYPE)
    return tarred(place, comment * 3, RIGHT)


@refused("this is not a whole tar archive.*make a new .zip")
def tar_truncated(place: Path) -> Path:
    """Half a tar."""
    path = tarred(place, RIGHT)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


@refused("this is not a whole tar archive.*make a new .zip")
def tar_without_an_end(place: Path) -> Path:
    """A tar that stops after a file, which may not be the last."""
    return file(place, ".tar", RIGHT)


@refused("this is not a whole tar archive.*make a new .zip", peak_mib=5)
def tar_with_more_behind_it(place: Path) -> Path:
    """A compressed tar without an end, and sixty megabytes of nothing behind it."""
    path = file(place, ".tar.gz", gzip.compress(RIGHT))
    os.truncate(path, 60 << 20)
    return path


@refused("this is not a whole tar archive.*make a new .zip")
def tar_that_is_a_script(place: Path) -> Path:
    """A script that was renamed."""
    return file(place, ".tar", ANSWER * 3)


@refused("no .py or .ipynb file to grade in this archive.*put your shapes.py")
def tar_empty(place: Path) -> Path:
    """A tar of nothing."""
    return tarred(place)


def _record(text: bytes) -> bytes:
    """Write `length keyword=value`, of which the length counts itself."""
    length = len(text) + 3
    while len(b"%d %s\n" % (length, text)) != length:
        length += 1
    return b"%d %s\n" % (length, text)
