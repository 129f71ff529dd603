"""Why: a recurrent layer gives several things at once; its lines name only those in use."""

from designer.layers.spec import Call

UNUSED = "_"


def write_recurrent(call: Call, cell: bool) -> list[str]:
    """The lines of an RNN or GRU, or of an LSTM, which has a `cell` state too.

    `sequence, (hidden, cell) = self.lstm1(x)`; what nobody uses is `_`. The last step is taken
    from the sequence; for two directions it is the final state of both, because the backward
    one has read only one step at the end of the sequence.
    """
    last = call.outputs.get("last", "")
    both = call.values["bidirectional"]
    sequence = call.outputs.get("sequence") or (last if last and not both else UNUSED)
    hidden = call.outputs.get("hidden") or (last if last and both else UNUSED)
    states = _states(hidden, call.outputs.get("cell", UNUSED), cell)
    source = f"self.{call.name}({call.inputs[0]})"
    if (sequence, states) == (UNUSED, UNUSED):
        return [source]
    lines = [f"{sequence}, {states} = {source}"]
    if last and both:
        lines.append(f"{last} = torch.cat([{hidden}[-2], {hidden}[-1]], dim=1)")
    elif last:
        step = "[:, -1]" if call.values["batch_first"] else "[-1]"
        lines.append(f"{last} = {sequence}{step}")
    return lines


def _states(hidden: str, cell_state: str, cell: bool) -> str:
    if not cell:
        return hidden
    return UNUSED if hidden == cell_state == UNUSED else f"({hidden}, {cell_state})"
