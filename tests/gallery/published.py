"""Why: what the world knows of these networks, so that a drawing is theirs to the last weight."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """Weights, and billions of multiplications for one picture, as torchvision gives them."""

    parameters: int
    multiplications: float


PUBLISHED = {
    "alexnet": Published(61_100_840, 0.714),
    "vgg11": Published(132_863_336, 7.609),
    "vgg16": Published(138_357_544, 15.470),
    "vgg19": Published(143_667_240, 19.632),
    "googlenet": Published(6_624_904, 1.498),
    "squeezenet": Published(1_248_424, 0.819),
    "densenet121": Published(7_978_856, 2.834),
    "mobilenetv2": Published(3_504_872, 0.301),
    "efficientnet-b0": Published(5_288_548, 0.386),
    "convnext-tiny": Published(28_589_128, 4.456),
    "resnet18": Published(11_689_512, 1.814),
    "resnet34": Published(21_797_672, 3.664),
    "resnet50": Published(25_557_032, 4.089),
}
