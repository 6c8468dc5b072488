import pytest

from resume import dates


@pytest.mark.parametrize("text", ["2019", "2019-03", "2019-03-07", "2024-02-29"])
def test_years_months_and_days_are_dates(text):
    assert dates.is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021-13",
        "2021-00",
        "2021-02-30",
        "2023-02-29",
        "21-03",
        "2021-3",
        "2021-03\n",
    ],
)
def test_what_is_not_in_the_calendar_or_the_shape_is_no_date(text):
    assert not dates.is_date(text)


def test_dates_are_said_as_exactly_as_they_are_known():
    assert dates.in_words("2019") == "2019"
    assert dates.in_words("2019-03") == "March 2019"
    assert dates.in_words("2019-03-07") == "7 March 2019"
    assert dates.at("2019-03") == "in March 2019"
    assert dates.at("2019-03-07") == "on 7 March 2019"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2016", "2019-03", "from 2016 to March 2019"),
        ("2021-03", "", "since March 2021"),
        ("", "2019", "until 2019"),
        ("", "", ""),
    ],
)
def test_a_span_has_words_for_an_open_end_and_an_unknown_start(start, end, words):
    assert dates.span(start, end) == words
