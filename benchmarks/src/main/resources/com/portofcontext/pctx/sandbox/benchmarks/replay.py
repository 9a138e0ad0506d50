# Makes a call that was recorded, for each line that it reads, over a connection that was used
# before; prints what it took, in milliseconds.
import base64
import socket
import sys
import time

path, status, result = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
call = base64.b64decode(sys.argv[4])


def receive(connection, length):
    received = b""
    while len(received) < length:
        piece = connection.recv(length - len(received))
        if not piece:
            raise EOFError("the agent closed the connection")
        received += piece
    return received


def frame(connection):
    header = receive(connection, 5)
    receive(connection, int.from_bytes(header[1:], "big"))
    return header[0]


for line in sys.stdin:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        connection.sendall(bytes([status, 0, 0, 0, 0]))
        frame(connection)
        begun = time.perf_counter()
        connection.sendall(call)
        while frame(connection) != result:
            pass
        print((time.perf_counter() - begun) * 1000, flush=True)
