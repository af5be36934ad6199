"""Mappings of a broker's table: what they name, what they can have wrong, and the one that is offered to copy."""

from pathlib import Path

import pytest
from brokers import HEADER, Read, reader, told

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import LANGUAGES
from workbook.errors import FileError
from workbook.imports.headers import FIELDS, MappingNeededError
from workbook.imports.mapping import Mapping, read_mapping, template
from workbook.imports.zones import zone_of

ODD = "No,内容,単位,値段,いつ,どこ\n1,うり,1.5,150.1,05.12.2022 03:00,x\n2,かい,2,150.2,06.12.2022 03:00,y\n"
ODD_TOML = """
qty_factor = 10000
time_format = "%d.%m.%Y %H:%M"
utc_offset = "+2"
[columns]
id = "no"
side = "内容"
qty = "単位"
price = "値段"
time = "いつ"
[sides]
SELL = ["うり"]
BUY = "かい"
[skip]
"どこ" = ["y"]
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path)


def test_a_mapping_names_everything(read: Read) -> None:
    found = read(ODD, ODD_TOML)
    assert [told(fill) for fill in found.fills] == [("1", "SELL", 15000, 150.1, "2022-12-05 10:00:00")]
    assert [what.en for what in found.left_out] == ["rows skipped by the mapping"]
    assert [item.en for item in found.assumed[1:]] == [
        "a quantity of 1 = 10,000 USD",
        "times converted from UTC+2 to Japan time",
    ]


def test_unknown_headers_are_listed_with_a_mapping_to_copy(read: Read, tmp_path: Path) -> None:
    with pytest.raises(MappingNeededError) as caught:
        read("No,通貨,売買,単位,値段\n1,USD/JPY,売,10000,150\n")
    assert "id, qty, price, time" in caught.value.message("en")
    assert "(headers: No, 通貨, 売買, 単位, 値段)" in caught.value.message("en")
    for language in LANGUAGES:
        made = template(caught.value.headers, caught.value.columns).of(language)
        path = tmp_path / "made.toml"
        path.write_text(made, encoding="utf-8")
        mapping = read_mapping(path)
        assert mapping.columns["side"] == ("売買",)
        assert mapping.columns["time"] == ()
        assert mapping.columns["symbol"] == ("通貨",)
        assert "No / 通貨 / 売買 / 単位 / 値段" in made


def test_two_columns_that_could_be_meant_are_refused(read: Read) -> None:
    text = "約定番号,売買,約定数量,約定価格,約定レート,約定日時\n1,売,10000,150,151,2022-12-05 10:00\n"
    with pytest.raises(MappingNeededError, match="約定価格, 約定レート"):
        read(text)
    assert read(text, '[columns]\nprice = "約定レート"').fills[0].price == 151
    assert read(text, '[columns]\nprice = "約定レート"\nquote = "約定価格"').fills[0].quote == 150


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("nonsense", "not TOML"),
        ("lots = 3", 'no key "lots"'),
        ("[columns]\ncolour = 'x'", '[columns] there is no key "colour"'),
        ("[columns]\nid = 3", "columns.id is 3"),
        ("columns = 'x'", "[columns]"),
        ("[sides]\nHOLD = 'x'", '[sides] there is no key "HOLD"'),
        ("[sides]\nSELL = 'x'\nBUY = ['Ｘ']", "stands in both"),
        ("qty_factor = 0", "qty_factor is 0"),
        ("qty_factor = true", "qty_factor is True"),
        ("qty_factor = '1000'", "qty_factor is '1000'"),
        ("close_side = 'both'", "'order' / 'position'"),
        ("decimal = ';'", "decimal is ';'"),
        ("zone = 'Mars'", "no time zone"),
        ("zone = 3", "zone is 3"),
        ("utc_offset = 9\nzone = 'ny'", "not both"),
        ("time_format = '%H:%M'", "time_format '%H:%M'"),
        ("time_format = ''", "time_format is ''"),
        ("symbols = [1]", "symbols is [1]"),
        ("[skip]\nx = 3", "skip.x is 3"),
        ("[columns]\nid = 'none'", 'no such header (headers: 約定番号'),
        ("[skip]\nnone = 'x'", 'no header "none"'),
        ("separator = ' '", "separator is ' '"),
    ],
)  # fmt: skip
def test_a_mapping_at_fault_is_one_line(read: Read, toml: str, words: str) -> None:
    with pytest.raises(HedgeError) as caught:
        read(f"{HEADER}\n1,USD/JPY,売,10000,150,2022-12-05 10:00\n", toml)
    for language in LANGUAGES:
        assert len(caught.value.message(language).splitlines()) == 1
    assert words in caught.value.message("en")


@pytest.mark.parametrize("page", ["import.md", "import.ja.md"])
def test_the_page_on_mappings_shows_every_key(tmp_path: Path, page: str) -> None:
    text = (Path(__file__).parents[2] / "hedge_xl/docs" / page).read_text(encoding="utf-8")
    path = tmp_path / "fills.toml"
    path.write_text(text.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    mapping = read_mapping(path)
    assert set(mapping.columns) == set(FIELDS)
    unsaid = {name for name in Mapping.__slots__ if getattr(mapping, name) == getattr(Mapping(), name)}
    assert unsaid == set()


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.toml"):
        read_mapping(tmp_path / "none.toml")


def test_options_go_before_the_mapping(read: Read) -> None:
    assert read(ODD, ODD_TOML, qty_factor=1000).fills[0].qty == 1500
    assert told(read(ODD, ODD_TOML, zone=zone_of("+9")).fills[0])[4] == "2022-12-05 03:00:00"
