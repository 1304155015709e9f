"""The id or address of a paragraph in, the paragraph out, with those printed before and after it."""

from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from service.citations import paragraph_id_of
from service.mcp.tool import PAGE_CHARACTERS, Arguments, Desk, ParagraphText, Tool, as_text, paragraph_text

BESIDE_CHARACTERS = 800


class GetParagraph(Arguments):
    """Which paragraph, and from where in its text."""

    paragraph: Annotated[
        str,
        Field(
            min_length=1,
            max_length=2000,
            description="The id of a paragraph, or the address of the page that shows it.",
            examples=["oakshire/childrens-scrutiny/2019-11-07#45.12"],
        ),
    ]
    start: Annotated[
        int, Field(ge=0, le=10_000_000, description="From which character of a long paragraph to read on.")
    ] = 0


@dataclass(frozen=True, slots=True)
class Around:
    """A paragraph with the beginnings of those printed before and after it; null at either end of the minutes."""

    paragraph: ParagraphText
    before: ParagraphText | None
    after: ParagraphText | None


def run(desk: Desk, asked: GetParagraph) -> Around:
    """Return the paragraph. Raises MinutesUnknown where there is none."""
    paragraph_id = paragraph_id_of(asked.paragraph.strip())
    placed = desk.collection.paragraph(paragraph_id)
    beside = [
        None if one is None else paragraph_text(desk, replace(placed, paragraph=one), most=BESIDE_CHARACTERS)
        for one in desk.collection.neighbours(paragraph_id)
    ]
    return Around(paragraph_text(desk, placed, start=asked.start, most=PAGE_CHARACTERS), beside[0], beside[1])


def text(_desk: Desk, found: Around) -> str:
    """Return the paragraph and its neighbours, in printed order."""
    parts = [("Before it", found.before), ("The paragraph", found.paragraph), ("After it", found.after)]
    return "\n\n".join(f"{heading}: {as_text(one)}" for heading, one in parts if one is not None)


TOOL = Tool(
    name="get_paragraph",
    title="Read a paragraph",
    description="Give one paragraph of the minutes verbatim, by its id or its address, with the paragraphs printed "
    "before and after it. Use it to check a quotation or to see what stands around it.",
    arguments=GetParagraph,
    result=Around,
    run=run,
    text=text,
)
