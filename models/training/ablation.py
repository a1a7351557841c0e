"""The ablation table: variants of nano trained from nothing for equal numbers of steps on the same scenes, scored on held-out ones.

    python3 -m models.training.ablation --minutes 40 --out docs/ablations-table.md [--work .cache/ablation] [--pool FOLDER --edits FOLDER]

All variants take turns, --round steps each, until the minutes are used, so that whenever it ends they have trained equally long; give the
command again and it goes on. The table is of the last round that all have ended. The autoencoder and the pixel codes, which these stages do
not train, are the shipped checkpoint's for every variant.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import time

from . import safetensors
from .ablation_scores import diffusion_scores, joint_scores, table
from .ablation_variants import DIFFUSION, JOINT, changed
from .model_size import ROOT, config_file, read_config
from .whole_file import saying_when_full, write_whole

FROZEN = ('pixel_tokenizer.', 'vae.')
SIZES = {'joint': ('--batch', 2, '--questions', 12), 'diffusion': ('--batch', 8)}


class Ablation:
    def __init__(self, args):
        self.args, self.began = args, time.time()
        self.pool, self.edits = args.pool or self.inside('pool'), args.edits or self.inside('edits')
        self.results = self.inside('results.json')
        os.makedirs(args.work, exist_ok=True)
        self.known = {}
        if os.path.exists(self.results):
            with open(self.results) as file:
                self.known = json.load(file)

    def inside(self, *names):
        return os.path.join(os.path.abspath(self.args.work), *names)

    def run(self, command, log=None):
        environment = {**os.environ, 'OMP_NUM_THREADS': '1', 'OPENBLAS_NUM_THREADS': '1', 'PYTHONUNBUFFERED': '1'}
        with open(log or os.devnull, 'a') as file:
            code = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT).returncode
        if code:
            raise SystemExit(f'{" ".join(map(str, command[:4]))} failed{f"; see {log}" if log else ""}')

    def module(self, name, *options):
        return [sys.executable, '-m', f'models.training.{name}', *options]

    def prepare(self, kind, variant):
        """Config, graphs and the weights to start from of a variant."""
        folder = self.inside(kind, variant.name)
        if os.path.exists(os.path.join(folder, 'weights.safetensors')):
            return
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, 'config.json'), 'w') as file:
            json.dump(changed(read_config(self.args.config), variant.changes), file, indent=2)
        local = os.path.join(ROOT, 'node_modules', '.bin', 'node')
        node = local if os.path.exists(local) else shutil.which('node')
        if not node:
            raise SystemExit('Node.js emits the graphs and was not found')
        self.run([node, os.path.join(ROOT, 'models', 'emit.ts'), os.path.join(folder, 'config.json'), os.path.join(folder, 'graphs'), '--weights', 'initial'])
        tensors = safetensors.read(os.path.join(folder, 'graphs', 'weights.safetensors'))
        shipped = safetensors.read(os.path.join(ROOT, 'models', 'checkpoints', self.args.config, 'weights.safetensors'))
        tensors.update({name: array for name, array in shipped.items() if name.startswith(FROZEN) and name in tensors})
        safetensors.write(os.path.join(folder, 'weights.safetensors'), tensors)  # the whole network: a stage saves only what it trains

    def train(self, kind, variant, steps):
        folder = self.inside(kind, variant.name)
        out = os.path.join(folder, 'weights.safetensors')
        given = ['--graphs', os.path.join(folder, 'graphs'), '--out', out, '--resume', out, '--steps', steps, '--decay', 1e-6, '--seed', variant.seed, '--device', self.args.device, *SIZES[kind]]
        if kind == 'joint':
            given += ['--pool', self.pool, '--config', os.path.join(folder, 'config.json'), '--score-batches', self.args.score_batches, '--score-seconds', 1e9]
        else:
            given += ['--edits', self.edits]
        began = time.time()
        self.run(self.module(f'{kind}_stage', *given), os.path.join(folder, 'log'))
        minutes = (time.time() - began) / 60
        scores = joint_scores(out + '.jsonl') if kind == 'joint' else diffusion_scores(os.path.join(folder, 'graphs'), out, self.edits)
        self.known.setdefault(kind, {}).setdefault(variant.name, {})[str(steps)] = {'minutes': round(minutes, 2), 'scores': scores}
        write_whole(self.results, lambda file: file.write(json.dumps(self.known, indent=1).encode()))
        print(f'{kind} {variant.name} step {steps} {minutes:.1f} min {scores}', flush=True)

    def rounds(self, kind, variants, minutes):
        """Rounds until the minutes are used; a round that is begun is ended."""
        began, steps = time.time(), 0
        while steps == 0 or (time.time() - began) / 60 < minutes:
            steps += self.args.round
            for variant in variants:
                if str(steps) not in self.known.get(kind, {}).get(variant.name, {}):
                    self.prepare(kind, variant)
                    self.train(kind, variant, steps)

    def all(self):
        for folder, module, option in ((self.pool, 'scenes.pool', self.args.pool), (self.edits, 'scenes.edit_pool', self.args.edits)):
            if not option:
                self.run(self.module(module, '--seed', 11, '--count', 3000, '--out', folder), self.inside('scenes.log'))
        kinds = [(kind, variants) for kind, variants in (('joint', JOINT), ('diffusion', DIFFUSION)) if self.args.only in (None, kind)]
        for kind, variants in kinds:
            self.rounds(kind, variants, self.args.minutes / len(kinds))
        text = '\n\n'.join(table(kind, variants, self.known.get(kind, {})) for kind, variants in (('joint', JOINT), ('diffusion', DIFFUSION)))
        write_whole(self.args.out, lambda file: file.write((text + '\n').encode()))
        print(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--minutes', type=float, default=40, help='in all; the round that is under way is ended')
    parser.add_argument('--round', type=int, default=200, help='steps of a variant before the next one has its turn')
    parser.add_argument('--only', choices=['joint', 'diffusion'])
    parser.add_argument('--out', required=True, help='file of the tables (Markdown)')
    parser.add_argument('--work', default=os.path.join(ROOT, '.cache', 'ablation'))
    parser.add_argument('--pool', help='rendered scenes; 3,000 are rendered otherwise')
    parser.add_argument('--edits', help='rendered edits; 3,000 are rendered otherwise')
    parser.add_argument('--config', default='nano')
    parser.add_argument('--device', default='cpu')
    parser.add_argument('--score-batches', type=int, default=24, help='the scores of the joint stage are taken over 2.5 times as many')
    args = parser.parse_args()
    if not os.path.exists(config_file(args.config)):
        parser.error(f'--config {args.config}: there is no {config_file(args.config)}')
    with saying_when_full('what was scored so far'):
        Ablation(args).all()


if __name__ == '__main__':
    main()
