"""Times warm calls of pctx-sandbox for Python: its own agent, on loopback, and its own client.

Prints a line for each call: its milliseconds.
"""

import datetime
import os
import signal
import socket
import subprocess
import sys
import time

import cloudpickle
from pctx_sandbox.client import SandboxClient

WARM_UP = 20
COUNT = int(sys.argv[1])


def summarize(rows):
    sums = {}
    for name, value, day in rows:
        sums[day] = sums.get(day, 0.0) + value
    return {"count": len(rows), "sums": sums, "last": rows[-1][0]}


DAY = datetime.date(1970, 1, 1)
ROWS = [("Oslo", 1.5, DAY), ("Bergen", 2.5, DAY + datetime.timedelta(days=1)), ("Hamar", 4.0, DAY)]


def call(client):
    answer = client.execute(
        {
            "fn_pickle": cloudpickle.dumps(summarize),
            "args_pickle": cloudpickle.dumps((ROWS,)),
            "kwargs_pickle": cloudpickle.dumps({}),
            "dependencies": [],
            "dep_hash": "none",
        }
    )
    if answer.get("error"):
        raise RuntimeError(answer["error_message"])
    assert cloudpickle.loads(answer["result_pickle"])["count"] == len(ROWS)


def measure(url):
    client = SandboxClient(url)
    client.wait_for_healthy()
    for _ in range(WARM_UP):
        call(client)
    for _ in range(COUNT):
        start = time.perf_counter()
        call(client)
        print((time.perf_counter() - start) * 1000)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return str(server.getsockname()[1])


PORT = free_port()
agent = subprocess.Popen(
    [sys.executable, "-m", "uvicorn", "--host", "127.0.0.1", "--port", PORT, "--log-level", "warning",
     "pctx_sandbox.agent.simple_agent:app"],
    stdout=subprocess.DEVNULL,
    start_new_session=True,
)
try:
    measure("http://127.0.0.1:" + PORT)
finally:
    # Its workers are its children, and do not end with it.
    os.killpg(agent.pid, signal.SIGKILL)
    agent.wait(10)
