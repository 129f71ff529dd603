"""Why: drawing, data, loss and settings do not go together."""

from tests.check.lessons import (
    DIGIT,
    FLAT,
    GRAY,
    HEAD,
    Lesson,
    added,
    conv,
    diabetes,
    digits,
    drawn,
    given,
    linear,
    rows,
    trained,
    tumors,
    two_inputs,
)

TRAINING: tuple[Lesson, ...] = (
    Lesson(
        "Softmax before cross-entropy",
        lambda: digits(HEAD, ("Softmax", "softmax")),
        "softmax",
        (
            "softmax is one too many: CrossEntropyLoss takes plain scores, and "
            "learns slowly from others."
        ),
        ("Remove softmax",),
    ),
    Lesson(
        "Sigmoid before cross-entropy",
        lambda: digits(HEAD, ("Sigmoid", "sigmoid")),
        "sigmoid",
        (
            "sigmoid is one too many: CrossEntropyLoss takes plain scores, and "
            "learns slowly from others."
        ),
        ("Remove sigmoid",),
    ),
    Lesson(
        "Sigmoid before the loss that contains it",
        lambda: tumors(1, ("Sigmoid", "sigmoid"), loss="BCEWithLogitsLoss"),
        "sigmoid",
        (
            "sigmoid is one too many: BCEWithLogitsLoss takes plain scores, and "
            "learns slowly from others."
        ),
        ("Remove sigmoid",),
    ),
    Lesson(
        "one probability for cross-entropy",
        lambda: tumors(1, ("Sigmoid", "sigmoid")),
        "out",
        "out needs one score for each of 2 classes, and gets 1.",
        (
            "Set out_features of head to 2",
            "Insert a Linear with 2 outputs",
            "Use BCEWithLogitsLoss and remove sigmoid",
        ),
        leaves={
            "Set out_features of head to 2": (
                (
                    "sigmoid is one too many: CrossEntropyLoss takes plain scores, and "
                    "learns slowly from others."
                ),
            )
        },
        also=(
            (
                "sigmoid is one too many: CrossEntropyLoss takes plain scores, and "
                "learns slowly from others."
            ),
        ),
    ),
    Lesson(
        "two scores for yes or no",
        lambda: tumors(2, loss="BCEWithLogitsLoss"),
        "out",
        "out needs one score for two classes, and gets 2.",
        ("Set out_features of head to 1", "Insert a Linear with 1 output", "Use CrossEntropyLoss"),
    ),
    Lesson(
        "one score for two classes",
        lambda: tumors(1),
        "out",
        "out needs one score for each of 2 classes, and gets 1.",
        (
            "Set out_features of head to 2",
            "Insert a Linear with 2 outputs",
            "Use BCEWithLogitsLoss",
        ),
    ),
    Lesson(
        "ReLU as the last layer",
        lambda: digits(HEAD, ("ReLU", "relu")),
        "relu",
        "relu holds back scores below 0, and CrossEntropyLoss learns from those too.",
        ("Remove relu",),
    ),
    Lesson(
        "Tanh as the last layer",
        lambda: digits(HEAD, ("Tanh", "tanh")),
        "tanh",
        ("tanh keeps scores between −1 and 1, and CrossEntropyLoss needs larger ones to be sure."),
        ("Remove tanh",),
    ),
    Lesson(
        "Dropout as the last layer",
        lambda: digits(HEAD, ("Dropout", "drop")),
        "drop",
        (
            "drop leaves out results right before the loss: it belongs in front of "
            "the last layer with weights."
        ),
        ("Remove drop",),
    ),
    Lesson(
        "too few classes",
        lambda: digits(linear("head", 5)),
        "out",
        "out needs one score for each of 10 classes, and gets 5.",
        ("Set out_features of head to 10", "Insert a Linear with 10 outputs"),
    ),
    Lesson(
        "no last layer",
        lambda: digits(linear("fc", 64), ("ReLU", "relu")),
        "out",
        "out needs one score for each of 10 classes, and gets 64.",
        ("Insert a Linear with 10 outputs", "Set out_features of fc to 10"),
        leaves={
            "Set out_features of fc to 10": (
                "relu holds back scores below 0, and CrossEntropyLoss learns from those too.",
            )
        },
    ),
    Lesson(
        "feature maps as scores",
        lambda: trained(drawn(DIGIT, conv("conv1", 10))),
        "out",
        "out needs one score for each of 10 classes, and gets 10 × 6 × 6.",
        (
            "Pool to 1 × 1",
            "Insert Flatten and a Linear with 10 outputs",
            "Pool to 1 × 1 and insert a Linear",
        ),
    ),
    Lesson(
        "pooling forgotten before the classes",
        lambda: trained(drawn(DIGIT, conv("conv1", 16), ("ReLU", "relu"))),
        "out",
        "out needs one score for each of 10 classes, and gets 16 × 6 × 6.",
        ("Insert Flatten and a Linear with 10 outputs", "Pool to 1 × 1 and insert a Linear"),
    ),
    Lesson(
        "the class in place of its scores",
        lambda: digits(HEAD, ("ArgMax", "argmax")),
        "out",
        "out needs one score for each of 10 classes, and gets a single number.",
        ("Remove argmax",),
    ),
    Lesson(
        "the shape of other images",
        lambda: trained(drawn(GRAY, FLAT, HEAD)),
        "image",
        "image takes samples of 1 × 28 × 28, and those of Digits are 1 × 8 × 8.",
        ("Set the shape of image to 1 × 8 × 8", "Resize the data to 28 × 28"),
    ),
    Lesson(
        "a row for images",
        lambda: trained(drawn(given(64), HEAD)),
        "image",
        "image takes samples of 64, and those of Digits are 1 × 8 × 8.",
        ("Reshape the data to 64", "Set the shape of image to 1 × 8 × 8"),
        leaves={
            "Set the shape of image to 1 × 8 × 8": (
                "head needs one axis of features, and gets an image of 1 × 8 × 8.",
            )
        },
    ),
    Lesson(
        "channels last, and data that have them first",
        lambda: trained(drawn(given(8, 8, 1), conv("conv1", 10), FLAT, HEAD)),
        "conv1",
        (
            "conv1 takes channels × height × width, and 8 × 8 × 1 looks like height "
            "× width × channels."
        ),
        ("Set the shape of image to 1 × 8 × 8",),
        also=("image takes samples of 8 × 8 × 1, and those of Digits are 1 × 8 × 8.",),
    ),
    Lesson(
        "whole numbers for measurements",
        lambda: trained(
            drawn(given(64, dtype="int64"), ("Embedding", "table"), FLAT, HEAD), shape=(64,)
        ),
        "image",
        "image takes int64, and the samples of Digits are float32.",
        ("Set dtype of image to float32, and use Linear in place of table",),
    ),
    Lesson(
        "a table of words for pixels",
        lambda: rows(("Embedding", "table"), ("Mean", "mean", {"dims": (1,)}), HEAD),
        "table",
        "table looks up whole numbers (int64), and gets float32.",
        ("Use Linear instead",),
    ),
    Lesson(
        "a score for each step of an LSTM",
        lambda: rows(("LSTM", "lstm"), HEAD),
        "out",
        "out needs one score for each of 10 classes, and gets 8 × 10.",
        (
            "Use the output “last” of lstm",
            "Take the mean of all steps",
            "Take the last step",
            "Insert Flatten and a Linear with 10 outputs",
        ),
    ),
    Lesson(
        "a score for each step of attention",
        lambda: rows(("MultiheadAttention", "attention"), HEAD),
        "out",
        "out needs one score for each of 10 classes, and gets 8 × 10.",
        (
            "Take the mean of all steps",
            "Take the last step",
            "Insert Flatten and a Linear with 10 outputs",
            "Take the mean of all steps and insert a Linear",
        ),
    ),
    Lesson(
        "cross-entropy for numbers",
        lambda: diabetes(1),
        "out",
        ("out is trained with CrossEntropyLoss, which needs classes, and Diabetes has numbers."),
        ("Use MSELoss", "Use HuberLoss", "Use L1Loss"),
    ),
    Lesson(
        "ten numbers for one",
        lambda: diabetes(10, loss="MSELoss"),
        "out",
        ("out needs 1 number, and gets 10: all of them would be compared with the same target."),
        ("Set out_features of head to 1", "Insert a Linear with 1 output"),
    ),
    Lesson(
        "a number that was squeezed",
        lambda: diabetes(1, ("Squeeze", "squeeze"), loss="MSELoss"),
        "out",
        "out needs 1 number, and gets a number without an axis for it.",
        ("Remove squeeze",),
    ),
    Lesson(
        "a score that was squeezed",
        lambda: tumors(1, ("Squeeze", "squeeze"), loss="BCEWithLogitsLoss"),
        "out",
        "out needs one score for two classes, and gets a number without an axis for it.",
        ("Remove squeeze",),
    ),
    Lesson(
        "classes and squared error",
        lambda: digits(HEAD, loss="MSELoss"),
        "out",
        ("out is trained with MSELoss, which is meant for numbers, and Digits has classes."),
        ("Use CrossEntropyLoss",),
    ),
    Lesson(
        "a regression that ends in ReLU",
        lambda: diabetes(1, ("ReLU", "relu2"), loss="MSELoss"),
        "relu2",
        "relu2 gives only numbers from 0 up: no others of Diabetes can be predicted.",
        ("Remove relu2",),
    ),
    Lesson(
        "a regression that ends in Sigmoid",
        lambda: diabetes(1, ("Sigmoid", "sigmoid"), loss="MSELoss"),
        "sigmoid",
        ("sigmoid gives only numbers between 0 and 1: no others of Diabetes can be predicted."),
        ("Remove sigmoid",),
    ),
    Lesson(
        "a regression that ends in Softmax",
        lambda: diabetes(1, ("Softmax", "softmax"), loss="HuberLoss"),
        "softmax",
        ("softmax gives only numbers between 0 and 1: no others of Diabetes can be predicted."),
        ("Remove softmax",),
    ),
    Lesson(
        "NLLLoss of scores",
        lambda: digits(HEAD, loss="NLLLoss"),
        "out",
        (
            "out is trained with NLLLoss, which needs log-probabilities, as LogSoftmax gives "
            "them, and gets those of head."
        ),
        ("Insert LogSoftmax", "Use CrossEntropyLoss"),
    ),
    Lesson(
        "NLLLoss of probabilities",
        lambda: digits(HEAD, ("Softmax", "softmax"), loss="NLLLoss"),
        "out",
        (
            "out is trained with NLLLoss, which needs log-probabilities, as LogSoftmax gives "
            "them, and gets those of softmax."
        ),
        ("Use LogSoftmax instead", "Use CrossEntropyLoss and remove softmax"),
    ),
    Lesson(
        "a batch larger than the data",
        lambda: digits(HEAD, batch_size=5000),
        "",
        "A batch of 5,000 is more than the 1,437 rows there are to train on.",
        ("Set the batch size to 64", "Set the batch size to 128", "Set the batch size to 1437"),
    ),
    Lesson(
        "batches of one for BatchNorm",
        lambda: digits(("BatchNorm1d", "norm"), HEAD, batch_size=1),
        "norm",
        "norm needs two samples or more, and each batch has one.",
        ("Set the batch size to 8", "Set the batch size to 16", "Use LayerNorm instead"),
    ),
    Lesson(
        "a last batch of one for BatchNorm",
        lambda: digits(("BatchNorm1d", "norm"), HEAD, batch_size=4),
        "norm",
        "norm needs two samples or more, and the last batch of 1,437 rows has one.",
        ("Set the batch size to 8", "Set the batch size to 16", "Use LayerNorm instead"),
    ),
    Lesson(
        "nothing to learn",
        lambda: trained(drawn(given(64), ("Tanh", "tanh")), shape=(64,)),
        "out",
        "out needs one score for each of 10 classes, and gets 64.",
        ("Insert a Linear with 10 outputs",),
        also=("out has nothing to learn before it: no layer has parameters.",),
    ),
    Lesson(
        "early stopping without validation",
        lambda: digits(HEAD, patience=3, validation=0.0),
        "",
        "Early stopping watches the validation loss, and no rows are held out.",
        ("Hold out 20 % of the rows", "Switch early stopping off"),
    ),
    Lesson(
        "a schedule without validation",
        lambda: digits(HEAD, schedule="plateau", validation=0.0),
        "",
        ("The learning rate follows the validation loss, and no rows are held out for it."),
        ("Hold out 20 % of the rows", "Use a constant learning rate"),
    ),
    Lesson(
        "two Inputs of one shape",
        lambda: two_inputs((1, 8, 8)),
        "right",
        "right gets no data: training fills one Input, and there are 2.",
        ("Use left in place of right", "Remove right and what only it needs"),
    ),
    Lesson(
        "two Inputs of other shapes",
        lambda: two_inputs((10,)),
        "right",
        "right gets no data: training fills one Input, and there are 2.",
        ("Remove right and what only it needs",),
    ),
    Lesson(
        "two Outputs",
        lambda: added(digits(HEAD), ("Output", "second"), after="head"),
        "second",
        "second has no loss: of several Outputs, each says what it is compared with.",
        (
            "Compare second with the labels",
            "Do not train second",
            "Remove second",
            "Keep only second",
        ),
    ),
    Lesson(
        "a negative learning rate",
        lambda: digits(HEAD, optimizer_params={"lr": -1.0}),
        "",
        "Adam: lr must be at least 0, not -1.",
        ("Use the default of lr",),
    ),
    Lesson(
        "no epochs",
        lambda: digits(HEAD, epochs=0),
        "",
        "Training: epochs must be at least 1, not 0.",
        ("Set epochs to 10",),
    ),
)
