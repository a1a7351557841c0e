"""How far a run of the joint stages is: the clock, the learning rate, the progress line and the log."""
import json
import time
from collections import defaultdict


def learning_rate(progress, step, peak, warmup=60, decay=0.4):
    """Warm-up over steps, constant, then linear decay over the last share of the time."""
    return peak * min(1.0, (step + 1) / warmup) * max(0.02, min(1.0, (1 - progress) / max(decay, 1e-6)))


class Clock:
    """How far a run is, between 0 and 1, by its steps where they are given, else by the time; the time before a kill counts."""

    def __init__(self, args):
        self.args, self.began = args, time.time()

    def progress(self, step):
        if self.args.steps:
            return step / self.args.steps
        return (60 * self.args.elapsed + time.time() - self.began) / max(1e-9, 60 * (self.args.elapsed + self.args.minutes))


class Progress:
    """Running means of the losses, the progress line and the log."""

    def __init__(self, path, args, first):
        self.log, self.args, self.first, self.began = open(path, 'a'), args, first, time.time()
        self.means = defaultdict(float)

    def take(self, values):
        for name, value in values.items():
            self.means[name] = 0.97 * self.means[name] + 0.03 * value if self.means[name] else value

    def tell(self, step, rate):
        elapsed, args = time.time() - self.began, self.args
        speed = (step - self.first) * args.batch / elapsed
        line = ' '.join(f'{name} {value:.3f}' for name, value in self.means.items())
        print(f'step {step} {elapsed / 60:.1f} min {speed:.1f} pictures/s {speed * args.questions:.0f} questions/s lr {rate:.1e} {line}', flush=True)
        self.write({'step': step, 'minutes': elapsed / 60, 'pictures': step * args.batch, **{k: round(v, 4) for k, v in self.means.items()}})

    def write(self, row):
        self.log.write(json.dumps(row) + '\n')
        self.log.flush()
