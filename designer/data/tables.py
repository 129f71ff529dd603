"""Why: a person's own table, refused with a sentence when it cannot be used."""

from typing import Any

import numpy as np

from designer.data.errors import DataError
from designer.data.paths import found_file
from designer.data.records import Raw, as_float32
from designer.data.targets import targets
from designer.protocol import DataSpec
from designer.text import tr

MOST_VALUES = 50  # different texts in a column that still make sense as one column each


def csv_file(spec: DataSpec, base_dir: str) -> Raw:
    """A CSV with a header line; `spec.target` names the column to predict, else the last one.

    Text features become one column per value (one-hot). Raises DataError.
    """
    import pandas as pd

    path = found_file(spec.path, base_dir)
    try:
        table = pd.read_csv(path)
    except (ValueError, OSError) as error:
        raise DataError(
            tr("{file} cannot be read as CSV: {reason}", file=path.name, reason=_first_line(error))
        ) from error
    if len(table) == 0 or len(table.columns) < 2:
        raise DataError(tr("{file} needs a header, two columns or more, and rows.", file=path.name))
    target = spec.target or str(table.columns[-1])
    if target not in table.columns:
        names = ", ".join(str(name) for name in table.columns[:8])
        raise DataError(
            tr("There is no column “{target}”; there are {names}.", target=target, names=names)
        )
    _refuse_gaps(table, path.name)
    features = table.drop(columns=[target])
    _refuse_free_text(features)
    features = pd.get_dummies(features, dtype=np.float32)
    y, classes = targets(table[target].to_numpy(), spec.task)
    columns = tuple(str(name) for name in features.columns)
    return Raw(path.name, as_float32(features.to_numpy()), y, classes, columns)


def _refuse_gaps(table: Any, name: str) -> None:
    gaps = table.isna().sum()
    worst = gaps[gaps > 0]
    if len(worst):
        raise DataError(
            tr(
                "{file} has {count} empty cells in the column “{column}”: fill them or remove "
                "those rows.",
                file=name,
                count=int(worst.iloc[0]),
                column=str(worst.index[0]),
            )
        )


def _refuse_free_text(features: Any) -> None:
    for column in features.select_dtypes(exclude=["number", "bool"]).columns:
        count = features[column].nunique()
        if count > MOST_VALUES:
            raise DataError(
                tr(
                    "The column “{column}” has {count} different texts: remove it or turn it "
                    "into numbers.",
                    column=str(column),
                    count=int(count),
                )
            )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
