# attack: forging
# exercise: MLP
# tries: open the grader's own stream object among all objects, and edit what is written to it
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import gc
import io
import re

from torch import nn


class Edited:
    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def write(self, data):
        return self.stream.write(re.sub(rb'"t":"error"', b'"t":"error"', data))


class MLP(nn.Module):
    def __init__(self):
        for stream in gc.get_objects():
            if isinstance(stream, io.BufferedWriter) and stream.fileno() > 2:
                print("found", stream)
                for holder in gc.get_referrers(stream):
                    if isinstance(holder, dict):
                        for key in [k for k, v in holder.items() if v is stream]:
                            holder[key] = Edited(stream)
                stream.write(b"x")
        raise NotImplementedError
