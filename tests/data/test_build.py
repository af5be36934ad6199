"""The build script: reproduces the committed file, and says what moved when it cannot."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from hedge_xl.data import build


@pytest.fixture(scope="module")
def rebuilt() -> str:
    return build.market_csv(build.index_closes(), build.usdjpy_rates())


def test_committed_file_is_reproduced_byte_for_byte(rebuilt: str) -> None:
    found = build.difference(build.TARGET.read_bytes().decode("utf-8"), rebuilt, build.installed_versions())
    assert found is None, found


def test_check_notices_one_changed_digit(
    rebuilt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "market.csv"
    target.write_bytes(rebuilt.replace("3839.50", "3839.51").encode())
    before = target.read_bytes()
    monkeypatch.setattr(build, "TARGET", target)
    assert build.main(["--check"]) == 1
    assert "line 289" in capsys.readouterr().err
    assert target.read_bytes() == before
    assert build.main([]) == 0
    assert target.read_bytes() == rebuilt.encode()
    assert build.main(["--check"]) == 0


def test_difference_names_newer_packages() -> None:
    newer = {**build.BUILT_WITH, "skfolio": "99.0"}
    found = build.difference("a\nb\n", "a\nc\n", newer)
    assert found is not None
    assert "line 2" in found
    assert "skfolio 1.12.2 -> 99.0" in found
    assert "CurrencyConverter" not in found
    shorter = build.difference("a\n", "a\nb\n", build.BUILT_WITH)
    assert shorter is not None
    assert "newer" not in shorter


def test_trailing_average_counts_observations_not_days() -> None:
    start = date(2020, 1, 1)
    series = {start + timedelta(days=gap): Decimal(value) for gap, value in ((0, 1), (3, 2), (4, 6), (9, 1))}
    assert list(build.trailing_average(series, 3).values()) == [None, None, Decimal(3), Decimal(3)]


def test_rates_are_crosses_of_published_euro_rates() -> None:
    """31 December 2019: the ECB published 121.94 yen and 1.1234 dollars per euro."""
    assert build.usdjpy_rates()[date(2019, 12, 31)] == Decimal("121.94") / Decimal("1.1234")


def test_hand_entered_close_must_agree_with_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "LATER_CLOSES", {date(2022, 12, 28): Decimal("3783.23")})
    with pytest.raises(ValueError, match=r"3783\.22"):
        build.index_closes()
