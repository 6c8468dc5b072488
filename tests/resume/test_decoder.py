import pytest

from resume.document.decoder import NotJSON, decode


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "It is empty."),
        (b" \n", "It is empty."),
        (
            b"{",
            "It is not JSON: Expecting property name enclosed in double quotes at line 1, column 2.",
        ),
        (
            b'{\n  "a": 1,\n  "b" 2}',
            "It is not JSON: Expecting ':' delimiter at line 3, column 7.",
        ),
        (
            "{\n é".encode("latin-1"),
            "It is not UTF-8 text: byte 0xe9 at line 2, column 2. Save the file as UTF-8.",
        ),
        (b'{"a": NaN}', "It is not JSON: NaN is not a JSON number."),
        (b'{"a": 1e999}', "It can't be read: the number 1e999 is too large."),
        (b"[" * 100_000, "It is nested too deeply."),
        (b"[" * 900 + b"]" * 900, "It is nested too deeply."),
        (
            b'{"a": "{\\"a\\": 1}",\n "b": {"a": 2},\n "\\u0061": 3}',
            'The key "a" is there twice in one object, the second time at line 3, column 2.',
        ),
    ],
    ids=range(10),
)
def test_a_sentence_says_what_is_wrong_and_where(content, sentence):
    with pytest.raises(NotJSON) as refusal:
        decode(content)

    assert str(refusal.value) == sentence


def test_a_number_with_too_many_digits_is_refused():
    with pytest.raises(NotJSON, match="a number in it has too many digits"):
        decode(b"1" * 5000)


def test_a_byte_order_mark_is_ignored():
    assert decode(b'\xef\xbb\xbf{"a": "\xc3\xa9"}') == {"a": "é"}


def test_the_same_key_in_different_objects_is_fine():
    assert decode(b'{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}') == {
        "a": {"a": 1},
        "b": [{"a": 1}, {"a": 2}],
    }
