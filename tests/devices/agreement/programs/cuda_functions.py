"""The functions of torch.cuda."""

# Programs are written as students write: not for a type checker.
# mypy: ignore-errors

from __future__ import annotations

import torch

from tests.devices.agreement.program import program
from tests.devices.agreement.refusals import (
    DEVICE_ID,
    ORDINAL,
    iterated,
    words,
)

CUDA0 = torch.device("cuda:0")
CUDA1 = torch.device("cuda:1")
INTERNALS = "torch/_utils.py"


@program(gpus=2, gives=[True, 2, 0])
def what_is_there() -> object:
    """Ask how many cards there are, and which is current."""
    return (
        torch.cuda.is_available(),
        torch.cuda.device_count(),
        torch.cuda.current_device(),
    )


@program(gpus=2, gives=[CUDA0, CUDA1, CUDA0, 0])
def current_device_in_a_block() -> object:
    """Make tensors on "cuda" inside and outside of torch.cuda.device."""
    before = torch.ones(1, device="cuda").device
    with torch.cuda.device(1):
        inside = torch.ones(1).cuda().device
    after = torch.ones(1, device="cuda").device
    return before, inside, after, torch.cuda.current_device()


@program(gpus=2, gives=[1, CUDA1, CUDA1, CUDA0])
def set_device_for_good() -> object:
    """Make the second card the current one."""
    torch.cuda.set_device(1)
    X = torch.zeros(2).to("cuda")
    return torch.cuda.current_device(), X.device, (X + 1).device, X.cuda(0).device


@program(gpus=2, gives=[1, 0])
def device_of_a_tensor_as_a_block() -> object:
    """Make a tensor's card the current one for a block."""
    X = torch.ones(1, device="cuda:1")
    with torch.cuda.device_of(X):
        inside = torch.cuda.current_device()
    return inside, torch.cuda.current_device()


@program(gpus=2, gives=[CUDA1, CUDA0])
def results_ignore_the_current_device() -> object:
    """Compute with the second card's tensors while the first is current."""
    X = torch.ones(2, device="cuda:1")
    return (X * 2).device, torch.empty(1, device="cuda").device


@program(gives=[True, True, True])
def name_and_properties() -> object:
    """Ask for the name, the capability and the memory of a card."""
    properties = torch.cuda.get_device_properties(0)
    major, minor = torch.cuda.get_device_capability(0)
    return (
        torch.cuda.get_device_name(0) == properties.name,
        (major, minor) == (properties.major, properties.minor),
        properties.total_memory > 0,
    )


@program(gives=[True, 0])
def waiting_and_emptying() -> object:
    """Wait for the card, and give memory back."""
    X = torch.ones(10, device="cuda")
    del X
    torch.cuda.synchronize()
    torch.cuda.empty_cache()
    return torch.cuda.is_initialized(), torch.cuda.current_device()


@program(gives=[True, True], compares="kind", because="the simulation counts no memory")
def memory_grows_with_a_tensor() -> object:
    """Compare the memory in use before and after making a tensor."""
    before = torch.cuda.memory_allocated()
    X = torch.ones(1024, 1024, device="cuda")
    after = torch.cuda.memory_allocated()
    return after - before >= X.numel() * 4, torch.cuda.max_memory_allocated() >= after


@program(gives=[True, True, True], compares="kind", because="memory is the card's own")
def memory_statistics() -> object:
    """Ask for free, reserved and peak memory."""
    torch.cuda.reset_peak_memory_stats()
    free, total = torch.cuda.mem_get_info()
    return (
        free <= total,
        torch.cuda.memory_reserved() >= 0,
        bool(torch.cuda.memory_summary()),
    )


@program()
def work_in_a_stream(gpu: str) -> object:
    """Compute in a stream of one's own and wait for it."""
    X = torch.ones(3, device=gpu)
    if gpu == "cpu":
        return X * 2
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        Y = X * 2
    torch.cuda.current_stream().wait_stream(stream)
    return Y


@program(gives=[True, True, True])
def time_by_events() -> object:
    """Measure by two events."""
    start = torch.cuda.Event(enable_timing=True)
    end = torch.cuda.Event(enable_timing=True)
    start.record()
    X = torch.ones(64, 64, device="cuda") @ torch.ones(64, 64, device="cuda")
    end.record()
    end.synchronize()
    return start.elapsed_time(end) >= 0, end.query(), bool((X == 64).all())


@program(gpus=2, gives=[CUDA1, CUDA0, False])
def devices_of_streams() -> object:
    """Ask streams for their card, and compare them."""
    here, there = torch.cuda.default_stream(), torch.cuda.Stream(device="cuda:1")
    return there.device, here.device, here == there


@program(gpus=2, gives=[["cuda:0", "cuda:1"]])
def all_the_cards() -> object:
    """List every card, as try_all_gpus does."""
    return [str(torch.device(f"cuda:{i}")) for i in range(torch.cuda.device_count())]


@program(gives=[CUDA0, "cpu"])
def try_gpu_of_the_lesson() -> object:
    """Take a card if it exists, else the CPU."""

    def try_gpu(i: int = 0) -> torch.device:
        if torch.cuda.device_count() >= i + 1:
            return torch.device(f"cuda:{i}")
        return torch.device("cpu")

    return torch.ones(1, device=try_gpu()).device, str(try_gpu(3))


@program(gpus=2, gives=["cuda", 2, True])
def accelerators() -> object:
    """Ask torch.accelerator, which knows no kind of device by name."""
    current = torch.accelerator.current_accelerator()
    count = torch.accelerator.device_count()
    return current.type if current else None, count, torch.accelerator.is_available()


@program(refused=ORDINAL)
def set_device_that_is_missing() -> object:
    """Make a card current that is not there."""
    torch.cuda.set_device(3)


@program(refused=ORDINAL)
def block_on_a_missing_card() -> object:
    """Enter a block of a card that is not there."""
    with torch.cuda.device(2):
        return torch.ones(1)


@program(refused=DEVICE_ID)
def name_of_a_missing_card() -> object:
    """Ask for the name of a card that is not there."""
    return torch.cuda.get_device_name(1)


@program(refused=DEVICE_ID, gpus=2)
def properties_of_a_missing_card() -> object:
    """Count the cards from one."""
    return [torch.cuda.get_device_properties(i) for i in range(1, 3)]


@program(refused=ORDINAL)
def waiting_for_a_missing_card() -> object:
    """Wait for a card that is not there."""
    torch.cuda.synchronize(5)


@program(
    refused=words(
        "Expected a cuda device, but got: cpu", "torch/cuda/_utils.py", ValueError
    )
)
def set_device_to_the_cpu() -> object:
    """Make the CPU the current CUDA device."""
    torch.cuda.set_device("cpu")


@program(
    refused=words(
        "Expected a torch.device with a specified index or an integer, but got:cuda",
        INTERNALS,
        ValueError,
    )
)
def set_device_without_a_number() -> object:
    """Make "cuda" the current device, without a number."""
    torch.cuda.set_device("cuda")


@program(
    refused=words(
        "Both events must be created with argument 'enable_timing=True'.",
        "aten/src/ATen/cuda/CUDAEvent.h",
        ValueError,
    )
)
def events_that_keep_no_time() -> object:
    """Measure by events that were not made for it."""
    start, end = torch.cuda.Event(), torch.cuda.Event()
    start.record()
    end.record()
    torch.cuda.synchronize()
    return start.elapsed_time(end)


@program(
    refused=words(
        "Both events must be recorded before calculating elapsed time.",
        "aten/src/ATen/cuda/CUDAEvent.h",
        ValueError,
    )
)
def events_never_recorded() -> object:
    """Measure by events that were never recorded."""
    start = torch.cuda.Event(enable_timing=True)
    return start.elapsed_time(torch.cuda.Event(enable_timing=True))


@program(
    refused=words(
        "Invalid fraction value: 1.5. Allowed range: 0~1",
        "torch/cuda/memory.py",
        ValueError,
    )
)
def more_memory_than_there_is() -> object:
    """Allow a process one and a half cards."""
    torch.cuda.set_per_process_memory_fraction(1.5)


@program(refused=iterated("cuda:0", "cuda:1"), gpus=2)
def current_device_changed_between() -> object:
    """Make one tensor before and one after changing the current card."""
    X = torch.ones(2, device="cuda")
    torch.cuda.set_device(1)
    return X + torch.ones(2, device="cuda")


@program(refused=iterated("cuda:1", "cuda:0"), gpus=2)
def arithmetic_across_blocks() -> object:
    """Multiply what two blocks made."""
    with torch.cuda.device(1):
        X = torch.ones(2).cuda()
    return X * torch.ones(2).cuda()


@program(
    compares="kind",
    because="a real card complains later, and in other words: device-side assert",
    refused=words("", "aten/src/ATen/native/cuda/Indexing.cu", Exception),
    unseen="the kernel would complain, and no kernel runs",
)
def label_out_of_range() -> object:
    """Look up a word that the table does not have."""
    net = torch.nn.Embedding(3, 2).cuda()
    return net(torch.tensor([5]).cuda()).cpu()
