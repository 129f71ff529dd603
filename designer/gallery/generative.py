"""Why: networks that invent: they turn random numbers into things that look like the data."""

from designer import edit
from designer.gallery.drawing import INPUT, chain, define, define_chain, finish, join, step
from designer.gallery.template import Template
from designer.model import Project

IMAGE = (1, 28, 28)


def _autoencoder(project: Project) -> None:
    chain(
        project,
        step("Input", "image", shape=(1, 8, 8)),
        step("Conv2d", "shrink1", out_channels=16, kernel_size=4, stride=2, padding=1),
        step("ReLU", "relu1"),
        step("Conv2d", "shrink2", out_channels=32, kernel_size=4, stride=2, padding=1),
        step("ReLU", "relu2"),
        step("Flatten", "flatten"),
        step("Linear", "code", out_features=10),
        step("Linear", "unpack", out_features=128),
        step("ReLU", "relu3"),
        step("Reshape", "patches", shape=(32, 2, 2)),
        step("ConvTranspose2d", "grow1", out_channels=16, kernel_size=4, stride=2, padding=1),
        step("ReLU", "relu4"),
        step("ConvTranspose2d", "grow2", out_channels=1, kernel_size=4, stride=2, padding=1),
        step("Output", "picture"),
    )
    edit.set_data(project, source="digits")
    edit.set_training(project, epochs=40, batch_size=64, loss="MSELoss")
    edit.set_training(project, optimizer="Adam", optimizer_params={"lr": 0.003})
    edit.set_output(project, "picture", target="inputs")


def _vae(project: Project) -> None:
    _define_sample(project)
    encoded = chain(
        project,
        step("Input", "image", shape=IMAGE),
        step("Flatten", "flatten"),
        step("Linear", "encoder", out_features=400),
        step("ReLU", "coded"),
    )
    heads = [
        chain(project, step("Linear", name, out_features=20), after=encoded)
        for name in ("mean", "log_variance")
    ]
    decoded = chain(
        project,
        step("Linear", "decoder", out_features=400),
        step("ReLU", "painted"),
        step("Linear", "pixels", out_features=784),
        step("Sigmoid", "sigmoid"),
        step("Reshape", "picture", shape=IMAGE),
        after=join(project, heads, step("@Reparametrize", "latent")),
    )
    for source, name in zip((decoded, *heads), ("reconstruction", "mu", "logvar"), strict=True):
        chain(project, step("Output", name), after=source)
    edit.tidy(project)
    edit.set_training(project, epochs=20, batch_size=128, loss="MSELoss")


def _define_sample(project: Project) -> None:
    """mean + noise · exp(log variance / 2), through which slopes flow; the mean after training."""
    block = define(project, "Reparametrize")
    edit.rename(project, INPUT, "mean", graph=block)
    last = edit.add(project, "Input", "log_variance", graph=block)
    spread = chain(
        project,
        step("Scale", "halved", factor=0.5),
        step("Exp", "spread"),
        after=last,
        graph=block,
    )
    noise = chain(project, step("RandomNormal", "noise"), after=spread, graph=block)
    away = join(project, [noise, spread], step("Multiply", "away"), graph=block)
    finish(project, block, join(project, ["mean", away], step("Add", "sample"), graph=block))


def _generator(project: Project) -> None:
    define_chain(
        project,
        "Up",
        step(
            "ConvTranspose2d",
            "conv",
            out_channels="=channels",
            kernel_size=4,
            stride="=stride",
            padding="=padding",
            bias=False,
        ),
        step("BatchNorm2d", "norm"),
        step("ReLU", "relu"),
        channels=64,
        stride=2,
        padding=1,
    )
    chain(
        project,
        step("Input", "noise", shape=(100,)),
        step("Reshape", "point", shape=(100, 1, 1)),
        step("@Up", "up1", channels=512, stride=1, padding=0),
        step("@Up", "up2", channels=256),
        step("@Up", "up3", channels=128),
        step("@Up", "up4", channels=64),
        step(
            "ConvTranspose2d",
            "colors",
            out_channels=3,
            kernel_size=4,
            stride=2,
            padding=1,
            bias=False,
        ),
        step("Tanh", "tanh"),
        step("Output", "picture"),
    )
    _as_the_paper_trains(project, "MSELoss")


def _discriminator(project: Project) -> None:
    define_chain(
        project,
        "Down",
        step(
            "Conv2d",
            "conv",
            out_channels="=channels",
            kernel_size=4,
            stride=2,
            padding=1,
            bias=False,
        ),
        step("BatchNorm2d", "norm"),
        step("LeakyReLU", "relu", negative_slope=0.2),
        channels=128,
    )
    chain(
        project,
        step("Input", "picture", shape=(3, 64, 64)),
        step("Conv2d", "first", out_channels=64, kernel_size=4, stride=2, padding=1, bias=False),
        step("LeakyReLU", "relu", negative_slope=0.2),
        step("@Down", "down1", channels=128),
        step("@Down", "down2", channels=256),
        step("@Down", "down3", channels=512),
        step("Conv2d", "judge", out_channels=1, kernel_size=4, bias=False),
        step("Flatten", "score"),
        step("Output", "real"),
    )
    # For the person to choose: a folder with made and real pictures.
    edit.set_data(project, resize=(64, 64), normalize="minmax")
    _as_the_paper_trains(project, "BCEWithLogitsLoss")


def _as_the_paper_trains(project: Project, loss: str) -> None:
    edit.set_training(project, epochs=5, batch_size=128, loss=loss)
    edit.set_training(project, optimizer_params={"lr": 2e-4, "betas": (0.5, 0.999)})
    edit.set_training(project, initialization="normal", initialization_params={"std": 0.02})


GENERATIVE = (
    Template(
        "autoencoder",
        "Image autoencoder",
        "Masci et al. 2011",
        "Squeezes a digit of 64 pixels into ten numbers and paints it again from these. It is "
        "compared with the picture itself, so that nobody has to say what is in it.",
        _autoencoder,
    ),
    Template(
        "vae",
        "Variational autoencoder",
        "Kingma, Welling 2013",
        "Squeezes a digit into 20 means and spreads, draws from them, and paints it again. Noise "
        "times spread plus mean lets slopes through chance; add both losses in your own code.",
        _vae,
    ),
    Template(
        "dcgan-generator",
        "DCGAN generator",
        "Radford, Metz, Chintala 2015",
        "Turns 100 random numbers into a picture of 64 × 64, by convolutions that run backwards. "
        "The discriminator teaches it, in a loop of your own code.",
        _generator,
    ),
    Template(
        "dcgan-discriminator",
        "DCGAN discriminator",
        "Radford, Metz, Chintala 2015",
        "Is this picture real or made? Strides instead of pooling, leaky slopes, one score. Trains "
        "here on a folder with made and real pictures, or against the generator in your code.",
        _discriminator,
    ),
)
