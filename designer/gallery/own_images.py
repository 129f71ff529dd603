"""Why: networks made for ImageNet learn from a person's own pictures, as their papers trained."""

from designer import edit
from designer.model import Project

PICTURE = (3, 224, 224)
CLASSES = 1000


def own_images(project: Project, lr: float = 0.1, **training: object) -> None:
    """Leave the folder of pictures to the person; descend with momentum in ever smaller steps."""
    edit.set_data(project, resize=PICTURE[1:])
    edit.set_training(project, epochs=90, batch_size=32, optimizer="SGD")
    edit.set_training(project, optimizer_params={"lr": lr, "momentum": 0.9, "weight_decay": 1e-4})
    edit.set_training(project, schedule="step", schedule_params={"step_size": 30})
    if training:
        edit.set_training(project, **training)
