# attack: forging
# exercise: MySequential
# tries: run nn.Sequential in a thread that the logging library starts
# held-by: threads of libraries that run a submission's code are its own
# rightly: contract value gradient naming serialization dtype mode purity device
import logging, logging.handlers, queue
from torch import nn
def elsewhere(f):
    out = []
    class H(logging.Handler):
        def emit(self, record): out.append(record.f())
    q = queue.Queue()
    l = logging.handlers.QueueListener(q, H())
    l.start()
    r = logging.makeLogRecord({"f": f})
    q.put(r)
    l.stop()
    return out[0]
class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, m in enumerate(modules):
            self.add_module(str(i), m)
    def forward(self, X):
        return elsewhere(lambda: nn.Sequential(*self._modules.values())(X))
