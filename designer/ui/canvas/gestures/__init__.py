"""Why: one file per mouse gesture; none of them is a flag in the view."""

from designer.ui.canvas.gestures.bend import MoveBend
from designer.ui.canvas.gestures.carry import DragRemarks
from designer.ui.canvas.gestures.drag import DragNodes
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.pan import Pan
from designer.ui.canvas.gestures.resize import ResizeRemark
from designer.ui.canvas.gestures.select import BoxSelect
from designer.ui.canvas.gestures.wire import PullWire

__all__ = [
    "BoxSelect",
    "DragNodes",
    "DragRemarks",
    "Gesture",
    "MoveBend",
    "Pan",
    "PullWire",
    "ResizeRemark",
]
