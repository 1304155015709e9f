"""Names of a sentence against those of what it cites."""

import pytest

from service.checks.ground import Ground
from service.checks.names import fault

GROUND = Ground(
    "Cllr. J. M. Ames and Ann Smith welcomed the Care Quality Commission's letter. John Doughty of Mill Lane said that "
    "potholes were repaired. The Director of Finance left; Councillor O’Dell stayed.",
    over=("Oakshire County Council", "Cabinet"),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Councillor Ames welcomed the letter.",
        "Councillor J. M. Ames welcomed the letter.",
        "The letter was welcomed by Ann Smith.",
        "The CQC wrote a letter.",
        "Mill Lane's potholes were repaired.",
        "Potholes on Mill Lane were repaired.",
        "The Cabinet of Oakshire County Council was told.",
        "The Oakshire Cabinet was told.",
        "Residents were told that the Director of Finance left.",
        "Additionally, the Council was told.",
        "Members and Officers were told.",
        "However, Councillor O'Dell stayed.",
        "Repairs were welcomed.",
        "Importantly, potholes were repaired.",
        "Noting the letter, the Director of Finance left.",
    ],
)
def test_names_that_stand_there_pass(sentence: str) -> None:
    assert fault(sentence, [GROUND]) == ""


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Jones left.", "Jones"),
        ("Kelly left.", "Kelly"),
        ("Fleming welcomed the letter.", "Fleming"),
        ("Reading was repaired.", "Reading"),
        ("Trinity stayed.", "Trinity"),
        ("The letter was welcomed by Jones.", "Jones"),
        # A John and a Smith are there, and no John Smith.
        ("John Smith left.", "John Smith"),
        ("Councillor Smith left.", "Councillor Smith"),
        ("Councillor Doughty left.", "Councillor Doughty"),
        ("Mr Doughty spoke.", "Mr"),
        ("The CQD wrote a letter.", "CQD"),
        ("The Director of Education left.", "Education"),
        ("The Scrutiny Board met.", "Scrutiny"),
        ("Surrey County Council met.", "Surrey"),
    ],
)
def test_a_name_that_does_not_stand_there_is_told(sentence: str, name: str) -> None:
    assert fault(sentence, [GROUND]) == f"the name “{name}” is not in what it cites"
