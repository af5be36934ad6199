"""What every refusal of a bad input must look like."""

from collections.abc import Callable

import pytest

import hedge_xl.functions
from hedge_xl import HedgeError


def check_refusal(name: str, args: tuple[object, ...], error: type[HedgeError], argument: str) -> None:
    """The call raises that very error; its one line names function and argument and fits Excel, in both languages."""
    with pytest.raises(error) as caught:
        getattr(hedge_xl.functions, name)(*args)
    assert type(caught.value) is error
    assert caught.value.function == name
    assert caught.value.argument == argument
    japanese, english = caught.value.message("ja"), caught.value.message("en")
    for line in (japanese, english):
        assert line.startswith(f"{name} {argument}: ")
        assert "\n" not in line
        assert len(line) <= 255
    assert japanese != english
    japanese_signs = {sign for sign in english if "\u3040" <= sign <= "\u9fff"}
    assert japanese_signs <= {*str(args), *"買売いり"}
    assert str(caught.value) == japanese


@pytest.fixture
def refuses() -> Callable[..., None]:
    return check_refusal
