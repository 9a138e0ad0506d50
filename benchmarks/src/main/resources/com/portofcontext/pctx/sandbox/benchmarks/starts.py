# Runs a program some times, then some times more; prints what each of those took, in milliseconds.
import subprocess
import sys
import time

warm_up, count, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
for run in range(warm_up + count):
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    if run >= warm_up:
        print((time.perf_counter() - begun) * 1000)
