import pytest

from resume.document.validation import InvalidResume, validate


def problems(document: object) -> list[str]:
    with pytest.raises(InvalidResume) as refusal:
        validate(document)
    return list(refusal.value.problems)


def test_real_documents_are_accepted(document):
    validate(document)


def test_every_problem_is_named_with_its_path_its_value_and_what_was_expected():
    document = {
        "basics": {"name": 42, "email": "nobody", "url": "example", "profiles": {}},
        "work": [{}, {}, {"startDate": "2021-13", "highlights": ["fine", None]}],
        "skills": [{"keywords": "Python"}, "Django"],
        "certificates": [{"date": "2021-02-30"}],
        "education": None,
        "meta": [],
    }

    assert sorted(problems(document)) == [
        'basics.email: "nobody" is not an e-mail address;'
        " write one like name@example.com, or leave the key out",
        "basics.name: 42 is a number; expected a text",
        "basics.profiles: {} is an object; expected a list",
        'basics.url: "example" is not a URL;'
        " write one like https://example.com/page, or leave the key out",
        'certificates[0].date: "2021-02-30" is not a date;'
        " write YYYY, YYYY-MM or YYYY-MM-DD, or leave the key out",
        "education: null is null; expected a list",
        "meta: [] is a list; expected an object",
        'skills[0].keywords: "Python" is a text; expected a list',
        'skills[1]: "Django" is a text; expected an object',
        "work[2].highlights[1]: null is null; expected a text",
        'work[2].startDate: "2021-13" is not a date;'
        " write YYYY, YYYY-MM or YYYY-MM-DD, or leave the key out",
    ]


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ([], "the document: [] is a list; expected an object"),
        (None, "the document: null is null; expected an object"),
        (True, "the document: true is true or false; expected an object"),
        (1.5, "the document: 1.5 is a number; expected an object"),
        ("hi", 'the document: "hi" is a text; expected an object'),
    ],
)
def test_a_root_that_is_no_object_is_refused(document, line):
    assert problems(document) == [line]


def test_a_long_value_is_cut_off():
    (line,) = problems({"basics": ["x" * 500]})

    assert len(line) < 120
    assert "…" in line


def test_text_that_a_database_cannot_keep_is_refused_wherever_it_is():
    document = {"basics": {"name": "a\x00b"}, "x": [{"\ud800": 1}]}

    assert problems(document) == [
        'basics.name: "a\\u0000b" has a character that can\'t be stored;'
        " expected text without NUL and lone surrogates",
        'x[0].\ufffd: "\\ud800" has a character that can\'t be stored;'
        " expected text without NUL and lone surrogates",
    ]


@pytest.mark.parametrize(
    "email",
    [
        "a@b",
        "first.last+tag@example.com",
        '"a b"@example.com',
        "ü@münchen.example",
        "a@[::1]",
    ],
)
def test_every_address_the_mail_standards_allow_is_accepted(email):
    validate({"basics": {"email": email}})


@pytest.mark.parametrize("email", ["", "a@", "@b", "a b@c", "a@b@c", "a..b@c", "a@b\n"])
def test_what_is_no_address_is_refused(email):
    assert len(problems({"basics": {"email": email}})) == 1


@pytest.mark.parametrize(
    "url", ["https://example.com/a?b#c", "urn:isbn:1", "mailto:a@b"]
)
def test_every_absolute_url_is_accepted(url):
    validate({"basics": {"url": url}})


@pytest.mark.parametrize(
    "url", ["", "example.com/page, or leave the key out", "/page", "https://a b"]
)
def test_what_is_no_absolute_url_is_refused(url):
    assert len(problems({"basics": {"url": url}})) == 1


@pytest.mark.parametrize("date", ["2019", "2019-03", "2019-03-07"])
def test_all_three_kinds_of_dates_are_accepted_everywhere(date):
    validate(
        {
            "work": [{"startDate": date, "endDate": date}],
            "certificates": [{"date": date}],
            "publications": [{"releaseDate": date}],
        }
    )


def test_unknown_keys_may_hold_anything():
    validate({"x": None, "basics": {"x": [1]}, "work": [{"date": "2021-13"}]})
