"""Why: what goes on inside a network is seen from outside: its code stays what people take away.

Modules are seen by hooks, functions that generated code calls by itself (`torch.relu(x)`) as
`designer.train.blame` sees them. Whose they are is said by the line of the code that is running.
"""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import FrameType, MappingProxyType
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode
from torch.utils.hooks import RemovableHandle

MOST = 2**16  # values of an output that are looked at: enough for the two digits that are shown
FEW = 8  # rows: fewer say nothing about a unit
FLAT = 0.99  # from here on a sigmoid or tanh hardly has a slope

SILENT: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": lambda y: y == 0,
    "relu6": lambda y: (y == 0) | (y == 6),
    "threshold": lambda y: y == 0,
    "tanh": lambda y: y.abs() > FLAT,
    "hardtanh": lambda y: y.abs() >= 1,
    "sigmoid": lambda y: (y > FLAT) | (y < 1 - FLAT),
    "hardsigmoid": lambda y: (y == 0) | (y == 1),
}
"""By the name of a function, or a module in lower case: where its output hardly has a slope."""


class Watch(TorchFunctionMode):
    """Looks at the outputs of all layers in one forward pass, and then no more.

    `lines` are those of generated code with the nodes that they are of, `home` is the name of the
    module that this code lives in, `arguments` are the nodes that stand for its inputs, `ports`
    say which value of a line is which output. `seen` has a tensor of three figures for each
    layer: mean, variance, share of dead units (NaN where that is not asked), of its first output;
    `outputs` the same of the others, by layer and output. `seconds` is what it took.
    """

    def __init__(
        self,
        model: nn.Module,
        lines: Mapping[int, str],
        home: str,
        arguments: Sequence[str] = (),
        ports: Mapping[int, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self.seen: dict[str, Tensor] = {}
        self.outputs: dict[tuple[str, str], Tensor] = {}
        self.modules: dict[str, nn.Module] = {}
        self.seconds = 0.0
        self._lines, self._home, self._arguments = lines, home, arguments
        self._ports = ports
        self._depth = 0  # of modules that nobody looks into
        self._path: list[tuple[str, bool]] = []  # of blocks, and whether their code has lines
        self._handles: list[RemovableHandle] = [
            model.register_forward_pre_hook(self._begin),
            model.register_forward_hook(self._end, always_call=True),
        ]
        self._has_lines = self._is_ours(model)
        self._follow_children(model, {model})

    def detach(self) -> None:
        """Look no more."""
        for handle in self._handles:
            handle.remove()
        self._handles.clear()

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        """Call the function and look at what it gives."""
        result = func(*args, **(kwargs or {}))
        if self._depth == 0 and (found := _first(result)) is not None:
            name = self._node(sys._getframe(1))
            if name and (path := self._below(name)) not in self.modules:
                self._note(path, found, getattr(func, "__name__", ""))
            if name:
                self._note_outputs(self._below(name), result, sys._getframe(1))
        return result

    def _begin(self, _module: nn.Module, inputs: tuple[Any, ...]) -> None:
        self._path = [("", self._has_lines)]
        for name, value in zip(self._arguments, inputs, strict=False):
            if (found := _first(value)) is not None:
                self._note(name, found, "")
        self.__enter__()

    def _end(self, *_: Any) -> None:
        self.__exit__(None, None, None)
        self.detach()

    def _follow_children(self, module: nn.Module, known: set[nn.Module]) -> None:
        for name, child in module.named_children():
            if child in known:
                continue
            known.add(child)
            inside = any(self._is_ours(part) for part in child.modules())
            enter = self._entering(name, self._is_ours(child)) if inside else self._pass_by
            leave = self._leave if inside else self._passed(name)
            self._handles.append(child.register_forward_pre_hook(enter))
            self._handles.append(child.register_forward_hook(leave))
            if inside:
                self._follow_children(child, known)

    def _entering(self, name: str, has_lines: bool) -> Callable[..., None]:
        """A hook for the beginning of a block, or of what repeats one."""

        def enter(_module: nn.Module, _inputs: Any) -> None:
            self._path.append((self._below(self._name(name)), has_lines))

        return enter

    def _leave(self, module: nn.Module, _inputs: Any, output: Any) -> None:
        path, _ = self._path.pop()
        self.modules[path] = module
        if (found := _first(output)) is not None:
            self._note(path, found, "")
        self._note_outputs(path, output, sys._getframe(1))

    def _pass_by(self, _module: nn.Module, _inputs: Any) -> None:
        self._depth += 1

    def _passed(self, name: str) -> Callable[..., None]:
        """A hook for the end of a layer."""

        def leave(module: nn.Module, _inputs: Any, output: Any) -> None:
            path = self._below(self._name(name))
            self.modules[path] = module
            if (found := _first(output)) is not None:
                self._note(path, found, type(module).__name__.lower())
            self._note_outputs(path, output, sys._getframe(1))
            self._depth -= 1

        return leave

    def _name(self, attribute: str) -> str:
        """The node whose line is running; where there are no lines, what the module is called."""
        return (self._node(sys._getframe(2)) if self._path[-1][1] else "") or attribute

    def _node(self, frame: FrameType | None) -> str:
        return self._lines.get(self._line(frame), "").rpartition("/")[2]

    def _line(self, frame: FrameType | None) -> int:
        """The line of the network's code that is running."""
        while frame is not None:
            if frame.f_globals.get("__name__") == self._home:
                return frame.f_lineno
            frame = frame.f_back
        return 0

    def _below(self, name: str) -> str:
        outer = self._path[-1][0]
        return f"{outer}.{name}" if outer else name

    def _is_ours(self, module: nn.Module) -> bool:
        """True for a class that was written from a drawing; what people wrote has no nodes."""
        kind = type(module)
        if kind.__module__ != self._home:
            return False
        return any(line in self._lines for _, _, line in kind.forward.__code__.co_lines() if line)

    def _note(self, path: str, output: Tensor, kind: str) -> None:
        if (found := self._figures(output, kind)) is not None:
            self.seen[path] = found

    def _note_outputs(self, path: str, result: Any, frame: FrameType) -> None:
        """Look at what a line gives besides a first output, if that is what it is about."""
        ports = self._ports.get(self._line(frame), ()) if self._ports else ()
        values = _flat(result) if ports else []
        if len(values) != len(ports):
            return
        for port, value in zip(ports, values, strict=True):
            output = _first(value) if port else None
            found = self._figures(output, "") if output is not None else None
            if found is not None:
                self.outputs[path, port] = found

    def _figures(self, output: Tensor, kind: str) -> Tensor | None:
        begin = time.perf_counter()
        found = None
        self._depth += 1  # what is computed here is none of the network's
        # What has no mean, such as nested tensors, has no figures: measuring must not end a run.
        with torch.no_grad(), suppress(RuntimeError, TypeError):
            found = figures(output.detach(), kind.rstrip("_"))
        self._depth -= 1
        self.seconds += time.perf_counter() - begin
        return found


def figures(output: Tensor, kind: str) -> Tensor:
    """Mean, variance and share of dead units of an output, its rows along the first axis."""
    table = output.reshape(len(output) if output.ndim else 1, -1)
    step = -(-table.numel() // MOST)
    part = table[:, :: step | 1].contiguous()  # odd: not the same column of every picture
    part = part.float() if part.dtype in (torch.float16, torch.bfloat16) else part
    mean = part.mean()
    variance = (part - mean).square().mean()  # several times as quick as torch.var
    silent = SILENT.get(kind)
    if silent is None or len(part) < FEW:
        dead = torch.full_like(mean, torch.nan)
    else:
        dead = silent(part).all(0).to(mean.dtype).mean()
    return torch.stack([mean, variance, dead]).float()


def _flat(result: Any) -> list[Any]:
    """All values of a result, those of inner tuples in their place."""
    if isinstance(result, tuple | list):
        return [value for part in result for value in _flat(part)]
    return [result]


def _first(output: Any) -> Tensor | None:
    """The tensor of numbers that a layer gives, the first one where there are several."""
    if isinstance(output, tuple | list) and output:
        return _first(output[0])
    if not isinstance(output, Tensor) or not output.is_floating_point():
        return None
    return output if output.numel() and output.layout is torch.strided else None
