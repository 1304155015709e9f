"""The Word file of the sample, made again from its text."""

from tools.sample_documents import TARGET, document


def test_the_word_file_of_the_sample_is_what_its_text_makes() -> None:
    assert TARGET.read_bytes() == document()


def test_the_text_holds_none_of_the_numbers_that_word_prints() -> None:
    data = document()

    assert b"PL23/053" not in data
    assert b">(1)" not in data
    assert "Application 23/00655/LBC – The Corn Hall".encode() in data
