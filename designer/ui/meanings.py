"""Why: a figure helps those who know what is usual: the legend and the inspector say it."""

from html import escape

from designer.text import tr


def meaning(measure: str) -> str:
    """What a figure of a training is, what is usual and who says so; "" for other measures."""
    match measure:
        case "activation":
            return tr(
                "Mean and standard deviation of what a layer gives. A spread that stays about the "
                "same from layer to layer trains well; one that shrinks or grows lets gradients "
                "vanish or explode (Glorot and Bengio, 2010)."
            )
        case "dead":
            return tr(
                "Units that give 0, or an end of their range, for every row of the batch: they get "
                "no gradient. Some are usual after ReLU; as many as 40 % may come from a learning "
                "rate that is too high (Stanford CS231n, Neural Networks Part 1)."
            )
        case "gradient":
            return tr(
                "Norm of the gradient of the loss by the weights of a layer. Similar sizes in all "
                "layers are well; one that shrinks toward the first layers vanishes, one that "
                "grows without end explodes (Bengio, Simard and Frasconi, 1994)."
            )
        case "update":
            return tr(
                "How much one step changes the weights: norm of the change by norm of the weights. "
                "About 0.001 is usual; much more may come from a learning rate that is too high, "
                "much less from one that is too low (Stanford CS231n, Neural Networks Part 3)."
            )
    return ""


def tip(*sentences: str) -> str:
    """Sentences as a tooltip that is as wide as can be read, a paragraph each."""
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences if sentence)
