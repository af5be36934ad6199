"""The add-in in a real LibreOffice."""
def test_install(calc_installed):
    assert calc_installed[2].works, calc_installed[2]
def test_typed(calc):
    r=calc.ask(typed=["=HX_VERSION()"],described=["HSTAR","HX_VERSION"])
    print(r); assert 0
