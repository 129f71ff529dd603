"""Why: the settings of a run as declarations, so that the form derives from them like a layer's."""

from designer.layers import Param

RUN = (
    Param("epochs", "int", 10, "How often training sees every sample.", minimum=1),
    Param("batch_size", "int", 64, "Samples per step.", minimum=1),
    Param(
        "seed", "int", 0, "Same seed, same result: for weights, shuffling and dropout.", minimum=0
    ),
    Param(
        "device",
        "choice",
        "cpu",
        "Where training runs. “auto” takes CUDA or MPS where present.",
        choices=("cpu", "auto", "cuda", "mps"),
    ),
    Param(
        "threads",
        "int",
        1,
        "Processor threads for torch. One is fastest for small networks.",
        minimum=1,
        maximum=256,
    ),
)
REGULARIZATION = (
    Param("l1", "float", 0.0, "Weight of the sum of |w|: drives weights to zero.", minimum=0),
    Param("l2", "float", 0.0, "Weight of the sum of w²: keeps weights small.", minimum=0),
    Param(
        "patience",
        "int",
        0,
        "Early stopping: epochs without a better validation loss before training ends. 0: never.",
        minimum=0,
    ),
    Param(
        "min_delta", "float", 0.0, "By how much the loss must fall to count as better.", minimum=0
    ),
)
TITLES = {
    "epochs": "Epochs",
    "batch_size": "Batch size",
    "seed": "Seed",
    "device": "Device",
    "threads": "Threads",
    "l1": "L1 penalty",
    "l2": "L2 penalty",
    "patience": "Patience",
    "min_delta": "Least improvement",
    "source": "Dataset",
    "path": "File",
    "target_path": "Labels file",
    "target": "Target column",
    "task": "Task",
    "resize": "Resize",
    "shape": "Sample shape",
    "normalize": "Normalize",
    "validation": "Validation share",
    "split_seed": "Split seed",
}
DATA = {
    "target": Param(
        "target", "text", "", "The column or array to predict. Empty: the last column."
    ),
    "task": Param(
        "task",
        "choice",
        "auto",
        "What is predicted: a class or a number.",
        choices=("auto", "classification", "regression"),
    ),
    "resize": Param(
        "resize",
        "sizes",
        None,
        "Height × width that images are resized to, in pixels. Empty: as they are.",
        minimum=1,
        axes=2,
        optional=True,
    ),
    "shape": Param(
        "shape",
        "shape",
        None,
        "Shape of one sample, such as 64 or 8 × 8. Empty: as the data come.",
        minimum=1,
        optional=True,
    ),
    "normalize": Param(
        "normalize",
        "choice",
        "standard",
        "standard: mean 0, deviation 1. minmax: 0 to 1. Figures come from the training rows.",
        choices=("standard", "minmax", "none"),
    ),
    "validation": Param(
        "validation",
        "float",
        0.2,
        "Share of the rows that training never sees, held out to measure.",
        minimum=0,
        maximum=0.95,
    ),
    "split_seed": Param("split_seed", "int", 0, "Seed of the split into rows.", minimum=0),
}
