"""Why: one sequence made from another: the decoder looks back at what the encoder has read."""

from designer import edit
from designer.gallery.drawing import INPUT, chain, define, finish, join, step
from designer.gallery.template import Template
from designer.model import Project

READ, SAID = 12, 10  # words of a sentence on either side
WIDTH = 64


def _seq2seq(project: Project) -> None:
    _define_attention(project)
    source = chain(
        project,
        step("Input", "source", shape=(READ,), dtype="int64"),
        step("Embedding", "source_words", num_embeddings=5000, embedding_dim=WIDTH),
        step("GRU", "encoder", hidden_size=WIDTH),
    )
    meaning = chain(
        project,
        step("Unsqueeze", "meaning", dim=1),
        step("Repeat", "at_each_step", times=SAID, dim=1),
        after=f"{source}.last",
    )
    target = chain(
        project,
        step("Input", "target", shape=(SAID,), dtype="int64"),
        step("Embedding", "target_words", num_embeddings=4000, embedding_dim=WIDTH),
    )
    decoder = chain(
        project,
        step("GRU", "decoder", hidden_size=WIDTH),
        after=join(project, [meaning, target], step("Concat", "told", dim=2)),
    )
    attended = join(
        project,
        [f"{decoder}.sequence", f"{source}.sequence"],
        step("@LuongAttention", "attention"),
    )
    scores = step("Linear", "scores", out_features=4000)
    chain(project, scores, step("Output", "output"), after=attended)
    edit.tidy(project)
    edit.set_training(project, epochs=20, batch_size=64, optimizer_params={"lr": 0.001})


def _define_attention(project: Project) -> None:
    """Each step takes what it needs of the memory, by how well they match, and combines both."""
    block = define(project, "LuongAttention")
    edit.rename(project, INPUT, "queries", graph=block)
    memory = edit.add(project, "Input", "memory", graph=block)
    keys = chain(project, step("Transpose", "keys"), after=memory, graph=block)
    weights = chain(
        project,
        step("Softmax", "weights"),
        after=join(project, ["queries", keys], step("MatMul", "match"), graph=block),
        graph=block,
    )
    context = join(project, [weights, memory], step("MatMul", "context"), graph=block)
    combined = chain(
        project,
        step("Linear", "combine", out_features=WIDTH),
        step("Tanh", "tanh"),
        after=join(project, ["queries", context], step("Concat", "both", dim=2), graph=block),
        graph=block,
    )
    finish(project, block, combined)


TRANSLATION = (
    Template(
        "seq2seq",
        "Seq2seq with attention",
        "Luong, Pham, Manning 2015",
        "Translates: one GRU reads, another writes, and each word it writes looks back at the "
        "words that were read. Feed the target one word late; the scores are those of the next.",
        _seq2seq,
    ),
)
