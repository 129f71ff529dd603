"""Why: what a node shows in colors and places, a screen reader says in a sentence."""

from designer.text import listed, tr
from designer.ui.activity import activity_of, figure_texts, path_of
from designer.ui.advice import hint_for
from designer.ui.canvas.face import Face
from designer.ui.costing import parameters_text
from designer.ui.document import Document


def node_text(document: Document, face: Face) -> str:
    """Name, type, shape, and what is wrong: "conv1, Conv2d, 6 × 28 × 28, error: …"."""
    parts = [face.name, face.type, *(shape.removeprefix("N × ") for shape in face.shapes)]
    for problem in document.problems_here:
        if problem.node == face.name:
            if problem.severity == "error":
                parts.append(tr("error: {sentence}", sentence=problem.message))
            else:
                parts.append(tr("warning: {sentence}", sentence=problem.message))
    if hint := hint_for(document, path_of(document, face.name)):
        parts.append(tr("warning: {sentence}", sentence=hint))
    return listed(parts)


def node_details(document: Document, face: Face) -> str:
    """Key parameters, parameter count, and the layers before and after."""
    drawing = document.drawing
    parts = [tr("bypassed")] if face.muted else []
    parts += [tr("collapsed")] if face.collapsed else []
    parts += [face.words] if face.words else []
    if face.count:
        parts.append(parameters_text(face.count))
    if activity := activity_of(document, face.name):
        parts.append(tr("In training: {figures}", figures=listed(figure_texts(activity))))
    before = dict.fromkeys(wire.source for wire in drawing.incoming(face.name))
    after = dict.fromkeys(wire.target for wire in drawing.outgoing(face.name))
    if before:
        parts.append(tr("after {names}", names=listed(before)))
    if after:
        parts.append(tr("before {names}", names=listed(after)))
    return "; ".join(parts)
