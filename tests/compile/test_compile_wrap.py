"""Long lines break where people break them."""

import ast

from hypothesis import given
from hypothesis import strategies as st

from designer.compile.wrap import split, wrap

LONG = "x" * 40


def test_a_short_line_stays() -> None:
    assert wrap("x = f(x)", "    ") == ["    x = f(x)"]


def test_arguments_go_to_a_line_of_their_own() -> None:
    lines = wrap(f"self.{LONG} = nn.Conv2d({LONG}, {LONG})", "")
    assert lines == [f"self.{LONG} = nn.Conv2d(", f"    {LONG}, {LONG}", ")"]


def test_many_arguments_go_one_a_line() -> None:
    lines = wrap(f"x = f({LONG}, [{LONG}], {LONG})", "")
    assert lines == ["x = f(", f"    {LONG},", f"    [{LONG}],", f"    {LONG},", ")"]


def test_a_long_sum_goes_into_parentheses() -> None:
    lines = wrap(f"x = {LONG} + {LONG} + {LONG}", "")
    assert lines == ["x = (", f"    {LONG}", f"    + {LONG}", f"    + {LONG}", ")"]


def test_a_long_return_becomes_a_tuple() -> None:
    lines = wrap(f"return {LONG}, {LONG}, {LONG}", "")
    assert lines == ["return (", f"    {LONG},", f"    {LONG},", f"    {LONG},", ")"]


def test_separators_in_brackets_and_quotes_do_not_count() -> None:
    assert split('a, (b, c), "d, e", [f]', ",") == ["a", "(b, c)", '"d, e"', "[f]"]


@given(st.lists(st.from_regex(r"[a-z]{1,30}", fullmatch=True), min_size=2, max_size=30))
def test_the_meaning_stays(names: list[str]) -> None:
    for statement in (
        f"x = torch.cat([{', '.join(n + '_' for n in names)}], dim=1)",
        f"x = {' + '.join(n + '_' for n in names)}",
        f"return {', '.join(n + '_' for n in names)}",
    ):
        lines = wrap(statement, "")
        assert max(map(len, lines)) <= 100
        assert ast.dump(ast.parse("\n".join(lines))) == ast.dump(ast.parse(statement))
