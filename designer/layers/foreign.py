"""Why: a file may have layers that this version does not know; they are kept, not understood."""

from designer.layers.blocks import original_of
from designer.layers.table import LAYERS
from designer.model import MAIN, Project


def is_foreign(project: Project, kind: str, graph: str = MAIN) -> bool:
    """True for a type that may be another version's, and for a link to a node of such a type.

    Nothing is known of its ports and parameters. Other types that do not exist are mistakes.
    """
    nodes = project.graphs[graph].nodes if graph in project.graphs else {}
    original = nodes.get(original_of(kind))
    if original is not None:
        return not original_of(original.type) and is_foreign(project, original.type, graph)
    return kind.isidentifier() and kind not in LAYERS
