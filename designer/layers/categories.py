"""Why: the groups of the palette, each with the color and icon that it has everywhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """A group of layers. `color` is the same in both themes; `icon` is the name of a picture."""

    key: str
    title: str
    color: str
    icon: str


CATEGORIES: dict[str, Category] = {
    category.key: category
    for category in (
        Category("io", "Input and output", "#5B6675", "io"),
        Category("linear", "Linear and embedding", "#C2417C", "linear"),
        Category("convolution", "Convolution", "#3B6FD4", "convolution"),
        Category("pooling", "Pooling", "#2E9E8F", "pooling"),
        Category("activation", "Activation", "#D9822B", "activation"),
        Category("normalization", "Normalization", "#8A63D2", "normalization"),
        Category("dropout", "Dropout", "#A3763D", "dropout"),
        Category("recurrent", "Recurrent", "#4C8C2B", "recurrent"),
        Category("attention", "Attention", "#B5483A", "attention"),
        Category("resizing", "Padding and resizing", "#3A8FB7", "resizing"),
        Category("shape", "Shape", "#7A8794", "shape"),
        Category("arithmetic", "Joining", "#4F6D7A", "arithmetic"),
        Category("math", "Math", "#5A6BB0", "math"),
        Category("block", "Blocks of this project", "#1B2330", "block"),
        Category("library", "My blocks", "#4A3B6B", "library"),
        Category("custom", "Custom layers", "#6B4E9B", "custom"),
    )
}
