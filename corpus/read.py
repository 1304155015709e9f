"""A source in, its minutes out: the one entry to the corpus."""

import hashlib
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

from corpus.blocks import Block
from corpus.errors import NoMinutes, SourceMissing, SourceUnreadable
from corpus.formats import SUFFIXES, format_of
from corpus.layouts import LAYOUTS
from corpus.layouts.furniture import with_anchors
from corpus.layouts.outline import Outline
from corpus.layouts.refusals import refusal
from corpus.minutes import Metadata, Minutes, Reading, Source, fold, slug
from corpus.paragraphs import items_of


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What is in a folder and is not read, and why, in a few words."""

    path: Path
    reason: str


def minutes_files(path: Path) -> list[Path]:
    """Return the files to read at a path: itself, or every file below a folder whose ending a format has, by name.

    Hidden files and links are passed over in folders. A side-car is read with the file that it belongs to, so that by
    itself it gives none. Raises SourceMissing where there is nothing at the path, or nothing to read, and
    SourceUnreadable where the path is neither a file nor a folder that can be opened.
    """
    if path.is_file():
        return [] if _is_sidecar(path) else [path]
    if not path.exists():
        raise SourceMissing(
            f"there is no file or folder '{path}'. Give the path of minutes to add, or of a folder of them."
        )
    if not path.is_dir():
        raise SourceUnreadable(f"'{path}' {_IRREGULAR}, not a file. Give the path of minutes to add.")
    found = list(_below(path))
    if found and found[0] == PassedOver(path, found[0].reason):
        raise SourceUnreadable(f"the folder '{path}' cannot be read ({found[0].reason}). Check who may read it.")
    files = [one.path for one in found if not one.reason]
    if not files:
        raise SourceMissing(
            f"the folder '{path}' holds no minutes: no file in it ends in {', '.join(SUFFIXES)}. "
            "Give another folder, or the files themselves."
        )
    return files


def passed_over(path: Path) -> list[PassedOver]:
    """Return what `minutes_files` passes over below a folder, by name: what no format reads, links, pipes and the like.

    Side-cars are not among them, nor is what is hidden or Python's own (`__init__.py`). Empty for a file.
    """
    return [one for one in (_below(path) if path.is_dir() else ()) if one.reason]


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises SourceMissing or SourceUnreadable where they cannot be had."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):  # a pipe would be waited for
            raise SourceUnreadable(f"'{path}' {_IRREGULAR}, not a file. Give the path of minutes to add.")
        if status.st_size > MOST_BYTES:
            raise SourceUnreadable(
                f"'{path}' is larger than {MOST_BYTES // 2**20} MB, the most that is read. "
                "Split it by meeting and add the parts."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceMissing(f"there is no file '{path}'. Give the path of minutes to add.") from None
    except OSError as error:
        raise SourceUnreadable(
            f"'{path}' cannot be read ({error.strerror}). Check the path and who may read it."
        ) from None


def read_minutes(name: str, data: bytes, given: Metadata) -> Reading:
    """Return the minutes that a source holds.

    name: the file's name or address; its ending tells the format. given: what the person adding it states, which goes
    before what the document says. Raises SourceUnreadable where no format reads the bytes, NoMinutes where they are not
    whole minutes.
    """
    known = format_of(PurePath(name).name, data)
    read, left = known.read_with_warnings(data) if known.read_with_warnings else (known.read(data), ())
    blocks = with_anchors([block for block in read if fold(block.text)])
    layout, outline = _outline(name, blocks)
    metadata = given.over(outline.metadata)
    if outline.single and metadata.item:
        outline = replace(outline, items=(replace(outline.items[0], number=metadata.item), *outline.items[1:]))
    identity = minutes_id(metadata, outline, name)
    items = items_of(outline, identity)
    if not any(item.paragraphs for item in items):
        raise NoMinutes(
            f"'{name}' holds a title but no minutes. Add the page or document that has the text of the meeting."
        )
    minutes = Minutes(
        id=identity,
        council=metadata.council,
        committee=metadata.committee,
        held=metadata.held,
        title=metadata.title or _title(outline, metadata),
        status=metadata.status or "unknown",
        source=Source(
            address=PurePath(name).name,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type=known.media_type,
            retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
        ),
        layout=layout,
        items=items,
        begins=metadata.begins,
    )
    guarded = (_RESTRICTED_WARNING,) if any(_RESTRICTED.match(fold(block.text)) for block in blocks) else ()
    return Reading(
        minutes=minutes,
        given=given,
        warnings=(*_warnings(metadata, layout, outline.several), *outline.warnings, *guarded, *left),
        left_out=outline.left_out,
        withholds=outline.withholds,
    )


def minutes_id(metadata: Metadata, outline: Outline, name: str) -> str:
    """Return the address of minutes: `<council>/<committee>/<date>`, and the item where the source is the page of one.

    `gloucestershire/childrens-scrutiny/2019-11-07`; `…/2019-11-07/45` for the page of item 45 alone. What is unknown
    says so (`unknown/unknown/undated`), followed by what tells the source from others: the item's number or title, else
    the file's name.
    """
    council = slug(_distinguishing(metadata.council or "")) or "unknown"
    committee = slug(_without(metadata.committee or "", _COMMITTEE_WORDS)) or "unknown"
    held = metadata.held.isoformat() if metadata.held else "undated"
    parts = [council, committee, held]
    if outline.single:
        item = outline.items[0]
        parts.append(
            slug(item.number or "") or slug(metadata.title or item.title) or slug(PurePath(name).stem) or "item"
        )
    elif metadata.held is None:
        parts.append(slug(PurePath(name).stem) or "meeting")
    return "/".join(parts)


def _below(folder: Path) -> list[PassedOver]:
    """Return what is in a folder and in those inside it, by name, with why it is passed over, "" for a file to read.

    What is hidden, Python's own or a side-car is left out. Links are not followed, so that a loop of them does no harm.
    """
    found: list[PassedOver] = []

    def closed(error: OSError) -> None:
        found.append(PassedOver(Path(error.filename), f"it cannot be opened: {error.strerror}"))

    for place, folders, files in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(place, name).is_symlink()]
        paths = [Path(place, name) for name in (*files, *links) if not name.startswith(".")]
        found += [PassedOver(path, _why_passed_over(path)) for path in paths if not _is_sidecar(path)]
    kept = [one for one in found if not one.reason or not _is_python_s(one.path, folder)]
    return sorted(kept, key=lambda one: one.path)


def _is_python_s(path: Path, folder: Path) -> bool:
    return any(part.startswith("__") for part in path.relative_to(folder).parts)


def _why_passed_over(path: Path) -> str:
    if path.is_symlink():
        return "it is a link"
    if not path.is_file():
        return f"it {_IRREGULAR}"
    return "" if path.suffix.casefold() in SUFFIXES else "no format reads it"


def _is_sidecar(path: Path) -> bool:
    return path.suffix == ".toml" and path.with_suffix("").is_file()


def _outline(name: str, blocks: Sequence[Block]) -> tuple[str, Outline]:
    layout = next((layout for layout, functions in LAYOUTS.items() if functions.recognises(blocks)), None)
    why = refusal(blocks, recognised=layout not in {None, "plain"})
    if why is not None:
        raise NoMinutes(f"'{name}' {why}")
    if layout is None:
        raise NoMinutes(
            f"'{name}' holds no text outside its page's navigation. Add the page or document that has the minutes."
        )
    return layout, LAYOUTS[layout].parse(blocks)


def _title(outline: Outline, metadata: Metadata) -> str:
    return outline.items[0].title if outline.single else metadata.committee or ""


def _warnings(metadata: Metadata, layout: str, several: bool) -> tuple[str, ...]:
    """Return what the person who adds the source should know: what stays unknown, and how to say it.

    several: its items are of several meetings, whose committee and date cannot be said by one flag.
    """
    flags = {"council": "--council", "committee": "--committee", "held": "--held"}
    names = {"council": "council", "committee": "committee", "held": "date"}
    unknown = [field for field in flags if getattr(metadata, field) is None and not (several and field != "council")]
    warnings = []
    if unknown:
        stated = " and ".join(filter(None, (", ".join(names[field] for field in unknown[:-1]), names[unknown[-1]])))
        warnings.append(
            f"the document does not state its {stated}; "
            f"give {' '.join(flags[field] for field in unknown)}, or a side-car file"
        )
    if layout == "plain":
        warnings.append("no layout of minutes was recognised, so it was read as one plain item")
    return tuple(warnings)


def _distinguishing(council: str) -> str:
    """Return a council's name without the words before and after it that say what kind of council it is.

    `Kent County Council` is Kent, `London Borough of Camden` is Camden; all of it where nothing else would be left.
    """
    kept = _KIND_AFTER.sub("", _KIND_BEFORE.sub("", fold(council), count=1))
    return kept if kept and kept.casefold() not in _COUNCIL_WORDS else council


def _without(name: str, words: frozenset[str]) -> str:
    """Return a name without the words that every such name has; all of it where nothing else would be left."""
    kept = [word for word in name.split() if word.casefold() not in words]
    return " ".join(kept) or name


# Many minutes use these words of papers that are somewhere else, so that they tell the reader and refuse nothing.
_RESTRICTED = re.compile(r"NOT FOR PUBLICATION\b|(?:EXEMPT|CONFIDENTIAL|RESTRICTED)(?: MINUTES?| ITEMS?| APPENDIX)?$")
_RESTRICTED_WARNING = "it calls itself or a part of it exempt or not for publication; take it away again if it is"
MOST_BYTES = 50 * 2**20
_IRREGULAR = "is a pipe, a socket or a device"
_COUNCIL_WORDS = frozenset({"council", "county", "city", "district", "borough", "metropolitan", "the"})
_KIND_BEFORE = re.compile(
    r"(?:the )?(?:(?:(?:london|royal|metropolitan|district|county|city|borough|council|and) ){1,5}of (?:the )?){0,2}",
    re.IGNORECASE,
)
_KIND_AFTER = re.compile(r"(?: (?:metropolitan|district|county|city|borough))* council$", re.IGNORECASE)
_COMMITTEE_WORDS = frozenset({"committee", "the"})
