"""Why: layers that leave out values by chance while training, so that none is relied upon."""

from designer.layers.accept import Rule, described, need_float, need_layout
from designer.layers.params import share
from designer.layers.spec import Inputs, Layer, Param, Values
from designer.layers.tensor import Mismatch, Tensor
from designer.text import tr

TAKES = {1: "sequences", 2: "images", 3: "volumes"}
SOURCE = "Srivastava et al., Dropout, 2014"


def _keep(_values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    return (need_float(inputs[0]),)


def _keep_features(values: Values, inputs: Inputs) -> tuple[Tensor, ...]:
    x = inputs[0]
    if x.rank < 2:
        message = tr("needs channels, and gets {got}", got=described(x))
        raise Mismatch("rank", message, expected=2, got=x.rank)
    return _keep(values, inputs)


def _keep_channels(inputs: Inputs, axes: int) -> tuple[Tensor, ...]:
    need_layout(inputs[0], axes)
    return (inputs[0],)


def _words(values: Values) -> str:
    return tr("{percent} %", percent=f"{100 * values['p']:g}")


def _share() -> Param:
    return share("p", 0.5, "Share of the values that become 0 in each step.", positional=True)


def _of_channels(axes: int) -> Layer:
    return Layer(
        type=f"Dropout{axes}d",
        category="dropout",
        help=f"Sets whole channels of {TAKES[axes]} to 0 by chance while training.",
        rule=lambda _values, inputs: _keep_channels(inputs, axes),
        nn=f"Dropout{axes}d",
        params=(_share(),),
        words=_words,
        prefix="drop",
        synonyms=(f"SpatialDropout{axes}D", "channel dropout", "丢弃", "通道丢弃"),
        source="Tompson et al., Efficient Object Localization Using Convolutional Networks, 2015",
    )


def _with_mean(kind: str, note: str, rule: Rule) -> Layer:
    return Layer(
        type=kind,
        category="dropout",
        help=note,
        rule=rule,
        nn=kind,
        params=(_share(),),
        words=_words,
        prefix="drop",
        synonyms=("self-normalizing", "丢弃"),
        source="Klambauer et al., Self-Normalizing Neural Networks, 2017",
    )


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
    *(_of_channels(axes) for axes in (2, 1, 3)),
    _with_mean(
        "AlphaDropout",
        "Leaves out values by chance and keeps mean and spread; goes with SELU.",
        _keep,
    ),
    _with_mean(
        "FeatureAlphaDropout",
        "Leaves out whole channels by chance and keeps mean and spread; goes with SELU.",
        _keep_features,
    ),
)
