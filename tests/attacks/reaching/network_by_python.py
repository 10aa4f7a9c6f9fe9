# attack: reaching
# exercise: CenteredLayer
# tries: connect to a local TCP port, send UDP, resolve a name, fetch a page
# held-by: seccomp: no sockets, no new processes or programs, no ptrace, no mounts, no kernel interfaces
import http.client
import smtplib
import socket
import urllib.request

from torch import nn


def reach(what, function, *args):
    """Do what nobody here may do."""
    try:
        result = function(*args)
    except BaseException as error:
        print(what, type(error).__name__, str(error)[:80])
    else:
        print("REACHED", what, repr(result)[:100])
        return result


port = int("@tcp-port@")
reach("TCP", lambda: socket.create_connection(("127.0.0.1", port), 0.2))
reach("TCP 6", lambda: socket.create_connection(("::1", port), 0.2))
reach("UDP", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int("@udp-port@"))))
reach("listen", lambda: socket.create_server(("127.0.0.1", 0)))
reach("fetch", lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=0.2))
reach("http", lambda: http.client.HTTPConnection("127.0.0.1", port, timeout=0.2).connect())
reach("mail", lambda: smtplib.SMTP("127.0.0.1", port, timeout=0.2))
reach("pair", socket.socketpair)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
