"""Processes that prepare batches, and what a GPU gets otherwise than a CPU. No GPU is needed."""
import functools
import os
import sys
import unittest
from argparse import Namespace

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402

from models.training.batch_processes import BatchProcesses  # noqa: E402
from models.training.joint_batches import LARGE, Loaders, narrowed, to_device, turn_source  # noqa: E402
from models.training.model_size import tokenizer_file  # noqa: E402
from models.training.pictures import Pictures, picture_source  # noqa: E402
from models.training.tokenizer import Tokenizer  # noqa: E402


def counted(until, index):
    """100, 101, … in process 1, and so on."""
    for number in range(until):
        yield 100 * index + number
    os._exit(3)


class Processes(unittest.TestCase):
    def test_batches_come_in_turn_and_a_dead_process_is_said(self):
        processes = BatchProcesses(functools.partial(counted, 50), 2)
        self.assertEqual([processes.next() for _ in range(6)], [0, 100, 1, 101, 2, 102])
        for process in processes.processes:
            process.terminate()
            process.join()
        processes.queues = [Empty(), Empty()]
        with self.assertRaisesRegex(SystemExit, 'has died; the last save is kept'):
            processes.next()


class Empty:
    """A queue that nothing is on any more."""

    def get(self, timeout):
        import queue
        raise queue.Empty


class ForAGpu(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tiny.folder(cls)
        cls.pool = tiny.scenes(cls.folder)

    def test_large_arrays_travel_in_16_bits_and_arrive_in_32(self):
        mask = np.random.RandomState(1).randint(5, size=LARGE).astype(np.float32) / 4
        batch = {'inputs': {'mask': mask}, 'ids': np.arange(3), 'few': mask[:9], 'kinds': ['a']}
        sent = narrowed(batch)
        self.assertEqual((sent['inputs']['mask'].dtype, sent['few'].dtype, sent['kinds']), (np.float16, np.float32, ['a']))
        arrived = to_device(sent, 'cpu')
        self.assertEqual(arrived['inputs']['mask'].dtype, torch.float32)
        np.testing.assert_array_equal(arrived['inputs']['mask'].numpy(), mask)

    def test_loaders_read_ahead_and_lose_no_batch(self):
        args = Namespace(batch=1, questions=2, seed=4, mix='', photos=None, photo_share=0.0, pool=self.folder, config='nano', loaders=1, device='cpu')
        config, tokenizer = tiny.config(), Tokenizer(tokenizer_file('nano'))
        plain = Loaders(args, config, turn_source(self.pool, tokenizer, config, args), 7)
        ahead = Loaders(args, config, turn_source(self.pool, tokenizer, config, args), 7)
        ahead.reader = ReadsAtOnce()
        for _ in range(4):
            np.testing.assert_array_equal(plain.next()['inputs']['input_ids'], ahead.next()['inputs']['input_ids'])
        self.assertEqual(ahead.reader.read, 4)

    def test_pictures_of_a_gpu_come_from_processes_and_differ_after_a_stop(self):
        made = [picture_source(Namespace(device='cuda', batch=2, seed=3, elapsed=elapsed), Pictures(self.folder, seed=3), 32) for elapsed in (0, 0, 1.5)]
        first, same, later = (draw() for draw in made)
        self.assertEqual((first.shape, first.dtype), ((2, 3, 32, 32), np.float32))
        np.testing.assert_array_equal(first, same)
        self.assertFalse(np.array_equal(first, later))


class ReadsAtOnce:
    """As a ThreadPoolExecutor, without a thread."""

    def __init__(self):
        self.read = 0

    def submit(self, function):
        from concurrent.futures import Future
        self.read += 1
        done = Future()
        done.set_result(function())
        return done


if __name__ == '__main__':
    unittest.main()
