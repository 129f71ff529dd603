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
PENALTIES = {".square()": "l2", ".abs()": "l1"}


def take_over(project: Project, text: Text, world: World) -> None:
    """Set what the file says of training and data; what it does not say stays usual."""
    calls = list(_calls(text, world))
    optimizer = _option(OPTIMIZERS, calls, text, world)
    if optimizer is None:
        return
    changes: dict[str, Any] = dict(_numbers(text, world))
    for section, options in (("optimizer", OPTIMIZERS), ("loss", LOSSES), ("schedule", SCHEDULES)):
        found = _option(options, calls, text, world)
        if found is not None:
            changes |= {section: found[0], f"{section}_params": found[1]}
    for setting, value in changes.items():
        _set(project, {setting: value})
    if sum(node.type == OUTPUT for node in project.main.nodes.values()) > 1:
        sentence = tr(
            "What each Output is compared with is not taken over: choose it at the Output."
        )
        world.remark(sentence)
    if not _take_data(project, calls):
        world.remark(tr("The data of the file are not taken over: choose them under Data."))


def _set(project: Project, change: dict[str, Any]) -> None:
    try:
        edit.set_training(project, **change)
    except EditError:
        return  # a value that Designer's trainer does not take stays usual


Call = tuple[str, ast.Call]
"""What is called, by its full name, and the call."""


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
    names = [name for name in signature(option.torch) if name not in ("params", "optimizer")]
    rows = dict(zip(names, call.args[1:], strict=False))
    rows |= {word.arg: word.value for word in call.keywords if word.arg}
    found: dict[str, Any] = {}
    for param in option.params:
        value = _number(rows.get(param.name), text, world)
        if value is not None and value != param.default:
            found[param.name] = value
    return found


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
    return value if isinstance(value, int | float | str | tuple) else None


def _assigned(name: str, text: Text, world: World) -> dict[str, Any]:
    """A variable that gets its value anywhere in the file."""
    for node in ast.walk(text.tree):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.Assign) and isinstance(target, ast.Name) and target.id == name:
            try:
                return {name: evaluate(node.value, {}, world)}
            except Unreadable:
                continue
    return {}


def _numbers(text: Text, world: World) -> Iterator[tuple[str, Any]]:
    """Epochs, batch size and seed, where they stand as plain numbers; penalties too."""
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
            numbers: list[Any] = [part.value for part in args if isinstance(part, ast.Constant)]
            if name == "epoch" == words and len(numbers) == len(args) > 0:
                first = numbers[0] if len(numbers) > 1 else 0
                return numbers[min(1, len(numbers) - 1)] - first
            if name == "batch_size" and words == "start" and len(args) == 3:
                return numbers[-1] if len(numbers) == 2 else None
    return None


def _take_data(project: Project, calls: list[Call]) -> bool:
    """A dataset that comes with scikit-learn; False for everything else."""
    for name, _ in calls:
        key = name.rpartition(".load_")[2]
        if name.startswith("sklearn.datasets.load_") and key in data.SOURCES:
            edit.set_data(project, source=key, **dict(_split(calls)))
            edit.set_data(project, **_prepared(project))
            return True
    return False


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
