"""Why: language models of the GPT kind: blocks of attention that look back, never ahead."""

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

WIDTH, HEADS, STEPS = 768, 12, 1024


def _gpt2(project: Project) -> None:
    define_gpt_block(project)
    last = chain(
        project,
        step("Input", "tokens", shape=(STEPS,), dtype="int64"),
        step("Embedding", "token", num_embeddings=50257, embedding_dim=WIDTH),
        step("LearnedPosition", "position"),
        step("Dropout", "drop", p=0.1),
        step("@Block", "blocks", repeat=12),
        step("LayerNorm", "norm"),
    )
    chain(
        project,
        step("=token", "scores", scores=True),
        step("Output", "output"),
        after=last,
    )
    edit.set_training(project, epochs=1, batch_size=8, optimizer="AdamW", schedule="cosine")
    edit.set_training(project, optimizer_params={"lr": 6e-4, "weight_decay": 0.1})
    edit.set_training(project, initialization="normal", initialization_params={"std": 0.02})


def _char_gpt(project: Project) -> None:
    define_gpt_block(project, steps=64, width=64, heads=4)
    chain(
        project,
        step("Input", "characters", shape=(64,)),
        step("Cast", "numbers", dtype="int64"),
        step("Embedding", "character", num_embeddings=65, embedding_dim=64),
        step("LearnedPosition", "position"),
        step("Dropout", "drop", p=0.1),
        step("@Block", "blocks", repeat=3),
        step("LayerNorm", "norm"),
        step("Select", "last"),
        step("Linear", "scores", out_features=65),
        step("Output", "output"),
    )
    # The source is for the person to choose: an NPZ with x (rows, 64) and y (rows,).
    edit.set_data(project, task="classification", normalize="none")
    edit.set_training(project, epochs=10, batch_size=64, optimizer="AdamW")
    edit.set_training(project, optimizer_params={"lr": 1e-3})


def define_gpt_block(
    project: Project, steps: int = STEPS, width: int = WIDTH, heads: int = HEADS
) -> None:
    """Define Block and what it is made of; `steps` is the length that the drawings speak of."""
    usual: dict[str, Value] = {"width": width, "heads": heads, "dropout": 0.1}
    _define_attention(project, steps, usual)
    define_chain(
        project,
        "MLP",
        step("Linear", "expand", out_features="=4 * width"),
        step("GELU", "gelu", approximate="tanh"),
        step("Linear", "project", out_features="=width"),
        step("Dropout", "drop", p="=dropout"),
        width=width,
        dropout=0.1,
    )
    say_shape(project, "MLP", f"({steps}, width)")
    block = define(project, "Block", **usual)
    say_shape(project, block, f"({steps}, width)")
    same = {name: f"={name}" for name in usual}
    attended = chain(
        project,
        step("LayerNorm", "norm1"),
        step("@CausalSelfAttention", "attention", **same),
        after=INPUT,
        graph=block,
    )
    middle = join(project, [INPUT, attended], step("Add", "attended"), graph=block)
    thought = chain(
        project,
        step("LayerNorm", "norm2"),
        step("@MLP", "mlp", width="=width", dropout="=dropout"),
        after=middle,
        graph=block,
    )
    finish(project, block, join(project, [middle, thought], step("Add", "add"), graph=block))


def _define_attention(project: Project, steps: int, usual: dict[str, Value]) -> None:
    """Queries, keys and values of all heads at once; each step sees those before it."""
    block = define(project, "CausalSelfAttention", **usual)
    say_shape(project, block, f"({steps}, width)")
    heads = chain(
        project,
        step("Linear", "qkv", out_features="=3 * width"),
        step("Unflatten", "parts", shape="=(3, heads, -1)"),
        step("Transpose", "by_head", dim0=1, dim1=3),
        after=INPUT,
        graph=block,
    )
    three = [
        chain(project, step("Select", name, dim=2, index=i), after=heads, graph=block)
        for i, name in enumerate(("query", "key", "value"))
    ]
    look = step("ScaledDotProductAttention", "attention", dropout="=dropout", causal=True)
    joined = chain(
        project,
        step("Transpose", "by_step", dim0=1, dim1=2),
        step("Flatten", "joined", start_dim=2),
        step("Linear", "project", out_features="=width"),
        step("Dropout", "drop", p="=dropout"),
        after=join(project, three, look, graph=block),
        graph=block,
    )
    finish(project, block, joined)


GPT = (
    Template(
        "gpt2",
        "GPT-2",
        "Radford et al. 2019",
        "The small GPT-2, whole: 12 blocks of causal attention, 124,439,808 weights, scores from "
        "the same table that words are looked up in. To read, change and take its code away.",
        _gpt2,
    ),
    Template(
        "char-gpt",
        "Character GPT",
        "Karpathy 2022",
        "Reads 64 characters and scores the next, with the blocks of GPT-2 made small. Choose an "
        "NPZ file: x has rows of 64 character numbers from 0 to 64, y the one that follows.",
        _char_gpt,
    ),
)
