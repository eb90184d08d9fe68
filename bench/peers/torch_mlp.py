# The benchmark's network and grid through PyTorch in f32, on the CPU and on CUDA where there is one: the forward pass, torch.gradient of
# the field for finite differences, and autograd for the exact gradient's norm.
import torch
from grid import answer, measure, probe, read_request

ACTIVATIONS = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "identity": torch.nn.Identity}

request = read_request()
x0, x1, y0, y1 = request["bounds"]


def network():
    modules = []
    for layer in request["layers"]:
        weight, bias = torch.tensor(layer["weight"]), torch.tensor(layer["bias"])
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
        linear.weight.data, linear.bias.data = weight, bias
        modules += [linear, ACTIVATIONS[layer["activation"]]()]
    return torch.nn.Sequential(*modules).requires_grad_(False)


def run_on(device, batch):
    net = network().to(device)

    def field_of(side, function):
        xs = torch.linspace(x0, x1, side, device=device)
        ys = torch.linspace(y0, y1, side, device=device)
        field = torch.empty(side * side, device=device)
        for first in range(0, side * side, batch):
            index = torch.arange(first, min(first + batch, side * side), device=device)
            field[first : first + batch] = function(torch.stack([xs[index % side], ys[index // side]], dim=1))
        return field.reshape(side, side)

    def norm(points):
        points.requires_grad_(True)
        (gradient,) = torch.autograd.grad(net(points).sum(), points)
        return gradient.norm(dim=1)

    def run(quantity, side):
        field = field_of(side, norm if quantity == "grad-norm" else lambda points: net(points)[:, 0])
        if quantity == "fd-x2":
            (field,) = torch.gradient(field, spacing=(y1 - y0) / (side - 1), dim=0)
        if device == "cuda":
            torch.cuda.synchronize()
        return probe(field)

    return run


quantities = ["value", "fd-x2", "grad-norm"]
report = measure(request, f"PyTorch {torch.__version__} ({torch.get_num_threads()} threads)", quantities, run_on("cpu", 2**16))
if torch.cuda.is_available():
    name = f"PyTorch {torch.__version__} ({torch.cuda.get_device_name()})"
    report += measure(request, name, quantities, run_on("cuda", 2**20))
answer(report)
