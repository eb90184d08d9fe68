# The benchmark's network and grid through NumPy in f32: the forward pass, and np.gradient of the field for finite differences.
import os

import numpy as np
from grid import answer, measure, probe, read_request

# Points at a time: a layer's activations stay in the cache.
BATCH = 2**14
ACTIVATIONS = {"relu": lambda z: np.maximum(z, 0, out=z), "tanh": lambda z: np.tanh(z, out=z), "identity": lambda z: z}

request = read_request()
layers = [
    (np.array(layer["weight"], np.float32).T.copy(), np.array(layer["bias"], np.float32), ACTIVATIONS[layer["activation"]])
    for layer in request["layers"]
]
x0, x1, y0, y1 = request["bounds"]


def value(side):
    xs = np.linspace(x0, x1, side, dtype=np.float32)
    ys = np.linspace(y0, y1, side, dtype=np.float32)
    field = np.empty(side * side, np.float32)
    for first in range(0, side * side, BATCH):
        index = np.arange(first, min(first + BATCH, side * side))
        a = np.stack([xs[index % side], ys[index // side]], axis=1)
        for weight, bias, activation in layers:
            a = a @ weight
            a += bias
            a = activation(a)
        field[first : first + BATCH] = a[:, 0]
    return field.reshape(side, side)


def run(quantity, side):
    field = value(side)
    if quantity == "fd-x2":
        field = np.gradient(field, (y1 - y0) / (side - 1), axis=0)
    return probe(field)


answer(measure(request, f"NumPy {np.__version__} ({os.cpu_count()} threads)", ["value", "fd-x2"], run))
