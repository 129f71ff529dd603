"""Why: the network as one Python file that a person might have written."""

import re

from designer.check import Report
from designer.compile import Source, write
from designer.compile.wrap import INDENT, wrap
from designer.layers.tensor import Tensor
from designer.model import Project

MAIN = 'if __name__ == "__main__":'
TORCH = "import torch"


def python(project: Project, report: Report | None = None) -> str:
    """The module file: a docstring, the class, and a run on two random samples.

    Raises compile.NotReady when the drawing has problems.
    """
    source = write(project, report)
    text = source.text
    if TORCH not in text.splitlines():
        text = re.sub("^(?=(import|from) torch)", TORCH + "\n", text, count=1, flags=re.MULTILINE)
    return f"{docstring(project.name)}\n\n{text}\n\n{_main(source)}"


def docstring(title: str) -> str:
    """A module docstring of a title that may hold anything."""
    plain = " ".join(title.split()).replace("\\", "\\\\").replace('"', "'")
    printable = "".join(char for char in plain if char.isprintable())
    return f'"""{(printable or "Network").rstrip(".")}."""'


def _main(source: Source) -> str:
    samples = ", ".join(sample_text(a.tensor) for a in source.arguments if a.tensor is not None)
    lines = [MAIN, f"    network = {source.class_name}()"]
    if len(source.results) == 1:
        lines += wrap(f"print(network({samples}).shape)", INDENT)
    else:
        lines += [*wrap(f"for result in network({samples})", INDENT, ":")]
        lines += [f"{INDENT * 2}print(result.shape)"]
    return "\n".join(lines) + "\n"


def sample_text(tensor: Tensor) -> str:
    """Two samples as Python text: numbers from 0 to 1, or zeros where indices are expected."""
    sizes = ", ".join(str(dim if isinstance(dim, int) else dim.at(batch=2)) for dim in tensor.shape)
    if tensor.dtype == "float32":
        return f"torch.rand({sizes})"
    return f"torch.zeros({sizes}, dtype=torch.{tensor.dtype})"
