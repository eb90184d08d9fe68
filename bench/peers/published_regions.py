# The published edge subdivision (github.com/arturs-berzins/relu_edge_subdivision) as it is, where EDGE_SUBDIVISION names a clone of it.
import os
import sys

import torch
from regions_peer import serve

sys.path.insert(0, os.environ["EDGE_SUBDIVISION"])
from edge_subdivision import skeletal_subdivision

torch.set_num_threads(1)


class Network:
    """The ReLU layers as that program asks for them: `ks` widths, `ls` layers to cut along, `eval_block` all pre-activations."""

    def __init__(self, layers):
        self.layers = [(torch.tensor(layer["weight"]), torch.tensor(layer["bias"])) for layer in layers]
        self.ks = [2, *(len(bias) for _, bias in self.layers)]
        self.ls = range(1, len(self.ks))

    def to(self, device):
        return self

    def eval_block(self, x, device=None):
        blocks = []
        for weight, bias in self.layers:
            blocks.append(torch.nn.functional.linear(x, weight, bias))
            x = blocks[-1].relu()
        return torch.hstack(blocks)


def prepare(layers, bounds):
    network = Network(layers)
    x0, x1, y0, y1 = bounds
    if (x0, x1) != (y0, y1):
        raise ValueError("the published program takes one interval for both axes")

    def count():
        vertices, edges, _ = skeletal_subdivision(network, bbox=(x0, x1), device=torch.device("cpu"), verbose=False)
        return len(edges) - len(vertices) + 1

    return count


with torch.no_grad():
    serve(f"Berzins 2023, PyTorch {torch.__version__}", prepare)
