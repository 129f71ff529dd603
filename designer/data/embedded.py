"""Why: real data that ship with scikit-learn, so that a first network trains without a download."""

from typing import Any

import numpy as np

from designer.data.records import Raw
from designer.protocol import DataSpec


def digits(_spec: DataSpec, _base_dir: str) -> Raw:
    """8 × 8 images of handwritten digits, values 0 to 16 (Alpaydin & Kaynak 1998)."""
    from sklearn.datasets import load_digits

    found = load_digits()
    classes = tuple(str(name) for name in found.target_names)
    x = found.images[:, None, :, :].astype(np.float32)
    return Raw("Digits", x, found.target.astype(np.int64), classes, is_image=True)


def iris(_spec: DataSpec, _base_dir: str) -> Raw:
    """Four measures of three species (Fisher 1936)."""
    from sklearn.datasets import load_iris

    return _table("Iris", load_iris())


def wine(_spec: DataSpec, _base_dir: str) -> Raw:
    """Thirteen measures of wines of three growers (Forina 1991)."""
    from sklearn.datasets import load_wine

    return _table("Wine", load_wine())


def breast_cancer(_spec: DataSpec, _base_dir: str) -> Raw:
    """Thirty measures of tumors (Street, Wolberg & Mangasarian 1993)."""
    from sklearn.datasets import load_breast_cancer

    return _table("Breast cancer", load_breast_cancer())


def diabetes(_spec: DataSpec, _base_dir: str) -> Raw:
    """Ten measures and the progression of a disease (Efron et al. 2004)."""
    from sklearn.datasets import load_diabetes

    found = load_diabetes(scaled=False)
    columns = tuple(str(name) for name in found.feature_names)
    y = found.target.astype(np.float32)[:, None]
    return Raw("Diabetes", found.data.astype(np.float32), y, columns=columns)


def _table(title: str, found: Any) -> Raw:
    classes = tuple(str(name) for name in found.target_names)
    columns = tuple(str(name) for name in found.feature_names)
    return Raw(
        title, found.data.astype(np.float32), found.target.astype(np.int64), classes, columns
    )
