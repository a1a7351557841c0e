"""Processes that prepare batches while the trainer works on earlier ones. Start them before a GPU is touched: what is forked later inherits it."""
import multiprocessing
import os
import queue
import signal
import sys

AHEAD = 4  # batches that wait in the queue of each process


def put_batches(batches, make, index):
    """Body of a process: puts what make(index) yields on its queue for as long as the trainer lives."""
    parent = os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for batch in make(index):
        while os.getppid() == parent:
            try:
                batches.put(batch, timeout=2)  # a killed trainer never makes room again
                break
            except queue.Full:
                pass
        if os.getppid() != parent:
            break
    os._exit(0)  # without waiting for a reader of what is still on the queue


class BatchProcesses:
    """`count` of them, whose batches are taken in turn. make(index) -> batches without end."""

    def __init__(self, make, count):
        self.taken = 0
        self.queues = [multiprocessing.Queue(AHEAD) for _ in range(count)]
        self.processes = [multiprocessing.Process(target=put_batches, args=(batches, make, index), daemon=True) for index, batches in enumerate(self.queues)]
        for process in self.processes:
            process.start()

    def next(self):
        """The next batch; SystemExit where its process has died."""
        turn = self.taken % len(self.processes)
        self.taken += 1
        while True:
            try:
                return self.queues[turn].get(timeout=20)
            except queue.Empty:
                if not self.processes[turn].is_alive():
                    sys.exit('a process that prepares batches has died; the last save is kept')
