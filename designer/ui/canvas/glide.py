"""Why: eyes follow layers that glide to their new places; layers that jump are lost from sight."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QLineF, QObject, QPointF, QVariantAnimation

from designer.model import Wire
from designer.ui.canvas.geometry import outer, wire_path
from designer.ui.motion import glide_ms

if TYPE_CHECKING:
    from designer.ui.canvas.camera import Camera

MOST = 300  # nodes in view: more could not be drawn at every step


class Glide(QObject):
    """Shows layers on their way from where they were to where the model has them already."""

    def __init__(self, view: "Camera") -> None:
        super().__init__(view)
        self._view = view
        self._way: dict[str, tuple[QPointF, QPointF]] = {}
        self._wires: list[Wire] = []
        self._steps = QVariantAnimation(self)
        self._steps.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._steps.setStartValue(0.0)
        self._steps.setEndValue(1.0)
        self._steps.valueChanged.connect(self._step)
        self._steps.finished.connect(self.finish)
        view.document.bridge.committed.connect(self.finish)
        view.document.bridge.graph_opened.connect(self._forget)

    @property
    def running(self) -> bool:
        """True while anything is on its way."""
        return bool(self._way)

    def start(self, before: Mapping[str, QPointF]) -> None:
        """Let those glide that are in view, from these places, unless there is to be no motion."""
        view, duration = self._view, glide_ms()
        if not duration or view.scene() is not view.canvas or not view.isVisible():
            return
        seen = view.visible()
        way, area = {}, outer(view.canvas.flow)
        for name, old in before.items():
            item = view.canvas.nodes.get(name)
            if item is not None and item.pos() != old:
                here, there = area.translated(old), area.translated(item.pos())
                if here.intersects(seen) or there.intersects(seen):
                    way[name] = old, item.pos()
        if not 0 < len(way) <= MOST:
            return
        self._way = way
        self._wires = list({w: None for name in way for w in view.canvas.wires_of(name)})
        self._steps.setDuration(duration)
        view.begin_bulk(way)
        self._step(0.0)
        self._steps.start()

    def finish(self, _: object = None) -> None:
        """Everything is where the model has it."""
        way, wires = self._way, self._wires
        if not way:
            return
        self._forget()
        canvas, nodes = self._view.canvas, self._view.document.drawing.nodes
        for name in way:
            if name in canvas.nodes and name in nodes:
                canvas.nodes[name].place(QPointF(*nodes[name].at))
        for wire in wires:
            canvas.route(wire)
        # What was known meanwhile was written beside layers on their way.
        canvas.label({*way, *canvas.route_long()})
        self._view.settled.emit()

    def _forget(self) -> None:
        if self._way:
            self._way, self._wires = {}, []
            self._steps.stop()
            self._view.end_bulk()

    def _step(self, part: float) -> None:
        canvas = self._view.canvas
        for name, (old, new) in self._way.items():
            if name in canvas.nodes:
                canvas.nodes[name].place(old + (new - old) * part)
        for wire in self._wires:
            item = canvas.wires.get(wire)
            if item is not None:
                start = canvas.nodes[wire.source].output_at(wire.source_port)
                end = canvas.nodes[wire.target].input_at(wire.target_port)
                item.line = QLineF(start, end)
                item.setPath(wire_path(start, end, canvas.flow))
