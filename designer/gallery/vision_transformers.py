"""Why: images as sentences: patches that look at each other, or are mixed by plain layers."""

from designer import edit
from designer.gallery.drawing import (
    INPUT,
    chain,
    define,
    define_chain,
    finish,
    join,
    say_shape,
    step,
)
from designer.gallery.template import Template
from designer.model import Project, Value

PICTURE = (3, 224, 224)


def _vit(project: Project) -> None:
    _define_encoder_layer(project, 197, width=768, heads=12, hidden=3072, eps=1e-6)
    chain(
        project,
        step("Input", "image", shape=PICTURE),
        step("Conv2d", "patches", out_channels=768, kernel_size=16, stride=16),
        step("Flatten", "sequence", start_dim=2),
        step("Transpose", "transpose"),
        step("ClassToken", "class_token"),
        step("LearnedPosition", "position"),
        step("@EncoderLayer", "encoder", repeat=12),
        step("LayerNorm", "norm", eps=1e-6),
        step("Select", "answer", index=0),
        step("Linear", "head", out_features=1000),
        step("Output", "output"),
    )
    edit.set_data(project, resize=PICTURE[1:])  # the folder is for the person to choose
    edit.set_training(project, epochs=300, batch_size=64, optimizer="AdamW", schedule="cosine")
    edit.set_training(project, optimizer_params={"lr": 3e-4, "weight_decay": 0.3})


def _row_transformer(project: Project) -> None:
    _define_encoder_layer(project, 8, width=32, heads=4, hidden=64, dropout=0.1)
    chain(
        project,
        step("Input", "rows", shape=(8, 8)),
        step("Linear", "embedding", out_features=32),
        step("PositionalEncoding", "position"),
        step("@EncoderLayer", "encoder", repeat=2),
        step("LayerNorm", "norm"),
        step("Mean", "mean", dims=(1,)),
        step("Linear", "scores", out_features=10),
        step("Output", "output"),
    )
    edit.set_data(project, source="digits", shape=(8, 8))
    edit.set_training(project, epochs=20, batch_size=32, optimizer_params={"lr": 0.003})


def _define_encoder_layer(
    project: Project, steps: int, width: int, heads: int, hidden: int, **more: float
) -> None:
    """Define EncoderLayer, which normalizes before each part, and the MLP inside it."""
    usual: dict[str, Value] = {"width": width, "heads": heads, "hidden": hidden, "dropout": 0.0}
    usual |= {name: value for name, value in more.items() if name != "eps"}
    norm = {"eps": more["eps"]} if "eps" in more else {}
    _define_mlp(project, steps, width, hidden, usual["dropout"])
    layer = define(project, "EncoderLayer", **usual)
    say_shape(project, layer, f"({steps}, width)")
    attended = chain(
        project,
        step("LayerNorm", "norm1", **norm),
        step("MultiheadAttention", "attention", num_heads="=heads", dropout="=dropout"),
        step("Dropout", "drop", p="=dropout"),
        after=INPUT,
        graph=layer,
    )
    middle = join(project, [INPUT, attended], step("Add", "attended"), graph=layer)
    thought = chain(
        project,
        step("LayerNorm", "norm2", **norm),
        step("@MLP", "mlp", width="=width", hidden="=hidden", dropout="=dropout"),
        after=middle,
        graph=layer,
    )
    finish(project, layer, join(project, [middle, thought], step("Add", "add"), graph=layer))


def _define_mlp(project: Project, steps: int, width: int, hidden: int, dropout: Value) -> None:
    """Define MLP: two Linear layers on each step alone, wider in between."""
    define_chain(
        project,
        "MLP",
        step("Linear", "expand", out_features="=hidden"),
        step("GELU", "gelu"),
        step("Dropout", "drop1", p="=dropout"),
        step("Linear", "project", out_features="=width"),
        step("Dropout", "drop2", p="=dropout"),
        width=width,
        hidden=hidden,
        dropout=dropout,
    )
    say_shape(project, "MLP", f"({steps}, width)")


def _mixer(project: Project) -> None:
    """Sixteen patches of 2 × 2 pixels, 32 features each."""
    define_chain(
        project,
        "MLP",
        step("Linear", "expand", out_features="=hidden"),
        step("GELU", "gelu"),
        step("Linear", "project", out_features="=width"),
        width=32,
        hidden=64,
    )
    block = define(project, "MixerBlock", patches=16, channels=32)
    say_shape(project, block, "(patches, channels)")
    mixed = chain(
        project,
        step("LayerNorm", "norm1"),
        step("Transpose", "by_channel"),
        step("@MLP", "mix_patches", width="=patches", hidden="=2 * patches"),
        step("Transpose", "by_patch"),
        after=INPUT,
        graph=block,
    )
    middle = join(project, [INPUT, mixed], step("Add", "mixed"), graph=block)
    mixed = chain(
        project,
        step("LayerNorm", "norm2"),
        step("@MLP", "mix_channels", width="=channels", hidden="=2 * channels"),
        after=middle,
        graph=block,
    )
    finish(project, block, join(project, [middle, mixed], step("Add", "add"), graph=block))
    chain(
        project,
        step("Input", "image", shape=(1, 8, 8)),
        step("Conv2d", "patches", out_channels=32, kernel_size=2, stride=2),
        step("Flatten", "sequence", start_dim=2),
        step("Transpose", "transpose"),
        step("@MixerBlock", "mixer", repeat=4),
        step("LayerNorm", "norm"),
        step("Mean", "mean", dims=(1,)),
        step("Linear", "head", out_features=10),
        step("Output", "output"),
    )
    edit.set_data(project, source="digits")
    edit.set_training(project, epochs=20, batch_size=32, optimizer_params={"lr": 0.003})


VISION_TRANSFORMERS = (
    Template(
        "vit-b16",
        "Vision Transformer B/16",
        "Dosovitskiy et al. 2020",
        "An image as a sentence of 196 words, patches of 16 × 16 pixels; a class token gathers the "
        "answer. Give it your own pictures in 1,000 classes, or change the head.",
        _vit,
    ),
    Template(
        "row-transformer",
        "Transformer encoder",
        "Vaswani et al. 2017",
        "Reads the eight rows of a digit at once: every row looks at every other, waves say where "
        "it stands, their mean decides. Compare it with the LSTM.",
        _row_transformer,
    ),
    Template(
        "mlp-mixer",
        "MLP-Mixer",
        "Tolstikhin et al. 2021",
        "No convolution behind the first, no attention: plain layers mix the patches of each "
        "channel, then the channels of each patch, by turns. It learns digits in seconds.",
        _mixer,
    ),
)
