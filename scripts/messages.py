"""Why: every sentence of the program has a line in each catalog; this finds them and adds lines.

python scripts/messages.py                  what the catalogs lack, and what they have too much
python scripts/messages.py --update         the same, mended: new lines are empty, to be filled in
"""

import argparse
import ast
import json
import re
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "designer"
CATALOGS = ROOT / "resources" / "translations"
sys.path.insert(0, str(ROOT))

FUNCTIONS = {"cos", "erf", "exp", "max", "mean", "min", "sign", "sin", "softmax", "tanh", "var"}
"""Words in formulas that are the same in every language."""

# Calls of `tr` with a value instead of a literal, each with the tables that the value is from.
# A new one gets a row here, and its table a line in `of_tables`.
LOOKED_UP = {
    "CATEGORIES[category].title",
    "CATEGORIES[key].title",
    "CATEGORIES[layer.category].title",
    "EPILOG",
    "HELPS[role]",
    "LAYOUTS[axes]",
    "MEMORY_HELP",
    "METRIC_TITLES.get(name, name)",
    "MONTHS[then.month - 1]",
    "OWN",
    "STATUS.get(run.status, run.status)",
    "TARGET_HELP",
    "TITLES[name]",
    "TITLES[param.name]",
    "about",
    "category.title",
    "choice",
    "heat.MEASURES[self._measure].title",
    "layer.formula",
    "layer.help",
    "measure.title",
    "need.words",
    "option.help",
    "option.title",
    "param.help",
    "row['title']",
    "self.template.help",
    "source.help",
    "source.title",
    "template.help",
    "template.title",
    "text",
    "title",
}


def messages() -> dict[str, str]:
    """Every sentence that can be asked for, with its plural or ""; sorted."""
    found = dict.fromkeys(of_tables(), "")
    for call in calls():
        if literal(call):
            words = [str(part.value) for part in arguments(call) if isinstance(part, ast.Constant)]
            found[words[0]] = words[1] if len(words) == 2 else found.get(words[0], "")
    return dict(sorted(found.items()))


def calls() -> Iterator[ast.Call]:
    """Every call of `tr` and `trn` in the program."""
    for path in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("tr", "trn"):
                yield node


def arguments(call: ast.Call) -> list[ast.expr]:
    """What is to be translated: one expression of `tr`, two of `trn`."""
    return call.args[: 2 if ast.unparse(call.func) == "trn" else 1]


def literal(call: ast.Call) -> bool:
    """True where the sentence stands in the call itself."""
    return all(isinstance(part, ast.Constant) for part in arguments(call))


def of_tables() -> set[str]:
    """The words of the tables, which are translated where they are shown."""
    from designer import data, gallery, layers
    from designer.app import cli
    from designer.check.loss_rules import NEEDS, VARIANCE
    from designer.layers.accept import LAYOUTS
    from designer.ui import heat
    from designer.ui.runs.rows import HEADERS, STATUS
    from designer.ui.training import figures, outputs, partners, rows, settings
    from designer.ui.when import MONTHS

    texts = {cli.EPILOG, settings.MEMORY_HELP, *(title for _, title, _ in settings.CHOICES)}
    for table in (figures.METRIC_TITLES, LAYOUTS, partners.HELPS, rows.TITLES, STATUS):
        texts.update(table.values())
    texts |= {outputs.OWN, outputs.TARGET_HELP, *HEADERS, *MONTHS}
    texts.update(title for _, title in outputs.TARGETS)
    texts.update(about for about, _, _ in cli.COMMANDS.values())
    texts.update(need.words for need in (*NEEDS.values(), VARIANCE))
    texts.update(measure.title for measure in heat.MEASURES.values())
    texts.update(category.title for category in layers.CATEGORIES.values())
    for row in (*gallery.TEMPLATES.values(), *data.SOURCES.values()):
        texts |= {row.title, row.help}
    for option in options():
        texts |= {option.title, option.help, *of_params(option.params)}
    for layer in layers.LAYERS.values():
        texts |= {layer.help, *(port.help for port in layer.inputs), *of_params(layer.params)}
        texts |= {layer.formula} if has_words(layer.formula) else set()
    texts |= of_params((*rows.RUN, *rows.REGULARIZATION, *rows.DATA.values()))
    return texts - {""}


def has_words(formula: str) -> bool:
    """True for a formula that is not signs and names of functions alone."""
    return bool(set(re.findall(r"[a-z]{3,}|or", formula)) - FUNCTIONS)


def options() -> list[Any]:
    """Every choice of training."""
    from designer import layers

    tables = (layers.OPTIMIZERS, layers.LOSSES, layers.SCHEDULES, layers.INITIALIZATIONS)
    return [option for table in tables for option in table.values()]


def of_params(params: Iterable[Any]) -> set[str]:
    """What parameters say of themselves, and the choices they give."""
    return {text for param in params for text in (param.help, *param.choices)}


def read(path: Path) -> dict[str, Any]:
    """A catalog: sentence to translation."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def write(path: Path, catalog: dict[str, Any]) -> None:
    """A catalog, sorted, an entry a line, so that two people's new entries merge by themselves."""
    dumped = (
        json.dumps(value, ensure_ascii=False) for pair in sorted(catalog.items()) for value in pair
    )
    lines = [f"{key}: {value}" for key, value in zip(dumped, dumped, strict=True)]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def unlike(message: str, plural: str, translation: str) -> bool:
    """True when a translation lacks a field, line, dots or menu letter, or has another."""
    same = message.count("\n") == translation.count("\n")
    same &= ("&" in message) == ("&" in translation)
    same &= message.endswith("…") == translation.endswith("…")
    return not same or fields(translation) not in (fields(message), fields(plural or message))


def fields(text: str) -> list[tuple[str, str]]:
    """The {fields} of a sentence, with their formats."""
    parts = string.Formatter().parse(text)
    return sorted((name, form or "") for _, name, form, _ in parts if name is not None)


def main() -> int:
    """Compare the catalogs with the program, and mend them when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    update = parser.parse_args().update
    known, status = messages(), 0
    for path in sorted(CATALOGS.glob("*.json")):
        catalog = read(path)
        missing = [message for message in known if not catalog.get(message)]
        stale = [message for message in catalog if message not in known]
        print(f"{path.name}: {len(known)} sentences, {len(missing)} missing, {len(stale)} stale")
        for message in (*missing, *stale):
            print("   ", json.dumps(message, ensure_ascii=False))
        status |= bool(missing or stale)
        if update:
            write(path, {message: catalog.get(message, "") for message in known})
    return status


if __name__ == "__main__":
    sys.exit(main())
