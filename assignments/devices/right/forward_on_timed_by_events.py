# exercise: forward_on
# style: measures the time by events, and prints it
import torch


def forward_on(net, X, device):
    net.to(device=device)
    X = X.to(device=device)
    if X.is_cuda:
        start = torch.cuda.Event(enable_timing=True)
        end = torch.cuda.Event(enable_timing=True)
        start.record(torch.cuda.current_stream(device))
    Y = net(X)
    if X.is_cuda:
        end.record(torch.cuda.current_stream(device))
        end.synchronize()
        print(f"{start.elapsed_time(end):.3f} ms on {device}")
    return Y.detach().cpu()
