"""A source of chance in, words for minutes out: sentences of realistic length about councils that do not exist."""

from random import Random

SURNAMES = "Hale Marsh Quaye Ockley Fasham Larkspur Stannering Vaisey Threlkett Okoro Nye Brightwell Pim Asante".split()
PLACES = (
    "the Esplanade", "Harrowmere", "Brinemouth", "the north quay", "Pellbeck", "Skelderness", "Orlingford",
    "the Marrowby Showground", "Staithe Road", "the lower town",
)  # fmt: skip
BODIES = ("the Board", "the Committee", "Cabinet", "the working group", "the Panel", "the county council")
THINGS = (
    "the revised budget", "the parking order", "the library strategy", "the housing needs survey", "the flood wall",
    "the return home interviews", "the cross-boundary bus service", "the register of long-term empty homes",
    "the audit plan", "the sickness figures", "the tender for the ferry", "the well-being grant",
)  # fmt: skip
TITLES = (
    "Apologies for absence", "Declarations of interest", "Minutes of the previous meeting", "Budget monitoring",
    "Library strategy", "Flood defences at Pellbeck", "Review of the parking order", "Ofsted improvement letter",
    "Work programme", "Treasury management: mid-year report", "Housing needs in the lower town",
    "Safeguarding (annual report)", "Petition – Save the Ferry", "Date of next meeting", "Members’ questions",
)  # fmt: skip
HEADINGS = ("Public questions", "Matters arising", "Review and purpose", "Next steps", "Capital programme", "Risks")
COUNCILS = (
    "Marlshire County Council",
    "Eastmere District Council",
    "Thornbeck Borough Council",
    "Oakholt Town Council",
)
COMMITTEES = (
    "Planning Committee", "Cabinet", "Overview and Scrutiny Committee", "Children and Families Scrutiny Panel",
    "Health and Wellbeing Board", "Licensing Sub-Committee", "Audit Committee",
)  # fmt: skip
MONTHS = (
    "January February March April May June July August September October November December"
).split()  # fmt: skip


def day(chance: Random) -> str:
    return f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.randint(2008, 2024)}"


def name(chance: Random) -> str:
    return f"{chance.choice(('Councillor', 'Cllr', 'Mr', 'Mrs', 'Dr'))} {chance.choice(SURNAMES)}"


def sentence(chance: Random) -> str:
    """Return a sentence that opens nothing: no lead-in, no list, no bracket left open."""
    return chance.choice(_SENTENCES).format(
        who=name(chance),
        other=name(chance),
        body=chance.choice(BODIES),
        thing=chance.choice(THINGS),
        more=chance.choice(THINGS),
        place=chance.choice(PLACES),
        day=day(chance),
        sum=f"£{chance.randint(1, 900)},{chance.randint(100, 999)}",
        share=f"{chance.randint(1, 40)}.{chance.randint(1, 9)} per cent",
        count=chance.randint(2, 400),
        year=chance.randint(2008, 2024),
        para=f"{chance.randint(1, 9)}.{chance.randint(1, 30)}",
    )


def prose(chance: Random, most: int = 5) -> str:
    """Return one to so many sentences."""
    text = " ".join(sentence(chance) for _ in range(chance.choice((1, 1, 2, 2, 3, most))))
    return text[0].upper() + text[1:]


def tricky(chance: Random) -> str:
    """Return a paragraph without a label whose start looks like one."""
    start = chance.choice(_TRICKY).format(
        hour=chance.randint(1, 12),
        minute=chance.randint(10, 59),
        number=chance.randint(2, 99),
        year=chance.randint(2008, 2024),
        who=chance.choice(SURNAMES),
        month=chance.choice(MONTHS),
        tenth=chance.randint(1, 9),
    )
    return start if start[-1] in ")]" else f"{start} {prose(chance, 3)}"


def announcement(chance: Random) -> str:
    """Return a paragraph that ends with the words before a list."""
    ending = chance.choice(_ANNOUNCING).format(
        who=name(chance), body=chance.choice(BODIES), thing=chance.choice(THINGS)
    )
    text = f"{prose(chance, 2)} {ending}" if chance.random() < 0.4 else ending
    return text[0].upper() + text[1:]


def clause(chance: Random) -> str:
    """Return what an entry of a list says, without its stop."""
    return chance.choice(_CLAUSES).format(
        thing=chance.choice(THINGS),
        body=chance.choice(BODIES),
        day=day(chance),
        place=chance.choice(PLACES),
        sum=f"£{chance.randint(1, 900)},{chance.randint(100, 999)}",
        who=name(chance),
        share=f"{chance.randint(1, 40)} per cent",
    )


def resolution(chance: Random) -> str:
    """Return what a clause of a resolution says, without its stop."""
    return chance.choice(_RESOLVED).format(
        thing=chance.choice(THINGS),
        body=chance.choice(BODIES),
        day=day(chance),
        sum=f"£{chance.randint(1, 900)},{chance.randint(100, 999)}",
    )


def cells(chance: Random) -> tuple[str, ...]:
    """Return a row of a table about interests or sums."""
    return (
        f"Councillor {chance.choice(SURNAMES)}",
        chance.choice((f"{chance.randint(10, 99)}/{chance.randint(10, 24)}", f"£{chance.randint(2, 90)},500")),
        chance.choice(("Personal", "Prejudicial", "Lives in Staithe Road", "Governor of a school")),
    )


_SENTENCES = (
    "{who} presented the report on {thing} and thanked the officers for their work.",
    "{body} noted that {thing} had cost {sum} more than had been allowed for in {year}.",
    "Members asked why {thing} had been deferred on {day}, and {other} replied that it had not been ready.",
    "{who} said that {share} of those asked (see paragraph {para} of the report) had been in favour.",
    "It was noted that {count} letters had been received, of which {count} were about {place}.",
    "The Director explained that {thing} and {more} would be looked at together, as they rested on the same figures.",
    "{who} asked whether {thing} had been agreed with {body}; it had.",
    "In reply to a question under (b) above, {other} confirmed that the work at {place} would begin on {day}.",
    "There were, e.g. in {place}, still {count} properties without a supply.",
    "The rate had risen from 3.5 to {share} since {day}.",
    "“We were told that it would be mended,” a resident of {place} had written, “and it has not been.”",
    "{other} regretted that application 23/05927/FUL had been determined before {thing} was published.",
    "The item was adjourned at 10.25 am and taken up again at 11.00 am.",
    "Members welcomed {thing} but were concerned about its effect on {place}, where {count} jobs depended on it, and "
    "hoped that {body} would say before {day} what could be done.",
    "{who} declared that she was a trustee of the charity that owned {place}.",
    "A copy of the report had been sent to {body} (Appendix 2 refers).",
    "He was content with that.",
    "It was a long-standing arrangement, and nobody wished to end it.",
)
_TRICKY = (
    "{hour}.00 am The meeting began.",
    "{hour}.{minute} p.m. – {hour}.59 p.m. The meeting stood adjourned.",
    "{number}.{tenth} per cent of those asked had answered.",
    "23/05927/FUL – Land at Staithe Road was taken next.",
    "P1723.22 had been withdrawn.",
    "{year} saw a rise in complaints.",
    "£{number}.{tenth} million had been set aside.",
    "{number} {month} {year} was the last day for comments.",
    "1,250 homes were wanted by {year}.",
    "{number} members voted in favour.",
    "{number} hours’ notice had been given.",
    "{number}% of the sum had been spent.",
    "A vote was taken.",
    "I am writing on behalf of my neighbours, the letter began.",
    "(Councillor {who} left the room and took no part in the item.)",
    "[Note: the figure was corrected after the meeting.]",
    "“It is late,” said {who}.",
    "CC{number} was the reference of the petition.",
    "{number}th of {month} was proposed.",
)
_ANNOUNCING = (
    "The following points were made:",
    "In discussion, {who} raised the following:",
    "{body} considered {thing}, in particular:",
    "Members asked for three things:",
    "{who} reported on {thing} as follows:",
    "The main findings were as follows –",
)
_CLAUSES = (
    "{thing} would be published on {day}",
    "the cost of {thing} would be {sum}, or {share} of the budget",
    "that {body} had been told of {thing}",
    "The repairs at {place} had been finished in time, and {who} was thanked",
    "{who} would write to {body} about {thing} and would report back before {day}, so that Members could decide",
    "Staff had been recruited for {place}",
    "no progress had been made",
    "Whether {thing} was lawful",
    "{sum} for {place}",
)
_RESOLVED = (
    "That {thing} be noted",
    "that {thing} be approved at a cost not exceeding {sum}",
    "That {body} be asked to report on {thing} by {day}, with the figures for each ward and the reasons for any change",
    "to defer {thing} until {day}",
    "the Director of Place be authorised to complete {thing}",
)
