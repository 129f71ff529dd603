"""Why: commands that need no project: what there is to draw with, and what to begin with."""

import argparse
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from designer.app.cli_output import (
    CommandError,
    amount,
    declare_force,
    may_write,
    say,
    say_json,
    table,
)
from designer.text import tr


def declare_new(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer new`."""
    parser.add_argument("template", metavar="TEMPLATE", help=tr("a name that templates lists"))
    parser.add_argument("-o", "--out", metavar="FILE", required=True, help=tr("the .nnd to write"))
    declare_force(parser)


def new(arguments: argparse.Namespace) -> int:
    """Write a template's project."""
    from designer import gallery, store

    template = _template(arguments.template, gallery.TEMPLATES)
    path = Path(arguments.out)
    may_write(path, arguments)
    store.save(gallery.create(template), path)
    say(tr("Wrote {path}.", path=path))
    return 0


def _template(spelled: str, names: Collection[str]) -> str:
    """A template's name, however its author spells it: ResNet-50, vgg_16.

    Raises CommandError, with the nearest names first, where there is none.
    """
    plain = {_letters(name): name for name in names}
    found = plain.get(_letters(spelled))
    if found is not None:
        return found
    near = [plain[key] for key in get_close_matches(_letters(spelled), plain)]
    others = [name for name in names if name not in near]
    raise CommandError(
        tr(
            "There is no template '{name}'. Choose one of: {names}.",
            name=spelled,
            names=", ".join((*near, *others)),
        )
    )


def _letters(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


def declare_list(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer templates` and `designer layers`."""
    parser.add_argument("--json", action="store_true", help=tr("machine-readable"))


def templates(arguments: argparse.Namespace) -> int:
    """List the templates."""
    from designer import gallery
    from designer.check import run

    rows: list[dict[str, Any]] = [
        {
            "name": template.name,
            "title": template.title,
            "paper": template.paper,
            "parameters": sum(run(gallery.create(template.name)).parameters.values()),
        }
        for template in gallery.TEMPLATES.values()
    ]
    if arguments.json:
        say_json(rows)
        return 0
    head = (tr("name"), tr("title"), tr("parameters"), tr("paper"))
    lines = [
        (row["name"], tr(row["title"]), amount(row["parameters"]), row["paper"]) for row in rows
    ]
    say(table(head, lines, numbers=(2,)))
    return 0


def layers(arguments: argparse.Namespace) -> int:
    """List the layers of the catalogue; starts neither torch nor Qt."""
    from designer.layers import CATEGORIES, LAYERS

    if arguments.json:
        say_json([_layer_record(layer) for layer in LAYERS.values()])
        return 0
    rows = []
    for layer in LAYERS.values():
        params = ", ".join(param.name for param in layer.params if not param.inferred)
        rows.append((layer.type, tr(CATEGORIES[layer.category].title), params))
    say(table((tr("type"), tr("category"), tr("parameters")), rows))
    return 0


def _layer_record(layer: Any) -> dict[str, Any]:
    from designer.layers import input_ports, output_ports

    return {
        "type": layer.type,
        "category": layer.category,
        "inputs": input_ports(layer, ()),
        "outputs": output_ports(layer),
        "params": [
            {"name": p.name, "kind": p.kind, "default": p.default, "inferred": p.inferred}
            for p in layer.params
        ],
    }
