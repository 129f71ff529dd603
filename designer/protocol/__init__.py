"""Why: the records that cross a border (file, thread, process) are declared once, here."""

from designer.protocol.data import DataInfo, DataSpec
from designer.protocol.events import (
    Activity,
    Checkpoint,
    Epoch,
    Event,
    Failed,
    Finished,
    Layers,
    Paused,
    Resumed,
    Started,
    Steps,
    decode_event,
    encode_event,
)
from designer.protocol.heads import (
    Head,
    Measured,
    heads_of,
    info_for,
    measured_head,
    part_names,
    spec_of,
)
from designer.protocol.losses import (
    form_of,
    in_order,
    is_log_rate,
    parts_of,
    roles_of,
    takes_labels,
    width_of,
)
from designer.protocol.run import RunSpec
from designer.protocol.training import OutputSpec, TrainingSpec

__all__ = [
    "Activity",
    "Checkpoint",
    "DataInfo",
    "DataSpec",
    "Epoch",
    "Event",
    "Failed",
    "Finished",
    "Head",
    "Layers",
    "Measured",
    "OutputSpec",
    "Paused",
    "Resumed",
    "RunSpec",
    "Started",
    "Steps",
    "TrainingSpec",
    "decode_event",
    "encode_event",
    "form_of",
    "heads_of",
    "in_order",
    "info_for",
    "is_log_rate",
    "measured_head",
    "part_names",
    "parts_of",
    "roles_of",
    "spec_of",
    "takes_labels",
    "width_of",
]
