"""Dates, numbers and telephones in each language, and what is accepted as one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from pages import formats

#: What shows the no-break spaces: ~ is U+00A0, _ is U+202F.
VISIBLE = str.maketrans({"\N{NO-BREAK SPACE}": "~", "\N{NARROW NO-BREAK SPACE}": "_"})


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("2021", "2021", "2021"),
        ("2021-09", "septembre 2021", "September 2021"),
        ("2021-09-03", "3~septembre 2021", "3~September 2021"),
        ("2021-05-01", "1er~mai 2021", "1~May 2021"),
        ("2021-05-11", "11~mai 2021", "11~May 2021"),
        ("2021-05-21", "21~mai 2021", "21~May 2021"),
        ("2020-02-29", "29~février 2020", "29~February 2020"),
        (date(2026, 11, 24), "24~novembre 2026", "24~November 2026"),
        ("vers 1925", "vers 1925", "vers 1925"),
    ],
)
def test_dates(value: str | date, french: str, english: str) -> None:
    assert formats.format_partial_date(value, "fr").translate(VISIBLE) == french
    assert formats.format_partial_date(value, "en").translate(VISIBLE) == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("0", "0", "0"),
        ("999", "999", "999"),
        ("1000", "1_000", "1,000"),
        ("27000", "27_000", "27,000"),
        ("1234567", "1_234_567", "1,234,567"),
        ("38.5", "38,5", "38.5"),
        ("102.8", "102,8", "102.8"),
    ],
)
def test_numbers(value: str, french: str, english: str) -> None:
    assert formats.format_number(value, "fr").translate(VISIBLE) == french
    assert formats.format_number(value, "en").translate(VISIBLE) == english


@pytest.mark.parametrize(
    ("value", "french", "english"), [("27", "27~%", "27%"), ("88.7", "88,7~%", "88.7%")]
)
def test_percentages(value: str, french: str, english: str) -> None:
    assert formats.format_percentage(value, "fr").translate(VISIBLE) == french
    assert formats.format_percentage(value, "en").translate(VISIBLE) == english


@pytest.mark.parametrize(
    ("value", "french", "english", "dialled"),
    [
        ("+33231455020", "02~31~45~50~20", "+33~2~31~45~50~20", "tel:+33231455020"),
        ("02 31 45 50 20", "02~31~45~50~20", "+33~2~31~45~50~20", "tel:+33231455020"),
        ("15", "15", "15", "tel:15"),
        ("112", "112", "112", "tel:112"),
        ("+442079460000", "+44~20~7946~0000", "+44~20~7946~0000", "tel:+442079460000"),
    ],
)
def test_telephones(value: str, french: str, english: str, dialled: str) -> None:
    assert formats.format_telephone(value, "fr").translate(VISIBLE) == french
    assert formats.format_telephone(value, "en").translate(VISIBLE) == english
    assert formats.telephone_href(value) == dialled


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("02 31 45 50 20", "+33231455020"),
        ("+33 2 31 45 50 20", "+33231455020"),
        ("0231455020", "+33231455020"),
        ("02.31.45.50.20", "+33231455020"),
        ("15", "15"),
    ],
)
def test_a_telephone_is_stored_in_one_form(typed: str, stored: str) -> None:
    formats.validate_telephone(typed)
    assert formats.normalise_telephone(typed) == stored


@pytest.mark.parametrize("value", ["2021", "2021-09", "2021-09-03", "2020-02-29"])
def test_dates_that_are_accepted(value: str) -> None:
    formats.validate_partial_date(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "21",
        "2021-9",
        "2021-13",
        "2021-02-30",
        "2021-02-29",
        "03/09/2021",
        "2021-09-03 ",
        "0000",
    ],
)
def test_dates_that_are_refused(value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        formats.validate_partial_date(value)
    assert refused.value.code == "date"


@pytest.mark.parametrize(
    "value", ["", "12345", "02 31 45 50", "hello", "+33 0", "1", "02 31 45 50 20 99"]
)
def test_telephones_that_are_refused(value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        formats.validate_telephone(value)
    assert refused.value.code == "telephone"


@pytest.mark.parametrize(
    "value", ["", "27 000", "27,5", "vingt", "1.2.3", "NaN", "Infinity", "1e5", "1_000"]
)
def test_numbers_that_are_refused(value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        formats.validate_number(value)
    assert refused.value.code == "number"
