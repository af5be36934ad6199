"""The user's own facts over the built-in ones: what a file changes, where it is looked for, and how it is refused."""

import doctest
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import hedge_xl.instruments
from hedge_xl import HedgeError
from hedge_xl.core.language import LANGUAGES
from hedge_xl.functions import FUTURES_CONTRACTS, use_language
from hedge_xl.instruments import BUILT_IN, ENVIRONMENT, Contract, InstrumentsError, Margin, Pair, load_instruments

DOCS = Path(__file__).parent.parent / "hedge_xl/docs"
DAY = "as_of = 2026-10-01\n"
JP225 = f"[contracts.JP225]\nsize = 10\n{DAY}"
PAIR = '[[pairs]]\nfirst = "GOLD"\nsecond = "AUDUSD"\nrelation = "natural"\n'


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of its own, so that no test reads the file of whoever runs it."""
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    return tmp_path


@pytest.fixture
def written(tmp_path):
    def write(text, name="own.toml", encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding=encoding)
        return path

    return write


# --- the built-in facts -----------------------------------------------------------------------------


def test_examples_run():
    outcome = doctest.testmod(hedge_xl.instruments)
    assert outcome.attempted
    assert not outcome.failed


def test_without_a_file_the_facts_are_the_built_in_ones():
    assert load_instruments() is BUILT_IN
    assert (BUILT_IN.margins["fx"].rate, BUILT_IN.margins["index-cfd"].rate) == (0.04, 0.1)
    assert [margin.largest_leverage for margin in BUILT_IN.margins.values()] == pytest.approx([25, 10])
    for facts in (BUILT_IN.contracts, BUILT_IN.margins):
        with pytest.raises(TypeError):
            facts["X"] = None


def test_partners_are_found_from_either_side():
    assert BUILT_IN.partners("NAS100") == ("USDJPY",)
    assert BUILT_IN.partners("USDJPY") == ("NAS100", "JP225")
    assert BUILT_IN.partners("GOLD", "inverse") == ("USDJPY",)
    assert BUILT_IN.partners("GOLD") == BUILT_IN.partners("XYZ") == ()


# --- what a file changes ----------------------------------------------------------------------------


def test_a_contract_is_replaced_and_every_other_fact_stays(written):
    path = written(JP225)
    facts = load_instruments(path)
    assert facts.contracts["JP225"] == Contract("JP225", 10.0, "JPY", "point", str(path), date(2026, 10, 1))
    others = {symbol: each for symbol, each in facts.contracts.items() if symbol != "JP225"}
    assert others == {symbol: each for symbol, each in BUILT_IN.contracts.items() if symbol != "JP225"}
    assert (facts.margins, facts.pairs) == (BUILT_IN.margins, BUILT_IN.pairs)


def test_a_contract_is_added_whole(written):
    text = f'[contracts."US500"]\nsize = 0.1\ncurrency = "USD"\nper = "point"\nsource = "取引要綱"\n{DAY}'
    added = Contract("US500", 0.1, "USD", "point", "取引要綱", date(2026, 10, 1))
    assert load_instruments(written(text)).contracts == {**BUILT_IN.contracts, "US500": added}


def test_a_margin_is_replaced(written):
    facts = load_instruments(written(f'[margins.fx]\nrate = 1\nsource = "contract"\n{DAY}'))
    assert facts.margins["fx"] == Margin("fx", 1.0, "contract", date(2026, 10, 1))
    assert facts.margins["index-cfd"] == BUILT_IN.margins["index-cfd"]


def test_a_pair_is_added_or_takes_the_place_of_the_same_two(written):
    assert load_instruments(written(PAIR + DAY)).partners("GOLD") == ("AUDUSD",)
    turned = load_instruments(written(PAIR.replace("AUDUSD", "NAS100").replace("GOLD", "USDJPY") + DAY, "b.toml"))
    assert len(turned.pairs) == len(BUILT_IN.pairs)
    reversed_pair = PAIR.replace("AUDUSD", "NAS100").replace("GOLD", "USDJPY").replace("natural", "inverse")
    changed = load_instruments(written(reversed_pair + DAY, "c.toml"))
    assert changed.partners("NAS100") == ()
    assert changed.partners("NAS100", "inverse") == ("USDJPY",)


def test_an_empty_file_changes_nothing(written):
    assert load_instruments(written("")) == BUILT_IN


def test_no_worksheet_function_depends_on_the_file(written, monkeypatch):
    path = written(f"[contracts.MJY]\nsize = 1\n{DAY}")
    monkeypatch.setenv(ENVIRONMENT, str(path))
    assert load_instruments().contracts["MJY"].size == 1
    assert FUTURES_CONTRACTS(75000, 150, 0.8) == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_in_the_documents_is_understood(written, language):
    page = (DOCS / {"en": "article-b.md", "ja": "article-b.ja.md"}[language]).read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    facts = load_instruments(written(example))
    assert facts.contracts["JP225"].size == 10
    assert facts.margins["fx"].rate == 0.05
    assert replace(facts.pairs[-1], source="") == Pair("GOLD", "AUDUSD", "natural", "", date(2026, 10, 1))


# --- where it is looked for -------------------------------------------------------------------------


def test_the_file_in_the_home_folder_is_read(written):
    written(JP225, ".config/hedge_xl/instruments.toml")
    assert load_instruments().contracts["JP225"].size == 10


def test_the_environment_goes_before_the_home_folder_and_a_path_before_both(written, monkeypatch):
    written(JP225, ".config/hedge_xl/instruments.toml")
    written(JP225.replace("10\n", "20\n", 1), "environment.toml")
    path = written(JP225.replace("10\n", "30\n", 1), "path.toml")
    monkeypatch.setenv(ENVIRONMENT, " ~/environment.toml ")
    assert load_instruments().contracts["JP225"].size == 20
    assert load_instruments(path).contracts["JP225"].size == 30
    assert load_instruments(str(path)).contracts["JP225"].size == 30


def test_a_file_as_windows_writes_it_is_read(written):
    path = written(JP225.replace("\n", "\r\n"), encoding="utf-8-sig")
    assert load_instruments(path).contracts["JP225"].size == 10


# --- what is refused --------------------------------------------------------------------------------

BAD = [
    ("size = ", ""),
    ("[[contracts]]\n", " contracts"),
    ("contracts = 1\n", " contracts"),
    ("contracts.JP225 = 10\n", " contracts.JP225"),
    ("[contract.JP225]\nsize = 10\n", ""),
    ("[contracts.JP225]\n" + DAY, " [contracts.JP225] size"),
    ("[contracts.JP225]\nsize = 10\n", " [contracts.JP225] as_of"),
    (f"[contracts.JP225]\nsize = 0\n{DAY}", " [contracts.JP225] size"),
    (f"[contracts.JP225]\nsize = -100\n{DAY}", " [contracts.JP225] size"),
    (f"[contracts.JP225]\nsize = nan\n{DAY}", " [contracts.JP225] size"),
    (f"[contracts.JP225]\nsize = inf\n{DAY}", " [contracts.JP225] size"),
    (f"[contracts.JP225]\nsize = 1{'0' * 400}\n{DAY}", " [contracts.JP225] size"),
    (f'[contracts.JP225]\nsize = "10"\n{DAY}', " [contracts.JP225] size"),
    (f"[contracts.JP225]\nsize = true\n{DAY}", " [contracts.JP225] size"),
    (f"[contracts.JP225]\nsize = 10\nsize = 20\n{DAY}", ""),
    (f"{JP225}sise = 10\n", " [contracts.JP225]"),
    (f'{JP225}currency = "円"\n', " [contracts.JP225] currency"),
    (f'{JP225}currency = "jpy"\n', " [contracts.JP225] currency"),
    (f'{JP225}currency = "YEN2"\n', " [contracts.JP225] currency"),
    (f'{JP225}per = "tick"\n', " [contracts.JP225] per"),
    (f'{JP225}source = ""\n', " [contracts.JP225] source"),
    (f"{JP225}source = 1\n", " [contracts.JP225] source"),
    ("[contracts.JP225]\nsize = 10\nas_of = '2026-10-01'\n", " [contracts.JP225] as_of"),
    ("[contracts.JP225]\nsize = 10\nas_of = 2026-10-01T09:00:00\n", " [contracts.JP225] as_of"),
    ("[contracts.JP225]\nsize = 10\nas_of = 2026-13-01\n", ""),
    (JP225.replace("JP225", "JP255"), " [contracts.JP255] currency"),
    (f'{JP225.replace("JP225", "jp225")}currency = "JPY"\nper = "point"\n', " [contracts.jp225]"),
    (f'{JP225.replace("JP225", "JP255")}currency = "JPY"\n', " [contracts.JP255] per"),
    (f"[margins.fx]\nrate = 4\n{DAY}", " [margins.fx] rate"),
    (f"[margins.FX]\nrate = 0.04\n{DAY}", " [margins.FX]"),
    (f"[margins.crypto]\nrate = 0.5\n{DAY}", " [margins.crypto]"),
    (f"[pairs]\nfirst = 1\n{DAY}", " pairs"),
    ("pairs = [1]\n", " pairs 1"),
    (PAIR, " [pairs 1] as_of"),
    (PAIR + DAY + PAIR.replace("natural", "same") + DAY, " [pairs 2] relation"),
    (PAIR.replace("AUDUSD", "GOLD") + DAY, " [pairs 1] second"),
    (PAIR.replace("GOLD", "gold") + DAY, " [pairs 1] first"),
    ("x = " + "[" * 10_000, ""),
]  # fmt: skip


def refusal(path):
    """The one line, in both languages, that refuses a file."""
    with pytest.raises(InstrumentsError) as caught:
        load_instruments(path)
    error = caught.value
    assert isinstance(error, HedgeError)
    for language in LANGUAGES:
        assert "\n" not in error.message(language)
    assert error.message("ja") != error.message("en")
    return error


@pytest.mark.parametrize(("text", "place"), BAD, ids=lambda value: str(value)[:40])
def test_a_faulty_file_is_refused_with_its_place(written, text, place):
    path = written(text)
    error = refusal(path)
    assert error.argument == f"{path}{place}"
    assert len(error.message("en")) < len(str(path)) + 255


@pytest.mark.parametrize("name", ["none.toml", ".", "file/below.toml"])
def test_a_file_that_is_named_must_be_there(home, written, name):
    written("", "file")
    assert refusal(home / name).argument == str(home / name)


def test_a_file_in_another_encoding_is_refused(written):
    assert "UTF-8" in refusal(written(f'{JP225}source = "業者"\n', encoding="cp932")).message("ja")


@pytest.mark.skipif(os.name == "nt", reason="a folder in place of the file is refused for another reason there")
def test_a_file_in_the_home_folder_that_cannot_be_read_is_not_passed_over(home):
    (home / ".config/hedge_xl/instruments.toml").mkdir(parents=True)
    with pytest.raises(InstrumentsError, match="読めません"):
        load_instruments()


def test_the_refusal_speaks_the_language_of_the_setting(written, monkeypatch):
    path = written("[contracts.JP225]\nsize = 0\n" + DAY)
    assert str(refusal(path)).endswith("size: 0 です。0より大きく 1e+15 以下の数 が必要です")
    with use_language("en"):
        assert str(refusal(path)).endswith("size: 0 came; a number above 0, to 1e+15 is needed")
    monkeypatch.setenv("HEDGE_XL_LANG", "en")
    assert "is needed" in str(refusal(path))
