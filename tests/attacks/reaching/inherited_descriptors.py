# attack: reaching
# exercise: CenteredLayer
# tries: use whatever descriptors it was born with: read them, walk up from them, command the nursery through them
# held-by: clean-process: closed descriptors
import json
import os
import socket
import stat

from torch import nn


for number in range(3, 1024):
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        continue
    try:
        if stat.S_ISDIR(mode):
            print("REACHED a folder", os.listdir(number))
        elif stat.S_ISREG(mode):
            print("REACHED a file", os.pread(number, 200, 0))
        elif stat.S_ISSOCK(mode):
            peer = socket.socket(fileno=os.dup(number))
            if peer.type & 0xF == socket.SOCK_SEQPACKET:
                print("REACHED the nursery's own socket")
                peer.send(json.dumps({"type": "kill"}).encode())
    except OSError as error:
        print(number, error)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
