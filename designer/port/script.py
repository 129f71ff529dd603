"""Why: the training that was watched is taken away as one readable file that needs only torch.

What it does, and in which order, is `designer.train`: for the same seed and thread count both
print the same losses, bit for bit on the CPU. A test holds the two together.
"""

import sys

from designer import data
from designer.compile.source import module_of
from designer.data.prepare import one_scale
from designer.port.script_data import data_body, data_functions, data_imports
from designer.port.script_heads import Ends, ends_of, means_function, target_lines
from designer.port.script_losses import metrics_function
from designer.port.script_partners import loss_parts, told_lines
from designer.port.script_parts import epoch_lines, model_part, setup_lines, step_lines
from designer.port.script_search import search_imports
from designer.protocol import DataInfo, RunSpec


def script(spec: RunSpec) -> str:
    """The whole script. Raises data.DataError when the data cannot be described."""
    info = data.describe(spec.data, spec.base_dir)
    model, model_imports = model_part(spec.source)
    imports = model_imports | data_imports(spec.data) | {"import argparse", "import json"}
    imports |= {"import torch", "from torch import nn"} | search_imports(spec.training)
    ends = ends_of(spec, info)
    parts = [
        f'"""{_title(spec, info)}"""',
        _sorted_imports(imports),
        model,
        _load_data(spec, info, ends),
        metrics_function(ends.head, ends.info, by_number=ends.several),
        means_function(ends),
        loss_parts(ends.heads),
        told_lines(ends.head),
        _main(spec, info, ends),
        'if __name__ == "__main__":\n    main()\n',
    ]
    text = "\n\n".join(part.strip("\n") + "\n" for part in parts if part.strip())
    return text.replace('"""\n\n\n', '"""\n\n', 1)


def _title(spec: RunSpec, info: DataInfo) -> str:
    name = spec.name.replace("\\", "\\\\").replace('"', "'")
    return (
        f"{name}, trained on {info.title.replace(chr(92), '/')}.\n\n"
        "Prints one line an epoch; --json prints them for machines.\n"
    )


def _sorted_imports(imports: set[str]) -> str:
    def is_standard(line: str) -> bool:
        return module_of(line) in sys.stdlib_module_names

    def key(line: str) -> tuple[bool, str]:
        return line.startswith("from"), line

    standard = sorted((line for line in imports if is_standard(line)), key=key)
    others = sorted((line for line in imports if not is_standard(line)), key=key)
    return "\n".join([*standard, "", *others])


def _load_data(spec: RunSpec, info: DataInfo, ends: Ends) -> str:
    one = one_scale(spec.data.source, info.shape)
    lines = data_body(spec.data, spec.base_dir, info.task, one, ends.arrays)
    body = "\n".join(f"    {line}" for line in lines)
    end = "\n".join(f"    {line}" for line in target_lines(ends))
    shape = ", ".join(["rows", *map(str, info.shape)])
    functions = data_functions(spec.data)
    says = f"Samples ({shape}) and targets"
    back = "x[train], y[train], x[val], y[val]"
    if ends.arrays:
        says = "Samples, an array for each Input, and targets"
        back = "[part[train] for part in x], y[train], [part[val] for part in x], y[val]"
    return (
        (functions.strip("\n") + "\n\n\n" if functions else "")
        + "def load_data():\n"
        + f'    """{says}, for training and validation."""\n'
        + f"{body}\n{end}\n    return {back}\n"
    )


def _main(spec: RunSpec, info: DataInfo, ends: Ends) -> str:
    lines = [*setup_lines(spec, ends), *step_lines(spec, ends), *epoch_lines(spec, info, ends)]
    return "def main():\n" + "\n".join(f"    {line}".rstrip() for line in lines) + "\n"
