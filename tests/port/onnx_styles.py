"""Small networks as the exporters of well-known programs write them, each in its own way."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from onnx import NodeProto, TensorProto, helper

from tests.port.onnx_models import BATCH, Arrays, node, rand


@dataclass(frozen=True)
class Network:
    """The operations of a file, what goes in, and the layers that a person would draw."""

    nodes: list[NodeProto]
    x: np.ndarray
    weights: Arrays
    layers: str
    opset: int = 17


def called(name: str, made: NodeProto) -> NodeProto:
    """The operation under a name, as torch gives it."""
    made.name = name
    return made


def torch_lenet() -> Network:
    """TorchScript: names of modules are paths, weights are called as in the module."""
    nodes = [
        called("/conv1/Conv", node("Conv", "x conv1.weight conv1.bias", "a", pads=[1] * 4)),
        called("/relu/Relu", node("Relu", "a", "b")),
        called("/pool/MaxPool", node("MaxPool", "b", "c", kernel_shape=[2, 2], strides=[2, 2])),
        called("/Shape", node("Shape", "c", "s")),
        called("/Gather", node("Gather", "s zero", "n")),
        called("/Unsqueeze", node("Unsqueeze", "n first", "u")),
        called("/Concat", node("Concat", "u rest", "t", axis=0)),
        called("/Reshape", node("Reshape", "c t", "d")),
        called("/fc/Gemm", node("Gemm", "d fc.weight fc.bias", transB=1)),
    ]
    weights = {"conv1.weight": rand(4, 3, 3, 3), "conv1.bias": rand(4), "fc.weight": rand(5, 64)}
    shapes = {"zero": np.array(0), "first": np.array([0]), "rest": np.array([-1])}
    x = rand(BATCH, 3, 8, 8)
    layers = "Conv2d ReLU MaxPool2d Flatten Linear"
    return Network(nodes, x, {**weights, **shapes, "fc.bias": rand(5)}, layers)


def torch_mobile() -> Network:
    """Convolutions with their norms folded in, whose weights have lost their names."""
    nodes = [
        node("Conv", "x onnx::Conv_1 onnx::Conv_2", "a", pads=[1] * 4, strides=[2, 2]),
        node("Clip", "a low high", "b"),
        node("Conv", "b onnx::Conv_3 onnx::Conv_4", "c", pads=[1] * 4, group=6),
        node("Clip", "c low high", "d"),
        node("Conv", "d onnx::Conv_5 onnx::Conv_6", "e"),
        node("Add", "a e", "f"),
        node("GlobalAveragePool", "f", "g"),
        node("Flatten", "g", "h"),
        node("Gemm", "h classifier.1.weight classifier.1.bias", transB=1),
    ]
    weights = {
        "onnx::Conv_1": rand(6, 3, 3, 3),
        "onnx::Conv_2": rand(6),
        "onnx::Conv_3": rand(6, 1, 3, 3, seed=1),
        "onnx::Conv_4": rand(6, seed=1),
        "onnx::Conv_5": rand(6, 6, 1, 1),
        "onnx::Conv_6": rand(6, seed=2),
        "classifier.1.weight": rand(4, 6),
        "classifier.1.bias": rand(4),
        "low": np.float32(0),
        "high": np.float32(6),
    }
    layers = "Conv2d ReLU6 Conv2d ReLU6 Conv2d Add AdaptiveAvgPool2d Flatten Linear"
    return Network(nodes, rand(BATCH, 3, 8, 8), weights, layers)


def torch_transformer() -> Network:
    """Opset 11: norms and GELU in their parts, one product for queries, keys and values."""
    center = [node("ReduceMean", "p", "m", axes=[-1]), node("Sub", "p m", "d")]
    spread = [node("Pow", "d two", "sq"), node("ReduceMean", "sq", "v", axes=[-1])]
    spread += [node("Add", "v eps", "ve"), node("Sqrt", "ve", "sd"), node("Div", "d sd", "u")]
    norm = [node("Mul", "u ln.weight", "nw"), node("Add", "nw ln.bias", "n")]
    heads = [node("MatMul", "n qkv.kernel", "qm"), node("Add", "qm qkv.bias", "qkv")]
    heads += [node("Split", "qkv", "q0 k0 v0", axis=2, split=[8, 8, 8])]
    for word, perm in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3])):
        heads.append(node("Reshape", f"{word}0 cut", f"{word}1"))
        heads.append(node("Transpose", f"{word}1", word, perm=perm))
    attend = [
        node("MatMul", "q k", "s0"),
        node("Div", "s0 root", "s1"),
        node("Softmax", "s1", "sm", axis=3),
    ]
    attend += [node("MatMul", "sm v", "o0"), node("Transpose", "o0", "o1", perm=[0, 2, 1, 3])]
    attend += [node("Reshape", "o1 join", "o2"), node("MatMul", "o2 proj.kernel", "o3")]
    attend += [node("Add", "o3 proj.bias", "o4"), node("Add", "p o4", "r")]
    gelu = [
        node("MatMul", "r fc.kernel", "f0"),
        node("Add", "f0 fc.bias", "f"),
        node("Div", "f sqrt2", "g0"),
    ]
    gelu += [node("Erf", "g0", "g1"), node("Add", "g1 one", "g2"), node("Mul", "f g2", "g3")]
    nodes = [node("Add", "x pos", "p"), *center, *spread, *norm, *heads, *attend, *gelu]
    numbers = {"two": 2, "eps": 1e-5, "root": 2, "sqrt2": 2**0.5, "one": 1, "half": 0.5}
    weights = {name: np.float32(number) for name, number in numbers.items()}
    weights |= {"pos": rand(1, 5, 8), "ln.weight": rand(8), "ln.bias": rand(8, seed=1)}
    weights |= {"qkv.kernel": rand(8, 24), "qkv.bias": rand(24), "proj.kernel": rand(8, 8)}
    weights |= {"proj.bias": rand(8, seed=2), "fc.kernel": rand(8, 16), "fc.bias": rand(16)}
    weights |= {"cut": np.array([0, 0, 2, 4]), "join": np.array([0, 0, 8])}
    layers = "LearnedPosition LayerNorm MultiheadAttention Add Linear GELU"
    return Network([*nodes, node("Mul", "g3 half")], rand(BATCH, 5, 8), weights, layers, 11)


def torch_lstm() -> Network:
    """A state of zeros, as many as there are samples, is made inside."""
    nodes = [
        node("Shape", "x", "s"),
        node("Gather", "s zero", "n"),
        node("Unsqueeze", "n first", "u"),
        node("Concat", "one u hidden", "t", axis=0),
        node("ConstantOfShape", "t", "h0"),
        node("Transpose", "x", "xt", perm=[1, 0, 2]),
        node("LSTM", "xt W R B - h0 h0", "all h c", hidden_size=3),
        node("Squeeze", "all first1", "sq"),
        node("Transpose", "sq", "st", perm=[1, 0, 2]),
        node("Gather", "st last", "end", axis=1),
        node("Gemm", "end fc.weight fc.bias", transB=1),
    ]
    weights = {"W": rand(1, 12, 6), "R": rand(1, 12, 3), "B": rand(1, 24)}
    weights |= {"fc.weight": rand(2, 3), "fc.bias": rand(2)}
    shapes = {"zero": np.array(0), "first": np.array([0]), "one": np.array([1])}
    shapes |= {"hidden": np.array([3]), "first1": np.array([1]), "last": np.array(-1)}
    return Network(nodes, rand(BATCH, 5, 6), {**weights, **shapes}, "LSTM Linear")


def torch_unet() -> Network:
    """The size to which an image grows is that of another one."""
    nodes = [
        node("Conv", "x down.weight down.bias", "a", pads=[1] * 4, strides=[2, 2]),
        node("LeakyRelu", "a", "b", alpha=0.1),
        node("Shape", "x", "s"),
        node("Slice", "s two four", "hw"),
        node("Shape", "b", "t"),
        node("Slice", "t zero two", "nc"),
        node("Concat", "nc hw", "size", axis=0),
        node(
            "Resize",
            "b - - size",
            "up",
            mode="nearest",
            nearest_mode="floor",
            coordinate_transformation_mode="asymmetric",
        ),
        node("Concat", "up x", "both", axis=1),
        node("Conv", "both out.weight out.bias", pads=[1] * 4),
    ]
    weights = {"down.weight": rand(4, 3, 3, 3), "down.bias": rand(4)}
    weights |= {"out.weight": rand(2, 7, 3, 3), "out.bias": rand(2)}
    shapes = {"zero": np.array([0]), "two": np.array([2]), "four": np.array([4])}
    layers = "Conv2d LeakyReLU Upsample Concat Conv2d"
    return Network(nodes, rand(BATCH, 3, 8, 8), {**weights, **shapes}, layers)


def tensorflow_images() -> Network:
    """tf2onnx: images have their channels last, around layers that want them first."""
    nodes = [
        node("Transpose", "x", "t", perm=[0, 3, 1, 2]),
        node("Conv", "t net/conv/kernel/ReadVariableOp:0", "a", auto_pad="SAME_UPPER"),
        node("Transpose", "a", "b", perm=[0, 2, 3, 1]),
        node("Add", "b net/conv/bias/ReadVariableOp:0", "c"),
        node("Relu", "c", "d"),
        node("Transpose", "d", "e", perm=[0, 3, 1, 2]),
        node("MaxPool", "e", "f", kernel_shape=[2, 2], strides=[2, 2], auto_pad="VALID"),
        node("Transpose", "f", "g", perm=[0, 2, 3, 1]),
        node("Reshape", "g flat", "h"),
        node("MatMul", "h net/dense/kernel/ReadVariableOp:0", "i"),
        node("Add", "i net/dense/bias/ReadVariableOp:0", "j"),
        node("Softmax", "j", axis=1),
    ]
    weights = {
        "net/conv/kernel/ReadVariableOp:0": rand(4, 3, 3, 3),
        "net/conv/bias/ReadVariableOp:0": rand(4),
        "net/dense/kernel/ReadVariableOp:0": rand(64, 5),
        "net/dense/bias/ReadVariableOp:0": rand(5),
        "flat": np.array([-1, 64]),
    }
    layers = "Permute Conv2d ReLU MaxPool2d Permute Flatten Linear Softmax"
    return Network(nodes, rand(BATCH, 8, 8, 3), weights, layers)


def tensorflow_mobile() -> Network:
    """Depthwise convolutions, norms that have become factors, and means over height and width."""
    nodes = [
        node("Transpose", "x", "t", perm=[0, 3, 1, 2]),
        node("Conv", "t dw", "a", group=4, pads=[0, 0, 1, 1], strides=[2, 2]),
        node("BatchNormalization", "a gamma beta mean var", "b", epsilon=1e-3),
        node("Clip", "b low high", "c"),
        node("Transpose", "c", "d", perm=[0, 2, 3, 1]),
        node("Mul", "d scale1", "m"),
        node("ReduceMean", "m", "e", axes=[1, 2], keepdims=0),
        node("MatMul", "e head.kernel", "f"),
        node("Add", "f head.bias", "g"),
        node("Sigmoid", "g"),
    ]
    weights = {"dw": rand(4, 1, 3, 3), "gamma": rand(4), "beta": rand(4, seed=1)}
    weights |= {"mean": rand(4, seed=2), "var": np.abs(rand(4, seed=3)), "scale1": rand(4, seed=4)}
    weights |= {
        "low": np.float32(0),
        "high": np.float32(6),
        "head.kernel": rand(4, 1),
        "head.bias": rand(1),
    }
    layers = "Permute ZeroPad2d Conv2d BatchNorm2d ReLU6 LayerScale Mean Linear Sigmoid"
    return Network(nodes, rand(BATCH, 8, 8, 4), weights, layers)


def tensorflow_branches() -> Network:
    """Branches that meet with channels last, and a softmax over them for each pixel."""
    first = node("Transpose", "x", "t", perm=[0, 3, 1, 2])
    branches = []
    for name, width in (("a", 1), ("b", 3)):
        border = {"pads": [width // 2] * 4}
        branches += [
            node("Conv", f"t {name}.weight {name}.bias", f"{name}1", **border),
            node("Transpose", f"{name}1", f"{name}2", perm=[0, 2, 3, 1]),
            node("Relu", f"{name}2", f"{name}3"),
        ]
    ends = [
        node("Concat", "a3 b3", "c", axis=3),
        node("ReduceMean", "c", "m", axes=[1, 2], keepdims=1),
        node("Mul", "c m", "g"),
        node("Transpose", "g", "h", perm=[0, 3, 1, 2]),
        node("Conv", "h c.weight c.bias", "i"),
        node("Transpose", "i", "j", perm=[0, 2, 3, 1]),
        node("Softmax", "j", axis=3),
    ]
    weights = {"a.weight": rand(2, 3, 1, 1), "a.bias": rand(2), "b.weight": rand(4, 3, 3, 3)}
    weights |= {"b.bias": rand(4), "c.weight": rand(5, 6, 1, 1), "c.bias": rand(5)}
    layers = (
        "Permute Conv2d ReLU Conv2d ReLU Concat AdaptiveAvgPool2d Multiply Conv2d Softmax Permute"
    )
    return Network([first, *branches, *ends], rand(BATCH, 7, 8, 3), weights, layers)


def keras_text() -> Network:
    """Words, a convolution over steps with channels last, and the largest over all steps."""
    nodes = [
        node("Cast", "x", "w", to=TensorProto.INT32),
        node("Gather", "embedding w", "e"),
        node("Transpose", "e", "t", perm=[0, 2, 1]),
        node("Unsqueeze", "t three", "u"),
        node("Conv", "u kernel bias", "c", kernel_shape=[3, 1]),
        node("Squeeze", "c three", "s"),
        node("Transpose", "s", "v", perm=[0, 2, 1]),
        node("Relu", "v", "r"),
        node("ReduceMax", "r", "m", axes=[1], keepdims=0),
        node("MatMul", "m dense", "d"),
        node("Add", "d offset"),
    ]
    weights = {"embedding": rand(9, 4), "kernel": rand(6, 4, 3, 1), "bias": rand(6)}
    weights |= {"dense": rand(6, 2), "offset": rand(2), "three": np.array([3])}
    x = np.random.default_rng(0).integers(0, 9, (BATCH, 7)).astype(np.float32)
    layers = "Cast Embedding Transpose Unsqueeze Conv2d Squeeze Transpose ReLU Max Linear"
    return Network(nodes, x, weights, layers)


def sklearn_mlp() -> Network:
    """skl2onnx: figures are scaled, and what is added has an axis for samples."""
    nodes = [
        node("Sub", "x mean", "a"),
        node("Div", "a spread", "b"),
        node("Cast", "b", "c", to=1),
        node("MatMul", "c coefficient", "d"),
        node("Add", "d intercepts", "e"),
        node("Relu", "e", "f"),
        node("MatMul", "f coefficient1", "g"),
        node("Add", "g intercepts1", "h"),
        node("Softmax", "h", axis=1),
    ]
    weights = {"mean": rand(1, 6), "spread": np.abs(rand(1, 6, seed=1)) + 1}
    weights |= {"coefficient": rand(6, 4), "intercepts": rand(1, 4, seed=2)}
    weights |= {"coefficient1": rand(4, 3), "intercepts1": rand(1, 3, seed=3)}
    layers = "Parameter Subtract Parameter Divide Linear ReLU Linear Softmax"
    return Network(nodes, rand(BATCH, 6), weights, layers)


def paddle_images() -> Network:
    """paddle2onnx: weights pass through, biases are reshaped, shapes are made of constants."""
    shape = helper.make_tensor("s", TensorProto.INT64, [2], [-1, 36])
    nodes = [
        node("Identity", "conv2d_0.w_0", "w"),
        node("Identity", "conv2d_0.b_0", "b0"),
        node("Conv", "x w", "a", dilations=[1, 1], strides=[1, 1], pads=[1] * 4, group=1),
        node("Reshape", "b0 four", "b"),
        node("Add", "a b", "c"),
        node("BatchNormalization", "c bn.w_0 bn.b_0 bn.w_1 bn.w_2", "d"),
        node("HardSwish", "d", "e"),
        node("AveragePool", "e", "f", kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Constant", [], ["shape"], value=shape),
        node("Reshape", "f shape", "g"),
        node("MatMul", "g linear_0.w_0", "h"),
        node("Add", "h linear_0.b_0"),
    ]
    weights = {"conv2d_0.w_0": rand(4, 2, 3, 3), "conv2d_0.b_0": rand(4)}
    weights |= {"bn.w_0": rand(4, seed=1), "bn.b_0": rand(4, seed=2), "bn.w_1": rand(4, seed=3)}
    weights |= {"bn.w_2": np.abs(rand(4, seed=4)), "linear_0.w_0": rand(36, 5)}
    weights |= {"linear_0.b_0": rand(5), "four": np.array([1, 4, 1, 1])}
    layers = "Conv2d BatchNorm2d Hardswish AvgPool2d Flatten Linear"
    return Network(nodes, rand(BATCH, 2, 6, 6), weights, layers)


def caffe_fire() -> Network:
    """Opset 7, of the first collections of models: attributes where inputs are today."""
    nodes = [
        node("Conv", "x c1_w_0 c1_b_0", "a", kernel_shape=[3, 3], strides=[2, 2]),
        node("Relu", "a", "b"),
        node("Conv", "b c2_w_0 c2_b_0", "c", kernel_shape=[1, 1]),
        node("Conv", "b c3_w_0 c3_b_0", "d", kernel_shape=[3, 3], pads=[1] * 4),
        node("Concat", "c d", "e", axis=1),
        node("Dropout", "e", "f mask", ratio=0.5),
        node("PRelu", "f slope", "g"),
        node("GlobalAveragePool", "g", "h"),
        node("Reshape", "h flat", "i"),
        node("Softmax", "i"),
    ]
    weights = {"c1_w_0": rand(4, 3, 3, 3), "c1_b_0": rand(4), "c2_w_0": rand(2, 4, 1, 1)}
    weights |= {"c2_b_0": rand(2), "c3_w_0": rand(3, 4, 3, 3), "c3_b_0": rand(3)}
    weights |= {"slope": np.abs(rand(5, 1, 1)), "flat": np.array([0, -1])}
    layers = "Conv2d ReLU Conv2d Conv2d Concat Dropout PReLU AdaptiveAvgPool2d Flatten Softmax"
    return Network(nodes, rand(BATCH, 3, 9, 9), weights, layers, 7)


def mxnet_scores() -> Network:
    """Norms over figures, a ReLU of a difference, and vectors of length 1 at the end."""
    nodes = [
        node("Flatten", "x", "a"),
        node("Gemm", "a fc1_weight fc1_bias", "b", transB=1, alpha=1.0, beta=1.0),
        node("BatchNormalization", "b g be m v", "c", epsilon=2e-5, momentum=0.9),
        node("LeakyRelu", "c", "d", alpha=0.25),
        node("Gemm", "d fc2_weight fc2_bias", "e", transB=1),
        node("ReduceL2", "e", "f", axes=[1], keepdims=1),
        node("Div", "e f"),
    ]
    weights = {"fc1_weight": rand(6, 12), "fc1_bias": rand(6), "g": rand(6, seed=1)}
    weights |= {"be": rand(6, seed=2), "m": rand(6, seed=3), "v": np.abs(rand(6, seed=4))}
    weights |= {"fc2_weight": rand(3, 6), "fc2_bias": rand(3)}
    layers = "Flatten Linear BatchNorm1d LeakyReLU Linear Normalize"
    return Network(nodes, rand(BATCH, 3, 4), weights, layers)


def dynamo_squeeze() -> Network:
    """torch.export: a squeeze and excitation with lists of axes as weights without names."""
    nodes = [
        node("Conv", "x stem.weight stem.bias", "convolution", pads=[1] * 4),
        node("Sigmoid", "convolution", "sigmoid"),
        node("Mul", "convolution sigmoid", "silu"),
        node("ReduceMean", "silu val_1", "mean", keepdims=1),
        node("Conv", "mean fc1.weight fc1.bias", "convolution_1"),
        node("Relu", "convolution_1", "relu"),
        node("Conv", "relu fc2.weight fc2.bias", "convolution_2"),
        node("HardSigmoid", "convolution_2", "hard", alpha=1 / 6, beta=0.5),
        node("Mul", "hard silu", "mul"),
        node("ReduceMean", "mul val_1", "mean_1", keepdims=0),
        node("Gemm", "mean_1 head.weight head.bias", transB=1),
    ]
    weights = {"stem.weight": rand(4, 3, 3, 3), "stem.bias": rand(4), "val_1": np.array([-1, -2])}
    weights |= {"fc1.weight": rand(2, 4, 1, 1), "fc1.bias": rand(2)}
    weights |= {"fc2.weight": rand(4, 2, 1, 1), "fc2.bias": rand(4)}
    weights |= {"head.weight": rand(5, 4), "head.bias": rand(5)}
    layers = "Conv2d SiLU AdaptiveAvgPool2d Conv2d ReLU Conv2d Hardsigmoid Multiply Mean Linear"
    return Network(nodes, rand(BATCH, 3, 6, 6), weights, layers, 18)


STYLES: tuple[Callable[[], Network], ...] = (
    torch_lenet,
    torch_mobile,
    torch_transformer,
    torch_lstm,
    torch_unet,
    tensorflow_images,
    tensorflow_mobile,
    tensorflow_branches,
    keras_text,
    sklearn_mlp,
    paddle_images,
    caffe_fire,
    mxnet_scores,
    dynamo_squeeze,
)
