"""Why: what a test may ask of a template depends on its size and on where its data come from."""

from tests.gallery.published import PUBLISHED

LARGE = {"gpt2": 124_439_808, "vit-b16": 86_567_656} | {
    name: known.parameters for name, known in PUBLISHED.items()
}
"""Too large to be trained in a test: the number of weights that the paper's network has."""
TRAINED = {"row-transformer", "mlp-mixer", "multi-task", "autoencoder"}
"""Those that train on data that come along."""
FREE = {
    *("char-gpt", "gru-forecaster", "lstm-forecaster", "siamese", "seq2seq"),
    *("vae", "dcgan-generator", "dcgan-discriminator", "unet"),
}
"""Those whose data a person chooses, or feeds in code of their own."""
EVERY = {*LARGE, *TRAINED, *FREE}
