"""Why: a diagram is data; everything else reads it."""

from designer.model.changes import (
    Change,
    CodeChanged,
    CommentChanged,
    Commit,
    ExposedChanged,
    FrameChanged,
    GraphAdded,
    GraphRemoved,
    GraphRenamed,
    NodeAdded,
    NodeChanged,
    NodeRemoved,
    NodeRenamed,
    SettingChanged,
    WireAdded,
    WireBent,
    WireRemoved,
)
from designer.model.graph import Graph
from designer.model.nodes import FRAME_COLORS, IN, OUT, Comment, Frame, Node, Point, Value, Wire
from designer.model.project import MAIN, OutsideTransaction, Project
from designer.model.remarks import Remark

__all__ = [
    "FRAME_COLORS",
    "IN",
    "MAIN",
    "OUT",
    "Change",
    "CodeChanged",
    "Comment",
    "CommentChanged",
    "Commit",
    "ExposedChanged",
    "Frame",
    "FrameChanged",
    "Graph",
    "GraphAdded",
    "GraphRemoved",
    "GraphRenamed",
    "Node",
    "NodeAdded",
    "NodeChanged",
    "NodeRemoved",
    "NodeRenamed",
    "OutsideTransaction",
    "Point",
    "Project",
    "Remark",
    "SettingChanged",
    "Value",
    "Wire",
    "WireAdded",
    "WireBent",
    "WireRemoved",
]
