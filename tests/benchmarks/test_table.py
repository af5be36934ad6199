"""Both READMEs hold the table that the script writes: its rows in its order, with the same figures."""

import pytest
from ratios import lines
from table import BEGIN, END, HEADER, KEPT, MISSED, READMES, cells, placed

PAGES = {language: cells(path.read_text(encoding="utf-8")) for language, path in READMES.items()}


@pytest.mark.parametrize("language", READMES)
def test_the_rows_are_those_the_script_knows(language):
    header, rule, *rows = PAGES[language]
    assert header == [words.of(language) for words in HEADER]
    assert set("".join(rule)) == {"-", ":"}
    assert [row[:2] for row in rows] == [[line.name.of(language), line.other.of(language)] for line in lines()]


def test_both_languages_show_the_same_figures():
    verdicts = [(words.en, words.ja) for words in (KEPT, MISSED)]
    for english, japanese in zip(PAGES["en"][2:], PAGES["ja"][2:], strict=True):
        assert english[2:-1] == japanese[2:-1]
        assert (english[-1], japanese[-1]) in verdicts


def test_writing_changes_what_stands_between_the_marks_and_nothing_else():
    page = placed(f"before\n{BEGIN}\nold\n{END}\nafter\n", "new")
    assert page == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    with pytest.raises(ValueError, match="lacks"):
        placed(f"before\n{BEGIN}\nold\n", "new")
