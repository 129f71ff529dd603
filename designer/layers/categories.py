"""Why: the groups of the palette, each with the color and icon that it has everywhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """A group of layers. `color` is the same in light and dark; `icon` is the name of a picture.

    The colors stay apart for eyes that lack one kind of cone: tests/ui/test_theme.py holds it.
    """

    key: str
    title: str
    color: str
    icon: str


CATEGORIES: dict[str, Category] = {
    category.key: category
    for category in (
        Category("io", "Input and output", "#5F6462", "io"),
        Category("linear", "Linear and embedding", "#BF4482", "linear"),
        Category("convolution", "Convolution", "#4F7DDD", "convolution"),
        Category("pooling", "Pooling", "#559D83", "pooling"),
        Category("activation", "Activation", "#D17B21", "activation"),
        Category("normalization", "Normalization", "#947CFF", "normalization"),
        Category("dropout", "Dropout", "#AA7D43", "dropout"),
        Category("recurrent", "Recurrent", "#3D7C1E", "recurrent"),
        Category("attention", "Attention", "#AB443F", "attention"),
        Category("resizing", "Padding and resizing", "#389FCC", "resizing"),
        Category("shape", "Shape", "#7C8B9C", "shape"),
        Category("arithmetic", "Joining", "#526C7A", "arithmetic"),
        Category("math", "Math", "#5C70BC", "math"),
        Category("block", "Blocks of this project", "#1B2330", "block"),
        Category("library", "My blocks", "#4A3B6B", "library"),
        Category("custom", "Custom layers", "#76529D", "custom"),
    )
}
