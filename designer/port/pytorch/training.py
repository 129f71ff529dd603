"""Why: training code beside a network says how it is trained: its settings come along."""

import ast
from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from designer import data, edit
from designer.edit import EditError
from designer.layers import LOSSES, OPTIMIZERS, SCHEDULES, Option
from designer.layers.blocks import INPUT, OUTPUT
from designer.model import Project
from designer.port.pytorch.expressions import evaluate
from designer.port.pytorch.makers import signature
from designer.port.pytorch.stopping import early_stopping
from designer.port.pytorch.text import Text
from designer.port.pytorch.values import Named, Unreadable, plain
from designer.port.pytorch.world import World
from designer.text import tr

NUMBERS = {
    "epochs": ("epochs", "num_epochs", "n_epochs", "max_epochs", "epoch"),
    "batch_size": ("batch_size", "train_batch_size", "bs"),
    "seed": ("seed", "random_seed"),
}
"""Setting → what people call it, in any case."""
LARGE = 10**9
SILENT = frozenset(
    {"params", "optimizer", "fused", "foreach", "capturable", "verbose", "maximize", "last_epoch"}
) | {"input", "target", "size_average", "reduce", "total_steps", "epochs", "steps_per_epoch"}
"""Arguments that change nothing of how it learns, or follow from the rest."""
PENALTIES = {".square()": "l2", ".abs()": "l1"}


Call = tuple[str, ast.Call]
"""What is called, by its full name, and the call."""


def take_over(project: Project, text: Text, world: World) -> None:
    """Set what the file says of training and data; what it does not say stays usual."""
    calls = list(_calls(text, world))
    optimizer = _option(OPTIMIZERS, calls, text, world)
    if optimizer is None:
        return
    changes: dict[str, Any] = dict(_numbers(text, world, calls))
    changes |= early_stopping(text, world, lambda node: _number(node, text, world))
    for section, options in (("optimizer", OPTIMIZERS), ("loss", LOSSES), ("schedule", SCHEDULES)):
        found = _option(options, calls, text, world)
        if found is not None:
            changes |= {section: found[0], f"{section}_params": found[1]}
        elif section == "loss":
            sentence = tr("The file names no loss that Designer has: choose it under Training.")
            world.remark(sentence)
    for setting, value in changes.items():
        _set(project, {setting: value}, world)
    _say_others(calls, world)
    if sum(node.type == OUTPUT for node in project.main.nodes.values()) > 1:
        sentence = tr(
            "What each Output is compared with is not taken over: choose it at the Output."
        )
        world.remark(sentence)
    if not _take_data(project, calls):
        world.remark(tr("The data of the file are not taken over: choose them under Data."))


def _set(project: Project, change: dict[str, Any], world: World) -> None:
    """A value that Designer's trainer does not take stays usual, and that is told."""
    try:
        edit.set_training(project, **change)
    except EditError as error:
        world.remark(
            tr(
                "Of the training, {name} is not taken over: {why}",
                name=", ".join(change),
                why=str(error),
            )
        )


def _say_others(calls: list[Call], world: World) -> None:
    """Tell what trains in a way that Designer has not, and of gradients that are cut."""
    known = {o.torch for table in (OPTIMIZERS, SCHEDULES) for o in table.values()}
    for name, call in calls:
        last = name.rpartition(".")[2]
        other = name.startswith("torch.optim.") and last[:1].isupper() and name not in known
        if other or name.startswith("torch.nn.utils.clip_grad"):
            world.remark(
                tr(
                    "Line {line}: “{text}” is not taken over: look at the settings under Training.",
                    line=call.lineno,
                    text=ast.unparse(call.func),
                )
            )


def _calls(text: Text, world: World) -> Iterator[Call]:
    for node in ast.walk(text.tree):
        if isinstance(node, ast.Call):
            try:
                found = evaluate(node.func, {}, world)
            except Unreadable:
                continue
            if isinstance(found, Named):
                yield found.name, node


def _option(
    options: Mapping[str, Option], calls: list[Call], text: Text, world: World
) -> tuple[str, dict[str, Any]] | None:
    """The first row of a table that is called, and its parameters as far as they are numbers."""
    by_name = {option.torch: option for option in options.values() if option.torch}
    by_name |= {_function(option): option for option in options.values() if option.torch}
    for name, call in calls:
        option = by_name.get(name)
        if option is not None:
            return option.key, _params(option, call, text, world)
    return None


def _function(option: Option) -> str:
    """`torch.nn.functional.cross_entropy` of CrossEntropyLoss: how people call it."""
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in option.key).strip("_")
    known = {
        "cross_entropy_loss": "cross_entropy",
        "n_l_l_loss": "nll_loss",
        "m_s_e_loss": "mse_loss",
    }
    known |= {"b_c_e_loss": "binary_cross_entropy"}
    known |= {"b_c_e_with_logits_loss": "binary_cross_entropy_with_logits"}
    return f"torch.nn.functional.{known.get(words, words)}"


def _params(option: Option, call: ast.Call, text: Text, world: World) -> dict[str, Any]:
    usual = signature(option.torch)
    names = [name for name in usual if name not in ("params", "optimizer")]
    function = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    of_class = function == option.torch.rpartition(".")[2]
    rows = dict(zip(names, call.args[1:] if len(usual) > len(names) else call.args, strict=False))
    rows = rows if of_class else {}
    rows |= {word.arg: word.value for word in call.keywords if word.arg}
    params = {param.name: param for param in option.params}
    if call.args and isinstance(call.args[0], ast.List) and "params" in usual:
        _say_left_out(option, "params", call.args[0], world)  # a rate of its own for some layers
    found: dict[str, Any] = {}
    for name, node in rows.items():
        value = _number(node, text, world)
        if name in params and value is not None:
            found |= {name: value} if value != params[name].default else {}
        elif name not in SILENT and (value is None or value != usual.get(name)):
            _say_left_out(option, name, node, world)
    return found


def _say_left_out(option: Option, name: str, node: ast.expr, world: World) -> None:
    if isinstance(node, ast.Constant) and node.value is None:
        return
    world.remark(
        tr(
            "Line {line}: {name} of {option} is not taken over: "
            "look at the settings under Training.",
            line=node.lineno,
            name=name,
            option=option.key,
        )
    )


def _number(node: ast.expr | None, text: Text, world: World) -> Any:
    """The value of an argument, also where it is an option of the command line: its default."""
    if node is None:
        return None
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return world.options.get(node.attr)
    scope = {} if not isinstance(node, ast.Name) else _assigned(node.id, text, world)
    try:
        value = plain(evaluate(node, scope, world))
    except Unreadable:
        return None
    value = tuple(value) if isinstance(value, list) else value
    return value if isinstance(value, int | float | str | tuple) else None


def _assigned(name: str, text: Text, world: World) -> dict[str, Any]:
    """A variable that gets its value anywhere in the file."""
    for node in ast.walk(text.tree):
        for target, value in _pairs(node):
            if isinstance(target, ast.Name) and target.id == name:
                try:
                    return {name: evaluate(value, {}, world)}
                except Unreadable:
                    continue
    return {}


def _pairs(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What an assignment gives to which: `epochs, rows = 5, 16` are two."""
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        yield node.target, node.value
    for target in node.targets if isinstance(node, ast.Assign) else []:
        value = node.value if isinstance(node, ast.Assign) else target
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            yield from zip(target.elts, value.elts, strict=False)
        else:
            yield target, value


def _numbers(text: Text, world: World, calls: list[Call]) -> Iterator[tuple[str, Any]]:
    """Epochs, batch size and seed, where they stand as plain numbers; penalties too."""
    yield from _of_calls(text, world, calls)
    for setting, names in NUMBERS.items():
        values = (_named(name, text, world) for name in names)
        found = next((value for value in values if type(value) is int), None)
        if found is not None:
            yield setting, found
    for node in ast.walk(text.tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            words = ast.unparse(node.right)
            for sign, setting in PENALTIES.items():
                if (
                    words.startswith("sum(")
                    and sign in words
                    and isinstance(node.left, ast.Constant)
                ):
                    yield setting, node.left.value


FIRST = {"torch.manual_seed": ("seed", 0), "torch.utils.data.DataLoader": ("batch_size", 1)}
"""What is called → the setting that one of its arguments is, and which."""


def _of_calls(text: Text, world: World, calls: list[Call]) -> Iterator[tuple[str, Any]]:
    for name, call in reversed(calls):
        setting, place = FIRST.get(name, ("", 0))
        value = _number(call.args[place], text, world) if len(call.args) > place else None
        if setting and type(value) is int:
            yield setting, value


def _named(name: str, text: Text, world: World) -> Any:
    if world.options.get(name) is not None:
        return world.options[name]
    for node in ast.walk(text.tree):
        if isinstance(node, ast.keyword) and node.arg == name:
            value = _number(node.value, text, world)
            if type(value) is int:
                return value
    for spelled in (name, name.upper()):
        for value in _assigned(spelled, text, world).values():
            return plain(value)
    return _of_loop(name, text)


def _of_loop(name: str, text: Text) -> Any:
    """`for epoch in range(10)`, and steps through the rows: `range(0, len(x), 32)`."""
    for node in ast.walk(text.tree):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            words, args = node.target.id, getattr(node.iter, "args", [])
            values = [part.value for part in args if isinstance(part, ast.Constant)]
            numbers = [value for value in values if type(value) is int]
            if name == "epoch" == words and 0 < len(numbers) == len(args) < 4:
                return _count(numbers)
            if name == "batch_size" and words == "start" and len(args) == 3:
                return numbers[-1] if len(numbers) == 2 else None
    return None


def _count(numbers: list[int]) -> int | None:
    """How often a loop over such a range is gone through."""
    return len(range(*numbers)) if 0 not in numbers[2:] and max(map(abs, numbers)) < LARGE else None


def _take_data(project: Project, calls: list[Call]) -> bool:
    """A dataset that comes with scikit-learn; False for everything else."""
    for name, _ in calls:
        key = name.rpartition(".load_")[2]
        if name.startswith("sklearn.datasets.load_") and key in data.SOURCES:
            edit.set_data(project, source=key)
            for setting, value in _split(calls):
                _set_data(project, setting, value)
            edit.set_data(project, **_prepared(project))
            return True
    return False


def _set_data(project: Project, setting: str, value: Any) -> None:
    try:
        edit.set_data(project, **{setting: value})
    except EditError:
        return  # a number of samples, say: the usual share stays


def _prepared(project: Project) -> dict[str, Any]:
    """How samples have to be prepared, so that they have the shape of the only Input."""
    inputs = [node for node in project.main.ordered_nodes() if node.type == INPUT]
    shape: Any = inputs[0].params.get("shape") if len(inputs) == 1 else None
    own = data.describe(project.data).shape
    if shape is None or tuple(shape) == own:
        return {}
    if prod(shape) == prod(own):
        return {"shape": tuple(shape)}
    return {"resize": tuple(shape[1:])} if len(shape) == 3 else {}


def _split(calls: list[Call]) -> Iterator[tuple[str, Any]]:
    wanted = {"test_size": "validation", "random_state": "split_seed"}
    for name, call in calls:
        if name.endswith(".train_test_split"):
            for word in call.keywords:
                if word.arg in wanted and isinstance(word.value, ast.Constant):
                    yield wanted[word.arg], word.value.value
