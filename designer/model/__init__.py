"""Why: a diagram is data; everything else reads it."""

from designer.model.changes import (
    Change,
    CodeChanged,
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
    WireRemoved,
)
from designer.model.graph import Graph
from designer.model.nodes import IN, OUT, Frame, Node, Point, Value, Wire
from designer.model.project import MAIN, OutsideTransaction, Project

__all__ = [
    "IN",
    "MAIN",
    "OUT",
    "Change",
    "CodeChanged",
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
    "SettingChanged",
    "Value",
    "Wire",
    "WireAdded",
    "WireRemoved",
]
