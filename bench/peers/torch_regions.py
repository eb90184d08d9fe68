# A box's partition into a ReLU network's linear regions by edge subdivision (Berzins, "Polyhedral Complex Extraction from ReLU Networks
# using Edge Subdivision", ICML 2023) in PyTorch: f32, one thread, neuron by neuron over all edges at once.
#
# What makes it faster than the published program, on which it rests: of each face's sign vector only a hash is kept, the exclusive or of a
# random number for each neuron that is not positive there (Zobrist 1970), so that the two split edges of a face find each other by sorting
# integers; and a layer's pre-activations are evaluated once, and interpolated where an edge is split, along which they are affine.
import json
import sys

import torch
from regions_peer import serve

torch.set_num_threads(1)


def subdivide(layers, bounds):
    """[(weight [out, in], bias [out])] of the ReLU layers and (x0, x1, y0, y1) → vertices [V, 2], edges [2, E], faces [2, E], cell count."""
    x0, x1, y0, y1 = bounds
    numbers = torch.Generator().manual_seed(0)
    vertices = torch.tensor([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=torch.float32)
    V, E, cells = 4, 4, 1
    ends = room(torch.tensor([[0, 1, 2, 3], [1, 2, 3, 0]]), 1, 4096)
    # The hashes of the faces on both sides. Outside, each side of the box has a face of its own, so that none is ever cut twice.
    faces = room(torch.stack([torch.zeros(4, dtype=torch.int64), randoms(4, numbers)]), 1, 4096)
    before = None
    for weight, bias in layers:
        units = len(bias)
        inputs = vertices if before is None else before.relu_()
        # The columns: pre-activations of all units, and the coordinates, which are interpolated along.
        values = torch.cat([linear(inputs, weight, bias), vertices], 1)
        # Apart and unit by unit, for every unit looks at all vertices.
        positive = room((values[:, :units] > 0).T, 1, 3 * V)
        values = room(values, 0, 3 * V)
        for unit, number in enumerate(randoms(units, numbers).tolist()):
            starts, stops = ends[0, :E], ends[1, :E]
            at_start, at_stop = positive[unit, :V].index_select(0, starts), positive[unit, :V].index_select(0, stops)
            split = (at_start != at_stop).nonzero().squeeze(1)
            M = len(split)
            start, stop, forward = starts.index_select(0, split), stops.index_select(0, split), at_start.index_select(0, split)
            inner, outer = torch.where(forward, start, stop), torch.where(forward, stop, start)
            sides = faces.index_select(1, split)
            negative = at_start.bitwise_or_(at_stop).logical_not_()
            # −1 & number is number.
            faces[:, :E].bitwise_xor_(negative.long().neg_().bitwise_and_(number))

            # A vertex on each split edge.
            positive, values = room(positive, 1, V + M), room(values, 0, V + M)
            a, b = values.index_select(0, inner), values.index_select(0, outer)
            t = a[:, unit] / (a[:, unit] - b[:, unit])
            new = torch.lerp(a, b, t[:, None], out=values[V : V + M])
            new[:, unit] = 0
            positive[:, V : V + M] = (new[:, :units] > 0).T

            # The two split edges of each face; what is outside has one.
            hashes, order = sides.flatten().sort()
            first = (hashes[1:] == hashes[:-1]).nonzero().squeeze(1)
            C = len(first)
            at = order.remainder_(M).add_(V)

            # The inner half stays in its place; the outer halves and the edges that cut the faces are new.
            ends, faces = room(ends, 1, E + M + C), room(faces, 1, E + M + C)
            added = torch.arange(V, V + M)
            ends[0].index_copy_(0, split, inner)
            ends[1].index_copy_(0, split, added)
            ends[0, E : E + M], ends[1, E : E + M] = added, outer
            torch.bitwise_xor(sides, number, out=faces[:, E : E + M])
            E += M
            ends[0, E : E + C], ends[1, E : E + C] = at.index_select(0, first), at.index_select(0, first + 1)
            faces[0, E : E + C] = hashes.index_select(0, first)
            torch.bitwise_xor(faces[0, E : E + C], number, out=faces[1, E : E + C])
            E, V, cells = E + C, V + M, cells + C
        before, vertices = values[:V, :units], values[:V, units:].clone()
    return vertices, ends[:, :E], faces[:, :E], cells


def linear(x, weight, bias):
    """x Wᵀ + b. A PyTorch without MKL, such as Debian's, multiplies large matrices ten times faster by oneDNN than by its BLAS."""
    if torch.backends.mkl.is_available() or not torch.backends.mkldnn.is_available() or weight.numel() < 1024:
        return torch.nn.functional.linear(x, weight, bias)
    return torch.nn.functional.linear(x.to_mkldnn(), weight.to_mkldnn(), bias.to_mkldnn()).to_dense()


def randoms(count, generator):
    return torch.randint(1, 2**62, (count,), generator=generator)


def room(tensor, dim, size):
    """The tensor, or where it is shorter than `size` a longer copy of it, with some to spare."""
    if tensor.shape[dim] >= size:
        return tensor
    shape = list(tensor.shape)
    shape[dim] = size * 3 // 2
    larger = tensor.new_empty(shape)
    larger.narrow(dim, 0, tensor.shape[dim]).copy_(tensor)
    return larger


def prepare(layers, bounds):
    tensors = [(torch.tensor(layer["weight"]), torch.tensor(layer["bias"])) for layer in layers]
    return lambda: subdivide(tensors, bounds)[3]


def check(path):
    """Counts the cells of the networks in tests/fixtures/partition/cells.json, and ends with 1 where one is off."""
    right = True
    for case in json.load(open(path)):
        stages = range(0, 2 * len(case["widths"]) - 4, 2)
        layers = [{"weight": case["weights"][f"{n}.weight"], "bias": case["weights"][f"{n}.bias"]} for n in stages]
        bound = case["bound"]
        cells = prepare(layers, [-bound, bound, -bound, bound])()
        right = right and cells == case["cells"]
        print("-".join(map(str, case["widths"])), cells, "of", case["cells"])
    return 0 if right else 1


with torch.no_grad():
    if len(sys.argv) > 1:
        sys.exit(check(sys.argv[1]))
    serve(f"PyTorch {torch.__version__}", prepare)
