"""A text file in, plain or gzipped, its lines with their places out; and lines written whole or not at all."""

import codecs
import contextlib
import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.errors import DataInvalid, EvaluationError


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file that are not blank, each with its place (`run.txt:12`) for messages.

    A name that ends in .gz is unpacked, and a mark at the beginning that says UTF-8 is passed over. Raises DataInvalid
    for a file that is missing, damaged or not UTF-8.
    """
    try:
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DataInvalid(f"'{path}' cannot be unpacked ({error}). Download or write it again.") from None
    except OSError as error:
        raise DataInvalid(f"'{path}' cannot be read ({error.strerror}). Check the path and who may read it.") from None
    for number, line in enumerate(data.split(b"\n"), start=1):
        where = f"{path.name}:{number}"
        if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise DataInvalid(f"{where} is UTF-16. Save the file as UTF-8.")
        if b"\0" in line:
            # UTF-16 without a mark, or zeros where a disk was full: no text holds them.
            raise DataInvalid(
                f"{where} holds a zero byte (byte {line.index(0) + 1} of the line), so that it is UTF-16 or damaged. "
                "Save the file as UTF-8, or write it again."
            )
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r")
        except UnicodeDecodeError as error:
            raise DataInvalid(
                f"{where} is not UTF-8 (byte {error.start + 1} of the line). Save the file as UTF-8."
            ) from None
        if text.strip():
            yield where, text


def is_there(path: Path) -> bool:
    """Return whether a path is a file. Raises DataInvalid where that cannot be found out."""
    try:
        return path.is_file()
    except OSError as error:
        raise DataInvalid(f"'{path}' cannot be read ({error.strerror}). Check the path and who may read it.") from None


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines to a file, gzipped where its name ends in .gz: the same lines give the same bytes.

    The file is written beside and put in place whole. Raises EvaluationError where that cannot be done.
    """
    whole = "".join(f"{line}\n" for line in lines).encode()
    # Without a time and a name in its head, a gzip file depends on nothing but what it holds.
    data = gzip.compress(whole, mtime=0) if path.suffix == ".gz" else whole
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise EvaluationError(
            f"'{path}' could not be written ({error.strerror}). Check the path, who may write there and the free disk."
        ) from None
