"""Why: where data enters a network and where its result leaves."""

from designer.layers.spec import Inputs, Layer, Param, Port, Values
from designer.layers.tensor import Mismatch, N, Sym, Tensor, image_text
from designer.text import tr


def _input(values: Values, _inputs: Inputs) -> tuple[Tensor, ...]:
    shape = values["shape"]
    if shape is None:
        raise Mismatch("param", tr("needs the shape of one sample"), param="shape")
    dims = (Sym(symbol=size) if isinstance(size, str) else size for size in shape)
    return (Tensor((N, *dims), values["dtype"]),)


def _output(_values: Values, _inputs: Inputs) -> tuple[Tensor, ...]:
    return ()


def _input_words(values: Values) -> str:
    return image_text(values["shape"] or ())


ENDS = (
    Layer(
        type="Input",
        category="io",
        help=(
            "Where the data comes in. Its shape is that of one sample, without the batch: "
            "1 × 28 × 28 for a gray image, 64 for a row of 64 numbers, T for a text of any length."
        ),
        rule=_input,
        inputs=(),
        params=(
            Param(
                "shape",
                "shape",
                help=(
                    "The shape of one sample; for images channels × height × width. A capital "
                    "letter stands for a length that differs from batch to batch: T × 128."
                ),
                minimum=1,
                in_code=False,
                named=True,
            ),
            Param(
                "dtype",
                "choice",
                "float32",
                help="float32 for decimal numbers, int64 for indices such as those of words.",
                choices=("float32", "int64"),
                in_code=False,
            ),
        ),
        expression="",
        words=_input_words,
        prefix="input",
        synonyms=("image", "data", "source", "InputLayer", "placeholder", "输入", "数据", "图像"),
    ),
    Layer(
        type="Output",
        category="io",
        help="The result of the network: what the loss compares with the targets.",
        rule=_output,
        inputs=(Port("in", help="The result"),),
        outputs=(),
        expression="{x}",
        prefix="output",
        synonyms=("result", "prediction", "logits", "return", "输出", "结果", "预测"),
    ),
)
