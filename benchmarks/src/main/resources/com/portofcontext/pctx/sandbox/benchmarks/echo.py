# Sends back what comes to a socket, and ends with its input. One connection at a time.
import os
import socket
import sys
import threading

path = sys.argv[1]
if os.path.exists(path):
    os.unlink(path)
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen(64)


def serve():
    while True:
        connection, _ = server.accept()
        with connection:
            while True:
                received = connection.recv(1)
                if not received:
                    break
                connection.sendall(received)


threading.Thread(target=serve, daemon=True).start()
print("serves", flush=True)
sys.stdin.read()
os.unlink(path)
