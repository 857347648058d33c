"""The plan of the book: the chapters and the numbers that they keep, whatever is added."""

# Part V adds its chapters here, from 12 on, as they are planned.
CHAPTERS = (
    "01-surprise-and-entropy",
    "02-cross-entropy-and-relative-entropy",
    "03-from-likelihood-to-loss",
    "04-sigmoid-softmax-and-their-gradients",
    "05-the-learning-slowdown",
    "06-convexity-and-the-hessian",
    "07-floating-point",
    "08-numpy-pytorch-keras",
    "09-why-your-numbers-disagree",
    "10-mnist-quadratic-vs-cross-entropy",
    "11-the-collapse",
)
