# attack: forging
# exercise: MLP
# tries: have torch's compiler, which the nursery has imported meanwhile, call back for every frame that begins, and edit the answer in the frame that sends it
# held-by: whatever reaches out of a submission is reported, and the points of that check are withheld
import msgspec
from torch import nn
from torch._C._dynamo import eval_frame
from torch._dynamo import eval_frame as late


class Unchanged:
    """Says that a frame runs as it is; as torch._dynamo.types has it."""

    apply_to_code, guarded_code = False, None
    frame_exec_strategy = eval_frame._FrameExecStrategy(
        eval_frame._FrameAction.DEFAULT, eval_frame._FrameAction.DEFAULT
    )


def callback(frame, *rest):
    if frame.f_code.co_name == "encode_frame":
        answer = frame.f_locals["message"]
        if hasattr(answer, "draws"):
            lie = b'{"value":"Tensor"}'
            draw = msgspec.json.decode(lie, type=type(answer.draws[0]))
            count = len(answer.draws)
            msgspec.structs.force_setattr(answer, "draws", (draw,) * count)
            msgspec.structs.force_setattr(answer, "lengths", (0,) * count)
    return Unchanged()


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        late.set_eval_frame(callback)

    def forward(self, X):
        raise NotImplementedError
