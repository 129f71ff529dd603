import torch
import torch.nn as nn

noise = 100
wide = 16
narrow = 16
colors = 3


def weights_init(m):
    classname = m.__class__.__name__
    if classname.find('Conv') != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)


class Discriminator(nn.Module):
    def __init__(self, cards):
        super(Discriminator, self).__init__()
        self.cards = cards
        self.main = nn.Sequential(
            nn.Conv2d(colors, narrow, 4, 2, 1, bias=False),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(narrow, 1, 4, 1, 0, bias=False),
            nn.Sigmoid()
        )

    def forward(self, input):
        return self.main(input).view(-1, 1).squeeze(1)


class Generator(nn.Module):
    def __init__(self, cards):
        super(Generator, self).__init__()
        self.cards = cards
        self.main = nn.Sequential(
            # input is Z, going into a convolution
            nn.ConvTranspose2d(noise, wide * 4, 4, 1, 0, bias=False),
            nn.BatchNorm2d(wide * 4),
            nn.ReLU(True),
            nn.ConvTranspose2d(wide * 4, wide * 2, 4, 2, 1, bias=False),
            nn.BatchNorm2d(wide * 2),
            nn.ReLU(True),
            nn.ConvTranspose2d(wide * 2, colors, 4, 2, 1, bias=False),
            nn.Tanh()
        )

    def forward(self, input):
        if input.is_cuda and self.cards > 1:
            output = nn.parallel.data_parallel(self.main, input, range(self.cards))
        else:
            output = self.main(input)
        return output


judge = Discriminator(1)
maker = Generator(1)
maker.apply(weights_init)
criterion = nn.BCELoss()
sample = torch.randn(64, noise, 1, 1)
optimizerG = torch.optim.Adam(maker.parameters(), lr=0.0002, betas=(0.5, 0.999))
fake = maker(sample)
