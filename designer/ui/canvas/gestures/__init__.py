"""Why: one file per gesture; none of them is a flag in the view."""

from designer.ui.canvas.gestures.bend import MoveBend
from designer.ui.canvas.gestures.cut import CutWires
from designer.ui.canvas.gestures.drag import DragNodes
from designer.ui.canvas.gestures.drag_remarks import DragBends, DragRemarks
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.lasso import LassoSelect
from designer.ui.canvas.gestures.pan import Pan
from designer.ui.canvas.gestures.pick import PickEnd
from designer.ui.canvas.gestures.resize import ResizeRemark
from designer.ui.canvas.gestures.select import BoxSelect
from designer.ui.canvas.gestures.wire import PullWire

__all__ = [
    "BoxSelect",
    "CutWires",
    "DragBends",
    "DragNodes",
    "DragRemarks",
    "Gesture",
    "LassoSelect",
    "MoveBend",
    "Pan",
    "PickEnd",
    "PullWire",
    "ResizeRemark",
]
