"""The blocks of one item in, each with its label, path, address and parent out.

`corpus/lists.py` says which label a block has. Here it gets its address; what has no label is a heading, leads into an
outcome, follows a paragraph as its action, or belongs to the paragraph before it while a quotation or bracket is open
there or while the list goes on after it. Anything else is a paragraph of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.addresses import Addresses
from corpus.ahead import Ahead, ahead_of
from corpus.blocks import CELL_GAP, Block
from corpus.joining import join_flags, join_lone_labels
from corpus.leads import Lead, is_heading, lead_in, opens_list, resumes
from corpus.lists import SET_IN, Opening, OpenLists, is_title
from corpus.minutes import fold
from corpus.numbering import SCHEMES, SPACES, Label, begins_alike, read_labels


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its place in the item.

    fragment: its address inside the item (`b.vii`, `45.24.p2`, `resolved.a`). path: the names of the labels that lead
    to it. parent: index of the block it belongs to. under: index of the lead-in (`RESOLVED:`) that governs it.
    carries_item: its label names the item too (`45.12`). heading: a heading inside the item. lead: what it leads into.
    """

    block: Block
    label: str
    text: str
    path: tuple[str, ...]
    fragment: str
    parent: int | None = None
    under: int | None = None
    carries_item: bool = False
    heading: bool = False
    lead: Lead | None = None


def place(blocks: Sequence[Block], *, before: int = 0) -> list[Placed]:
    """Return the blocks of one item in order, each with its label and its place. Blocks without text are left out.

    before: how many paragraphs of the item come before these blocks, for an unlabelled one is addressed by its ordinal.
    """
    blocks = join_lone_labels(join_flags([block for block in blocks if fold(block.text)]))
    readings = [_readings(block) for block in blocks]
    sequencer = _Sequencer(before=before)
    whole = ahead_of(readings)
    for index, block in enumerate(blocks):
        ahead = whole.after(index)
        label = sequencer.lists.choose(readings[index], ahead)
        if label is not None:
            sequencer.put_labelled(block, label, ahead)
        else:
            sequencer.put_unlabelled(block, fold(block.text), ahead)
    return sequencer.placed


def _readings(block: Block) -> list[Label]:
    """Return the readings of a block's label; one that the format generated stands as deep as the format says."""
    labels = [label for label in read_labels(block.text, block.label) if label.text]
    return [replace(label, indent=block.indent) for label in labels] if block.label is not None else labels


@dataclass(slots=True)
class _Sequencer:
    """What has been placed so far, and what is open.

    interrupted: an unlabelled paragraph came since the last label. lead: index of the lead-in that is open. announcer:
    index of a paragraph that announces what follows it. actionable: index of the last one that an action can follow.
    unclosed: for each index, how many brackets and quotations its paragraph and what belongs to it leave open.
    """

    before: int
    placed: list[Placed] = field(default_factory=list)
    lists: OpenLists = field(default_factory=OpenLists)
    addresses: Addresses = field(default_factory=Addresses)
    interrupted: bool = False
    lead: int | None = None
    announcer: int | None = None
    actionable: int | None = None
    unclosed: list[list[int]] = field(default_factory=list)

    def put_labelled(self, block: Block, label: Label, ahead: Ahead) -> None:
        if self._follows_whole_lead():
            self._settle_whole_lead(label)
        if block.label is not None and not self._follows_announcing_entry():
            self.lists.leave_inner(label)
        level = self.lists.enter(label, self._ground(), self.addresses.used, ahead)
        level.parent = self.lead if level.parent is None and self._is_clause(label) else level.parent
        name = (label.name,) if label.name else ()
        path, address = (
            (*level.path, *name),
            (*level.address, *(part.replace("/", "-").replace(" ", "") for part in name)),
        )
        lead, under = lead_in(label.text), self._governor(level.parent)
        inside = bool(level.path) and level.parent is not None and self.placed[level.parent].carries_item
        level.value, level.index, level.titled = label.value, len(self.placed), is_title(label)
        self._append(
            Placed(
                block=block,
                label=label.printed,
                text=label.text,
                path=path if name else (),
                fragment=self.addresses.labelled(address) if name else self._ordinal(),
                parent=level.parent,
                under=under,
                carries_item=SCHEMES[label.scheme].absolute or inside,
                lead=lead,
            )
        )
        # A bullet names nothing, so a list inside it stands in what its own list stands in.
        level.inner_path = path
        level.inner_address = (self.placed[-1].fragment,) if name else address
        self.interrupted, self.announcer = False, None
        if lead is not None and lead.kind != "action" and lead.bare:
            self.lead = level.index
        elif under is None and not self._stands_in_lead(level.parent):
            self.lead = None

    def put_unlabelled(self, block: Block, text: str, ahead: Ahead) -> None:
        lead = lead_in(text)
        if lead is not None and lead.kind == "action" and not lead.bare and self.placed:
            self._put_action(block, text, lead)
        elif lead is not None:
            self._put_lead(block, text, lead)
        elif resumes(text) and self._follows_bare_lead():
            self._put_resumption(block, text)
        elif is_heading(block, text):
            self._close()
            self._append(Placed(block, "", text, (), self._ordinal(), heading=True))
        elif (owner := self._owner(block, ahead)) is not None:
            self._put_continuation(block, text, owner)
        else:
            self._put_sibling(block, text)

    def _put_action(self, block: Block, text: str, lead: Lead) -> None:
        """An action follows the paragraph it came from, and the list around it goes on."""
        owner = self.actionable
        whole = self.placed[owner] if owner is not None else None
        fragment = self.addresses.numbered(f"{whole.fragment}.{lead.key}" if whole else lead.key)
        carries = whole is not None and whole.carries_item
        self._append(Placed(block, "", text, (), fragment, owner, carries_item=carries, lead=lead))

    def _put_lead(self, block: Block, text: str, lead: Lead) -> None:
        """A lead-in that says nothing yet closes the lists before it; a whole resolution may have a list of its own."""
        if lead.bare:
            self._close()
        self.lead, self.interrupted, self.announcer = len(self.placed), True, None
        heading = text.endswith(":") and len(text.split()) <= 3 and lead.kind == "recommendation"
        self._append(
            Placed(block, "", text, (lead.key,), self.addresses.numbered(lead.key), heading=heading, lead=lead)
        )

    def _put_resumption(self, block: Block, text: str) -> None:
        """`THAT:` in the line after `RESOLVED` is part of it, and what follows is still what was resolved."""
        lead = self.placed[-1]
        fragment = self.addresses.more_of(lead.fragment)
        self._append(Placed(block, "", text, lead.path, fragment, self.lead, self.lead, lead.carries_item))

    def _put_continuation(self, block: Block, text: str, owner: int) -> None:
        """A second paragraph under one label is `45.24.p2`; under a bullet, which names nothing, it has its ordinal.

        What was said between two entries of a resolution has the address of the first, but resolves nothing.
        """
        whole = self.placed[owner]
        for level in self.lists.levels:
            level.holds = level.holds or (level.titled and level.index == owner == len(self.placed) - 1)
        under = owner if owner == self.lead else whole.under if self._is_part_of(block, text, owner) else None
        fragment = self.addresses.more_of(whole.fragment) if whole.path else self._ordinal()
        self._append(Placed(block, "", text, whole.path, fragment, owner, under, whole.carries_item))
        self.lists.close_inside(owner)
        self.announcer = len(self.placed) - 1 if opens_list(text) else None

    def _put_sibling(self, block: Block, text: str) -> None:
        """A paragraph of its own ends the lists before it; the first after a bare lead-in is what that led to.

        The rows of a table belong to the paragraph that announces it.
        """
        under, announced = self._open_lead(text), self.announcer
        if announced is not None and self._is_row(block, text, announced):
            self._append(Placed(block, "", text, (), self._ordinal(), announced, under))
            return
        self.interrupted = True
        self._append(Placed(block, "", text, (), self._ordinal(), under, under))
        self.announcer = len(self.placed) - 1 if opens_list(text) else None
        if self.announcer is None and not text.endswith((";", "; and")) and not text.startswith(_GOES_ON):
            self.lead = None

    def _is_row(self, block: Block, text: str, announced: int) -> bool:
        """Return whether a block is a row of the table that a paragraph announces: it comes next, or after one like it.

        Where a whole page is set in a table, the row of one cell after the rows of several is a paragraph.
        """
        comes_next = len(self.placed) == announced + 1
        return block.kind == "cell" and (comes_next or CELL_GAP in text or CELL_GAP not in self.placed[-1].text)

    def _open_lead(self, text: str) -> int | None:
        """Return the lead-in that governs an unlabelled paragraph here, closing one that has had its own."""
        if self.lead is not None:
            lead, next_to_it = self.placed[self.lead].lead, len(self.placed) == self.lead + 1
            goes_on = next_to_it or self.announcer is not None or text.startswith(_GOES_ON)
            if lead is None or not lead.bare or not (goes_on or resumes(self.placed[-1].text)):
                self.lead = None
        return self.lead

    def _follows_bare_lead(self) -> bool:
        """Return whether the block before is a lead-in that has said nothing yet."""
        lead = self.placed[-1].lead if self.lead is not None and self.lead == len(self.placed) - 1 else None
        return lead is not None and lead.bare

    def _follows_whole_lead(self) -> bool:
        """Return whether the block before is an unlabelled resolution that says what was resolved."""
        if self.lead is None or self.lead != len(self.placed) - 1:
            return False
        before = self.placed[self.lead]
        return not before.label and before.lead is not None and not before.lead.bare

    def _follows_announcing_entry(self) -> bool:
        """Return whether the block before is labelled and announces a list, which stands in it however it is set."""
        return bool(self.placed and self.placed[-1].label) and opens_list(self.placed[-1].text)

    def _settle_whole_lead(self, label: Label) -> None:
        """After a whole resolution, a list that begins is the resolution's; one that goes on is the one before it."""
        if label.value in {(1,), ()} and not SCHEMES[label.scheme].absolute:
            self.lists.levels.clear()
        else:
            self.lead = None

    def _owner(self, block: Block, ahead: Ahead) -> int | None:
        """Return the index of the labelled paragraph that an unlabelled block continues, or None."""
        if not self.lists.levels or self.interrupted:
            return None
        innermost = self.lists.levels[-1]
        follows_title = innermost.titled and innermost.holds and innermost.index == len(self.placed) - 1
        if follows_title or self._follows_bare_lead() or self._holds_open(block, innermost.index):
            return innermost.index
        going_on = self.lists.that_goes_on(ahead)
        return going_on.index if going_on is not None else None

    def _holds_open(self, block: Block, owner: int) -> bool:
        """Return whether a labelled paragraph leaves a bracket or quotation open, or a block is set in below it."""
        indent = len(block.text) - len(block.text.lstrip(SPACES))
        level = next((level for level in self.lists.levels if level.index == owner), None)
        set_in = level is not None and indent > level.indent + SET_IN
        return set_in or any(count > 0 for count in self.unclosed[owner])

    def _is_part_of(self, block: Block, text: str, owner: int) -> bool:
        """Return whether a continuation says more of what its paragraph says, and is not talk between two entries."""
        return self._holds_open(block, owner) or opens_list(self.placed[owner].text) or text[:1].islower()

    def _governor(self, parent: int | None) -> int | None:
        """Return the open lead-in, if a labelled block whose parent is given stands in a list that it opened."""
        while parent is not None and self.lead is not None:
            if parent == self.lead or self.placed[parent].under == self.lead:
                return self.lead
            if not self.placed[parent].label:
                return None
            parent = self.placed[parent].parent
        return None

    def _is_clause(self, label: Label) -> bool:
        """Return whether a label with its whole path says what an unlabelled bare lead-in led to.

        It does where it stands right below, or where the clauses go on: one ends with a semicolon, or all begin alike.
        """
        lead = self.placed[self.lead] if self.lead is not None else None
        if lead is None or lead.label or lead.lead is None or not lead.lead.bare or label.scheme != "dotted":
            return False
        clauses = self.placed[(self.lead or 0) + 1 :]
        if not clauses:
            return True
        goes_on = clauses[-1].text.endswith((";", "; and")) or begins_alike(clauses[0].text, label.text)
        return goes_on and bool(clauses[0].label) and clauses[-1].under == self.lead

    def _stands_in_lead(self, parent: int | None) -> bool:
        """Return whether a block whose parent is given stands between the entries of the open lead-in, as talk does."""
        while parent is not None and parent != self.lead:
            parent = self.placed[parent].parent
        return parent is not None

    def _ground(self) -> Opening:
        lead = self.placed[self.lead] if self.lead is not None else None
        return Opening(
            path=lead.path if lead else (),
            address=(lead.fragment,) if lead else (),
            interrupted=self.interrupted,
            announcer=self.announcer if self.announcer is not None else self.lead if not self.lists.levels else None,
        )

    def _close(self) -> None:
        self.lists.levels.clear()
        self.interrupted, self.lead, self.announcer = False, None, None

    def _append(self, placed: Placed) -> None:
        counts = [placed.text.count(opening) - placed.text.count(closing) for opening, closing in _PAIRS]
        self.unclosed.append(counts)
        if placed.parent is not None:
            self.unclosed[placed.parent] = [a + b for a, b in zip(self.unclosed[placed.parent], counts, strict=True)]
        if _can_have_action(placed):
            self.actionable = len(self.placed)
        self.addresses.used.add(placed.fragment)
        self.placed.append(placed)

    def _ordinal(self) -> str:
        return f"p{self.before + len(self.placed) + 1}"


def _can_have_action(placed: Placed) -> bool:
    return not placed.heading and (placed.lead is None or placed.lead.kind != "action")


# What a resolution goes on with in a paragraph of its own.
_GOES_ON = ("That ", "THAT ", "that ")
_PAIRS = (("[", "]"), ("(", ")"), ("“", "”"))
