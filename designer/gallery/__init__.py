"""Why: a good first network is one that somebody has drawn before; here they are, as functions."""

from designer.gallery.classics import CLASSICS
from designer.gallery.dense import DENSE
from designer.gallery.efficient import EFFICIENT
from designer.gallery.forecasting import FORECASTING
from designer.gallery.generative import GENERATIVE
from designer.gallery.gpt import GPT
from designer.gallery.images import IMAGES
from designer.gallery.pairs import PAIRS
from designer.gallery.residual import RESIDUAL
from designer.gallery.segmenting import SEGMENTING
from designer.gallery.sequences import SEQUENCES
from designer.gallery.template import Template
from designer.gallery.translation import TRANSLATION
from designer.gallery.vision_transformers import VISION_TRANSFORMERS
from designer.model import Project
from designer.text import tr

__all__ = ["TEMPLATES", "Template", "create"]

ORDER = (
    "neuron",
    "mlp",
    "lenet5",
    "cnn28",
    "two-branch",
    "cnn64",
    "simple-rnn",
    "lstm",
    "regression",
    "alexnet",
    "vgg11",
    "vgg16",
    "vgg19",
    "googlenet",
    "resnet18",
    "resnet34",
    "resnet50",
    "squeezenet",
    "densenet121",
    "mobilenetv2",
    "efficientnet-b0",
    "convnext-tiny",
    "unet",
    "gpt2",
    "char-gpt",
    "vit-b16",
    "row-transformer",
    "mlp-mixer",
    "gru-forecaster",
    "lstm-forecaster",
    "siamese",
    "multi-task",
    "seq2seq",
    "autoencoder",
    "vae",
    "dcgan-generator",
    "dcgan-discriminator",
)

_FAMILIES = (
    CLASSICS,
    DENSE,
    EFFICIENT,
    FORECASTING,
    GENERATIVE,
    GPT,
    IMAGES,
    PAIRS,
    RESIDUAL,
    SEGMENTING,
    SEQUENCES,
    TRANSLATION,
    VISION_TRANSFORMERS,
)
_ALL = {template.name: template for family in _FAMILIES for template in family}
TEMPLATES: dict[str, Template] = {name: _ALL[name] for name in ORDER}


def create(name: str) -> Project:
    """A new project with the network of that template, its data and its training.

    Raises KeyError for a name that is not in `TEMPLATES`.
    """
    template = TEMPLATES[name]
    project = Project.new(tr(template.title))
    with project.transaction(tr("New from {template}", template=tr(template.title))):
        template.draw(project)
    return project
