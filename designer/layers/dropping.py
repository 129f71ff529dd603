"""Why: layers that leave out values by chance while training, so that none is relied upon."""

from designer.layers.accept import need_float, need_spatial
from designer.layers.params import share
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Tensor
from designer.text import tr

SOURCE = "Srivastava et al., Dropout, 2014"


def _keep(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (need_float(inputs[0]),)


def _keep_images(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    need_spatial(inputs[0], 2)
    return (inputs[0],)


def _words(values: Values) -> str:
    return tr("{percent} %", percent=f"{100 * values['p']:g}")


def _share() -> Param:
    return share("p", 0.5, "Share of the values that become 0 in each step.", positional=True)


DROPPING = (
    Layer(
        type="Dropout",
        category="dropout",
        help=(
            "Sets values to 0 by chance while training, against learning by heart. "
            "Does nothing afterwards."
        ),
        rule=_keep,
        nn="Dropout",
        params=(_share(),),
        words=_words,
        prefix="drop",
        synonyms=("regularization", "overfitting", "丢弃", "随机失活", "dropout 丢弃"),
        source=SOURCE,
    ),
    Layer(
        type="Dropout2d",
        category="dropout",
        help="Sets whole channels of images to 0 by chance while training.",
        rule=_keep_images,
        nn="Dropout2d",
        params=(_share(),),
        words=_words,
        prefix="drop",
        synonyms=("SpatialDropout2D", "channel dropout", "丢弃", "通道丢弃"),
        source="Tompson et al., Efficient Object Localization Using Convolutional Networks, 2015",
    ),
)
