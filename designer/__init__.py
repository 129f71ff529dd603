"""Designer: draw a neural network, check it, watch it learn, take the PyTorch code away."""

__version__ = "0.1.0"
