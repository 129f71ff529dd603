"""Why: data come from somewhere, are prepared once, and look the same to whoever trains."""

from designer.data.errors import DataError
from designer.data.loading import describe, load, preview
from designer.data.recognizing import recognized
from designer.data.records import Dataset, Preview
from designer.data.sources import SOURCES, SourceInfo

__all__ = [
    "SOURCES",
    "DataError",
    "Dataset",
    "Preview",
    "SourceInfo",
    "describe",
    "load",
    "preview",
    "recognized",
]
