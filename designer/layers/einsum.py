"""Why: sums of products over any axes, written as their letters, as papers write them."""

import re

from designer.layers.accept import need_float
from designer.layers.spec import Call, Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Dim, Mismatch, Tensor, has_batch
from designer.layers.write import assigned, literal
from designer.text import tr, trn

EQUATION = re.compile(r"[A-Za-z]+(,[A-Za-z]+)+->[A-Za-z]+")


def _letters(equation: str) -> tuple[list[str], str]:
    """The letters of each input and of the result. Raises Mismatch "param"."""
    plain = equation.replace(" ", "")
    inputs, _, result = plain.partition("->")
    operands = inputs.split(",")
    lost = set(result) - set(inputs)
    twice = [word for word in (*operands, result) if len(set(word)) < len(word)]
    if not EQUATION.fullmatch(plain) or lost or twice:
        message = tr(
            "needs a letter for each axis, as in nij,njk->nik, and has {equation}",
            equation=literal(equation),
        )
        raise Mismatch("param", message, port="in1", got=equation, param="equation")
    return operands, result


def _contract(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    """Torch would repeat axes of length 1 and add up samples, rarely what is meant."""
    operands, result = _letters(values["equation"])
    if len(inputs) < len(operands):
        message = trn(
            "needs {count} input, and gets {got}",
            "needs {count} inputs, and gets {got}",
            len(operands),
            got=len(inputs),
        )
        port = f"in{len(inputs) + 1}"
        raise Mismatch("missing-input", message, port=port, expected=len(operands))
    if len(inputs) > len(operands):
        message = tr(
            "has letters for {count} inputs, and gets {got}", count=len(operands), got=len(inputs)
        )
        raise Mismatch("param", message, port=f"in{len(inputs)}", param="equation")
    lengths: dict[str, Dim] = {}
    for number, (word, tensor) in enumerate(zip(operands, inputs, strict=True), start=1):
        _name_axes(lengths, word, need_float(tensor, f"in{number}"), f"in{number}")
    summed = [k for k, dim in lengths.items() if has_batch(dim) and k not in result]
    if summed:
        message = tr(
            "would add up the samples of the batch: keep {letter} behind ->", letter=summed[0]
        )
        raise Mismatch("param", message, port="in1", param="equation")
    return (inputs[0].with_shape(*(lengths[letter] for letter in result)),)


def _name_axes(lengths: dict[str, Dim], word: str, tensor: Tensor, port: str) -> None:
    if len(word) != tensor.rank:
        message = tr(
            "has {count} letters, {word}, for the axes of {shape}",
            count=len(word),
            word=word,
            shape=tensor,
        )
        raise Mismatch("rank", message, port=port, expected=len(word), got=tensor.rank)
    for letter, dim in zip(word, tensor.shape, strict=True):
        if lengths.setdefault(letter, dim) != dim:
            message = tr(
                "needs one length for the letter {letter}, and gets {a} and {b}",
                letter=letter,
                a=lengths[letter],
                b=dim,
            )
            raise Mismatch("size", message, port=port, got=tensor.sample)


def _write(call: Call) -> list[str]:
    names = ", ".join(name for name in call.inputs if name is not None)
    return [assigned(call, f"torch.einsum({literal(call.values['equation'])}, {names})")]


EINSUM = (
    Layer(
        type="Einsum",
        category="arithmetic",
        help=(
            "Multiplies inputs and adds up over the axes whose letters are missing behind the "
            "arrow: nij,njk->nik multiplies matrices."
        ),
        rule=_contract,
        inputs=(Port("in", help="What is multiplied", variadic=True),),
        params=(
            Param(
                "equation",
                "text",
                "nij,njk->nik",
                help="A letter for each axis of each input, then those of the result.",
                in_code=False,
            ),
        ),
        expression=_write,
        words=lambda values: values["equation"][:40],
        prefix="einsum",
        synonyms=("contraction", "tensordot", "bmm", "爱因斯坦求和", "张量缩并"),
    ),
)
