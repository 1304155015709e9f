"""The rows of a page in, the tables and the lists in columns among them out.

Where ruled lines make a grid, its cells are what the lines enclose. Without a grid, rows whose pieces stand under each
other are a table if they hold figures or a bold head row, and else a list in columns (who was present), which is read
column by column.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.formats.pdf_drawn import Bounds
from corpus.formats.pdf_lines import Line, is_label, joined
from corpus.formats.pdf_words import PageWords, Word


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. column: from 0."""

    text: str
    column: int
    page: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table made by ruled lines. uprights: where they stand, from left. levels: where, from the top."""

    bounds: Bounds
    uprights: tuple[float, ...]
    levels: tuple[float, ...]

    def holds(self, word: Word) -> bool:
        """Return whether a word stands in the table."""
        return (
            self.bounds[0] <= (word.x0 + word.x1) / 2 <= self.bounds[2]
            and self.bounds[1] <= word.middle <= self.bounds[3]
        )


def grids(page: PageWords) -> list[Grid]:
    """Return the grids that ruled lines make on a page: at least two level and three upright lines that meet."""
    levels = [rule for rule in page.rules if rule[2] - rule[0] > _SHORTEST_RULE and rule[3] - rule[1] < _THICKEST_RULE]
    uprights = [rule for rule in page.rules if rule[3] - rule[1] > _SHORTEST_UPRIGHT > rule[2] - rule[0]]
    found = []
    for group in _groups([*levels, *uprights]) if len(levels) + len(uprights) <= _MOST_RULES else []:
        bounds = (
            min(r[0] for r in group),
            min(r[1] for r in group),
            max(r[2] for r in group),
            max(r[3] for r in group),
        )
        across = _places([rule[0] for rule in group if rule in uprights])
        down = _places([rule[1] for rule in group if rule in levels])
        if len(across) >= 3 and len(down) >= 2:
            found.append(Grid(bounds, tuple(across), tuple(reversed(down))))
    return found


def cells_of(grid: Grid, page: PageWords) -> list[list[Cell]]:
    """Return the rows of a grid, each its cells that hold text."""
    words = [word for word in page.words if grid.holds(word)]
    rows: list[list[Cell]] = []
    for top, foot in zip(grid.levels, grid.levels[1:], strict=False):
        row = []
        for column, (left, right) in enumerate(zip(grid.uprights, grid.uprights[1:], strict=False)):
            inside = [word for word in words if foot <= word.middle < top and left <= (word.x0 + word.x1) / 2 < right]
            if inside:
                row.append(Cell(_text(inside), column, page.number))
        if row:
            rows.append(row)
    return rows


def region_at(rows: Sequence[Sequence[Line]], first: int) -> int:
    """Return how many rows from the first on stand in columns; 0 where fewer than two do.

    A row of three and more with figures may stand alone, where a page parts a table.
    """
    if len(_unlabelled(rows[first])) < 2:
        return 0
    alone = len(_unlabelled(rows[first])) >= 3 and _is_table(rows[first : first + 1], len(rows[first]))
    columns = _merged([], rows[first])
    last = several = first
    for index in range(first + 1, len(rows)):
        row, above = rows[index], rows[index - 1]
        pitch = above[0].foot - row[0].foot
        wider = _merged(columns, row)
        if pitch > _WIDEST_PITCH * row[0].size or len(wider) < len(columns) or len(wider) < 2:
            break
        if len(row) == 1 and not _is_under(row[0], columns):
            break
        columns, last = wider, index
        if len(row) > 1:
            several = index
    if several == first:
        return int(alone)
    while last > several and not _ends_list(rows, last):
        last -= 1
    return last - first + 1


def in_columns(rows: Sequence[Sequence[Line]], column: int) -> list[Line] | list[list[Cell]]:
    """Return rows that stand in columns: the lines of a list column by column, or the rows of a table.

    column: the number of the first column of a list.
    """
    bounds = _spans(rows)
    placed = [[(piece, _column(piece, bounds)) for piece in row] for row in rows]
    if not _is_table(rows, len(bounds)):
        return [
            replace(piece, column=column + wanted, limit=bounds[wanted + 1][0] if wanted + 1 < len(bounds) else None)
            for wanted in range(len(bounds))
            for row in placed
            for piece, where in row
            if where == wanted
        ]
    made: list[list[Cell]] = []
    for row in placed:
        cells = [Cell(piece.text, where, piece.page) for piece, where in row]
        if made and cells[0].column > 0:  # a row without its first cell goes on with the one above
            made[-1] = _filled(made[-1], cells)
        else:
            made.append(cells)
    return made


def _is_table(rows: Sequence[Sequence[Line]], columns: int) -> bool:
    pieces = [piece for row in rows for piece in row]
    headed = all(piece.bold for piece in rows[0]) and not all(piece.bold for piece in pieces)
    figures = sum(1 for piece in pieces if any(character.isdigit() for character in piece.text))
    return (headed and len(rows[0]) == columns) or figures * 3 >= len(pieces)


def _unlabelled(row: Sequence[Line]) -> list[Line]:
    """Return the pieces of a row that do not become one line with a label or a lead such as `Present:` before them."""
    first = joined(row[:2])
    return [*row[2:], first] if first.start > first.left or is_label(row[-1].text) else list(row)


def _ends_list(rows: Sequence[Sequence[Line]], last: int) -> bool:
    """Return whether a single piece under the columns belongs to the list: it stands as close as the rows before it."""
    piece, above, before = rows[last][0], rows[last - 1][0], rows[last - 2][0] if last >= 2 else None
    close = before is None or (above.foot - piece.foot) <= 1.05 * (before.foot - above.foot)
    return close and not piece.bold and not piece.text.isupper() and piece.start == piece.left


def _is_under(piece: Line, columns: Sequence[tuple[float, float]]) -> bool:
    near = [span for span in columns if abs(span[0] - piece.left) < _ALIGNED]
    inner = [span for span in columns[1:] if span[0] - _ALIGNED < piece.left and piece.right < span[1] + _ALIGNED]
    return bool(near or inner)


def _spans(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for row in rows:
        spans = _merged(spans, row)
    return spans


def _merged(spans: Sequence[tuple[float, float]], row: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the columns that the spans and the pieces of a row make: what overlaps is one."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted([*spans, *((piece.left, piece.right) for piece in row)]):
        if merged and left < merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _column(piece: Line, spans: Sequence[tuple[float, float]]) -> int:
    return next(index for index, span in enumerate(spans) if span[0] <= piece.left <= span[1])


def _filled(row: Sequence[Cell], more: Sequence[Cell]) -> list[Cell]:
    texts = {cell.column: cell for cell in row}
    for cell in more:
        above = texts.get(cell.column)
        texts[cell.column] = replace(above, text=f"{above.text} {cell.text}") if above else cell
    return [texts[column] for column in sorted(texts)]


def _text(words: Sequence[Word]) -> str:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.middle):
        if lines and abs(lines[-1][0].middle - word.middle) < 0.4 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return " ".join(" ".join(word.text for word in sorted(line, key=lambda word: word.x0)) for line in lines)


def _groups(rules: Sequence[Bounds]) -> list[list[Bounds]]:
    """Return rules in groups, those together that touch."""
    groups: list[list[Bounds]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(other for group in touching for other in group)])
    return groups


def _touch(one: Bounds, other: Bounds) -> bool:
    return (
        one[0] <= other[2] + _TOUCH
        and other[0] <= one[2] + _TOUCH
        and one[1] <= other[3] + _TOUCH
        and other[1] <= one[3] + _TOUCH
    )


def _places(values: Sequence[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _ALIGNED:
            places.append(value)
    return places


# Points.
_SHORTEST_RULE = 15.0
_SHORTEST_UPRIGHT = 6.0
_THICKEST_RULE = 3.0
_ALIGNED = 4.0
_TOUCH = 2.5
_WIDEST_PITCH = 2.5
_MOST_RULES = 600
