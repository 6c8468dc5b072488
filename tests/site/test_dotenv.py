"""A line of .env works as its writer meant it, or is refused without its value."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from resume_site import dotenv


def read(folder: Path, content: str | bytes) -> dict[str, str]:
    file = folder / ".env"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return dotenv.read(file)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("A_KEY=hunter2", "hunter2"),
        ("A_KEY = hunter2", "hunter2"),
        ("  A_KEY\t=\thunter2\t\n", "hunter2"),
        ("export A_KEY=hunter2\r\n", "hunter2"),
        ("A_KEY=hunter2\nexport A_KEY\n", "hunter2"),
        ("\ufeffA_KEY=hunter2\r\n", "hunter2"),
        ("# comment\n\n  # another\n\nA_KEY=hunter2", "hunter2"),
        ("A_KEY=", ""),
        ("A_KEY=''", ""),
        ("A_KEY= # to be filled in", ""),
        ("A_KEY=hunter2 # the key", "hunter2"),
        ("A_KEY=hunter2\t## the key #1", "hunter2"),
        ("A_KEY='hunter2' # the key", "hunter2"),
        ('A_KEY="hunter2"# the key', "hunter2"),
        ("A_KEY=#hunter#2", "#hunter#2"),
        ("A_KEY='We are #1'", "We are #1"),
        ("A_KEY=$hunter2", "$hunter2"),
        ("A_KEY='${HOME} $$ `id` %PATH%'", "${HOME} $$ `id` %PATH%"),
        ('A_KEY="Be warm.\nBe brief."', "Be warm.\nBe brief."),
        ('A_KEY="Be warm.\r\nBe brief."\r\n', "Be warm.\nBe brief."),
        (r'A_KEY="Where now?\nWhat studies?"', "Where now?\nWhat studies?"),
        (r'A_KEY="say \"hi\""', 'say "hi"'),
        (r"A_KEY='back\slash'", r"back\slash"),
        ("A_KEY=first\nA_KEY=last", "last"),
        ("A_KEY=a=b==", "a=b=="),
        ("A_KEY=It's me", "It's me"),
        ("A_KEY=Ünïcode 日本", "Ünïcode 日本"),
        ('A_KEY={"a": ["b", 1]}', '{"a": ["b", 1]}'),
        ("A_KEY='{\n  \"a\": 1\n}'", '{\n  "a": 1\n}'),
        (
            "A_KEY='-----BEGIN KEY-----\nMIIE/vQ+x==\nABC=\n-----END KEY-----'",
            "-----BEGIN KEY-----\nMIIE/vQ+x==\nABC=\n-----END KEY-----",
        ),
    ],
)
def test_the_ways_people_write_a_line_all_work(
    tmp_path: Path, content: str, value: str
) -> None:
    assert read(tmp_path, content) == {"A_KEY": value}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("A_KEY hunter2", "A_KEY"),
        ("A_KEY: hunter2", "A_KEY"),
        ("A_KEY", "A_KEY"),
        ("set A_KEY=hunter2", "A_KEY"),
        ("setenv A_KEY hunter2", "A_KEY"),
        ('$env:A_KEY="hunter2"', "A_KEY"),
        ('A_KEY="hunter2', "A_KEY"),
        ("A_KEY='hunter2", "A_KEY"),
        ("A_KEY='hunter's2'", "A_KEY"),
        ('A_KEY="hunter"2"', "A_KEY"),
        ('A_KEY="hunter2" and more', "A_KEY"),
        ("A_KEY=hunter #2", "A_KEY"),
        ("A_KEY= #hunter2", "A_KEY"),
        ("A_KEY=hunter2 B_KEY=hunter2", "A_KEY"),
        ('A_KEY="hunter2\nB_KEY=hunter2\nC=x"', "A_KEY"),
        ("lower_key='hunter2", "lower_key"),
        ('"A_KEY": "hunter2",', "A_KEY"),
        ("a-key=hunter2", ""),
        ("1KEY=hunter2", ""),
        ("=hunter2", ""),
        ("hunter2", ""),
        ("HUNTER2", ""),
        ("sk-hunter2=", ""),
        ("}", ""),
        ("\x1a", ""),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_by_file_number_and_name(
    tmp_path: Path, line: str, name: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(tmp_path, f"FINE_KEY=fine\n\n{line}\n")

    shown = f" ({name})" if name else ""
    assert str(refusal.value).startswith(f".env, line 3{shown}: ")
    assert "hunter" not in str(refusal.value).lower()


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        ("A_KEY=hunter2".encode("utf-16"), ".env is UTF-16 text"),
        ("A_KEY=hunter2".encode("utf-16-le"), ".env is UTF-16 text"),
        ("A_KEY=hunter2".encode("utf-16-be"), ".env is UTF-16 text"),
        ("FINE=1\nA_KEY=hünter2".encode("latin-1"), ".env, line 2 (A_KEY): "),
        (b"FINE=1\r\nA_KEY=hunter\x002\r\n", ".env, line 2 (A_KEY): "),
    ],
)
def test_another_encoding_is_named(
    tmp_path: Path, content: bytes, refused: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(tmp_path, content)

    assert str(refusal.value).startswith(refused)
    assert "UTF-8" in str(refusal.value)
    assert "nter" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_no_file_is_no_variables_and_a_folder_is_refused(tmp_path: Path) -> None:
    assert dotenv.read(tmp_path / ".env") == {}

    (tmp_path / ".env").symlink_to("nowhere")
    with pytest.raises(ImproperlyConfigured, match=r"^\.env can't be read: No such"):
        dotenv.read(tmp_path / ".env")

    (tmp_path / ".env").unlink()
    (tmp_path / ".env").mkdir()
    with pytest.raises(ImproperlyConfigured, match=r"^\.env can't be read: Is a dir"):
        dotenv.read(tmp_path / ".env")
