"""Why: the one table of where samples can come from."""

from collections.abc import Callable
from dataclasses import dataclass

from designer.data.arrays import numpy_file
from designer.data.embedded import breast_cancer, diabetes, digits, iris, wine
from designer.data.folders import image_folder
from designer.data.idx import idx_files
from designer.data.records import Raw
from designer.data.tables import csv_file
from designer.protocol import DataSpec

Reader = Callable[[DataSpec, str], Raw]


@dataclass(frozen=True)
class SourceInfo:
    """A kind of data. `needs` lists the fields of DataSpec a person has to fill in."""

    key: str
    title: str
    help: str
    kind: str
    read: Reader
    needs: tuple[str, ...] = ()


SOURCES: dict[str, SourceInfo] = {
    source.key: source
    for source in (
        SourceInfo(
            "digits", "Digits", "1,797 handwritten digits of 8 × 8 pixels.", "image", digits
        ),
        SourceInfo("iris", "Iris", "150 flowers, 4 measures, 3 species.", "table", iris),
        SourceInfo("wine", "Wine", "178 wines, 13 measures, 3 growers.", "table", wine),
        SourceInfo(
            "breast_cancer",
            "Breast cancer",
            "569 tumors, 30 measures, malignant or benign.",
            "table",
            breast_cancer,
        ),
        SourceInfo(
            "diabetes",
            "Diabetes",
            "442 patients, 10 measures; predicts progression after a year.",
            "table",
            diabetes,
        ),
        SourceInfo("csv", "CSV file…", "A table with a header line.", "table", csv_file, ("path",)),
        SourceInfo(
            "npy",
            "NumPy file…",
            "x and y in one NPZ, or two NPY files.",
            "array",
            numpy_file,
            ("path",),
        ),
        SourceInfo(
            "images",
            "Folder of images…",
            "One folder a class, with its pictures inside.",
            "image",
            image_folder,
            ("path",),
        ),
        SourceInfo(
            "idx",
            "IDX files (MNIST)…",
            "MNIST's own format: images and labels, gzipped or not.",
            "image",
            idx_files,
            ("path",),
        ),
    )
}
