# exercise: try_all_gpus
# style: appends in a loop, asks for the length afterwards
import torch as t


def try_all_gpus():
    result = []
    i = 0
    while i < t.cuda.device_count():
        result.append(t.device("cuda", i))
        i += 1
    if len(result) == 0:
        result.append(t.device("cpu"))
    return result
