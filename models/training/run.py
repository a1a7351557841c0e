"""All stages of training, one after another or side by side, within the given minutes; ends with a packed checkpoint and its scores.

    models/training/run.sh --config nano --device cpu --minutes 120 [--resume] [--out FOLDER] [--work .cache/training]

The joint stages (language, segmentation, prompts) and the generating half (autoencoder, pixel codes, semantic codes, diffusion
decoder) run side by side on a CPU, one process a core, and one after the other on a GPU. `--resume` starts from the
shipped checkpoint alone. A run that was killed goes on with the same command: WORK/state.json says what is done and how long each
stage has trained, and every stage saves every two minutes. Which stages there are and how the time is split between them says "training"
of the config.
"""
import argparse
import importlib.util
import os
import shutil
import signal
import subprocess
import sys

import torch

from . import safetensors
from .lanes import Lanes, State, Step
from .model_size import ROOT, read_config, tokenizer_file
from .pack import refuse_other_checkpoint
from .score_table import score_steps
from .whole_file import saying_when_full

STAGES = ('pixel', 'vae', 'joint', 'diffusion', 'semantic', 'draw', 'codes')
GENERATING = 'vae.,pixel_tokenizer.,semantic_tokenizer.,tokenizer.,unet.'


def read_phases(config):
    """Phases of a config: those stages that run side by side on a CPU, with their shares of the whole time, which add up to one over the phases.
    The order is not free: the joint stages see through the encoder of the pixel codes, the semantic codes read the encoders of the joint stages."""
    phases = [list(phase.items()) for phase in read_config(config).get('training', {}).get('phases', [])]
    if not phases:
        raise SystemExit(f'the config {config} has no "training": {{"phases": [...]}}; models/configs/nano.json has one')
    unknown = [name for phase in phases for name, _ in phase if name not in STAGES]
    whole = sum(max(share for _, share in phase) for phase in phases)
    if unknown or abs(whole - 1) > 1e-6:
        raise SystemExit(f'the config {config}: ' + (f'there is no stage {unknown[0]}, only {", ".join(STAGES)}' if unknown else f'the longest shares of the phases add up to {whole:g}, not 1'))
    return phases


class Run:
    """The commands of a run and the folder they work in."""

    def __init__(self, args):
        self.args, self.work, self.split = args, os.path.abspath(args.work), read_phases(args.config)
        self.cpu = args.device == 'cpu'
        self.graphs = os.path.abspath(args.graphs) if args.graphs else self.inside('graphs')
        self.pool, self.edits, self.codes = self.inside('pool'), self.inside('edits'), self.inside('codes.npy')
        self.joint, self.generating, self.pixel = (self.inside(f'{name}.safetensors') for name in ('joint', 'generating', 'pixel'))
        self.photos = os.path.abspath(args.photos) if args.photos and args.photos.endswith('.npz') else self.inside('photos.npz')
        self.shipped = os.path.dirname(tokenizer_file(args.config))
        self.out = os.path.abspath(args.out) if args.out else self.shipped
        self.state = State(self.inside('state.json'), {'config': args.config, 'start': 'shipped' if args.resume else 'nothing'})

    def inside(self, name):
        return os.path.join(self.work, name)

    def prepare(self):
        """Emits the graphs and lays out the two weight files; a fresh run clears what an earlier one left."""
        if not os.path.exists(tokenizer_file(self.args.config)):
            raise SystemExit(f'{tokenizer_file(self.args.config)} is missing: learn it with models.training.scenes.words and models.training.tokenizer')
        if self.args.device.startswith('cuda') and not torch.cuda.is_available():
            raise SystemExit(f'--device {self.args.device}: this PyTorch ({torch.__version__}) finds no such GPU; --device cpu trains without')
        if self.args.photos:
            packed = self.args.photos.endswith('.npz')
            if not os.path.isfile(self.args.photos if packed else os.path.join(self.args.photos, 'photos.jsonl')):
                raise SystemExit(f'--photos {self.args.photos}: there is no ' + ('such file; write it with python3 -m models.training.photo_pool' if packed else 'photos.jsonl in it'))
        if self.args.graphs and not os.path.isfile(os.path.join(self.graphs, 'weights.safetensors')):
            raise SystemExit(f'--graphs {self.args.graphs}: there are no weights.safetensors in it; write graphs with npm run models -- emit {self.args.config} FOLDER --weights initial')
        refuse_other_checkpoint(self.out, self.args.config)
        os.makedirs(self.work, exist_ok=True)
        if not self.args.graphs:
            local = os.path.join(ROOT, 'node_modules', '.bin', 'node')
            node = local if os.path.exists(local) else shutil.which('node')
            if not node:
                raise SystemExit('Node.js emits the graphs and was not found; or give a folder that holds them: --graphs FOLDER')
            subprocess.run([node, os.path.join(ROOT, 'models', 'emit.ts'), self.args.config, self.graphs, '--weights', 'initial'], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        if self.state.fresh:
            first = os.path.join(self.shipped if self.args.resume else self.graphs, 'weights.safetensors')
            if not os.path.exists(first):
                raise SystemExit(f'{first} is missing: nothing to start from')
            for path in (self.joint, self.generating, self.pixel):
                for name in (path, *(path + end for end in ('.optimizer', '.optimizer.new', '.jsonl', '.best', '.nan', '.nan.batch'))):
                    if os.path.exists(name):
                        os.remove(name)
                shutil.copyfile(first, path)
        self.state.save()

    def module(self, module, *options):
        return [sys.executable, '-m', f'models.training.{module}', *map(str, options)]

    def scenes(self):
        """Steps that render the scenes and the edited crops; finished files are kept, also those of an earlier run."""
        scenes = self.args.scenes or (20000 if self.cpu else 200000)
        processes = 1 if self.cpu else max(1, (os.cpu_count() or 2) // 2)

        def render(name, module, seed, count, folder):
            return [[Step(f'{name}-{part}', self.module(module, '--seed', seed, '--count', count, '--out', folder, '--part', part, '--parts', processes))] for part in range(processes)]
        photos = [[Step('photos', self.module('photo_pool', '--photos', os.path.abspath(self.args.photos), '--out', self.photos))]] if self.args.photos and self.photos == self.inside('photos.npz') else []
        return (photos + render('scenes', 'scenes.pool', self.args.seed, scenes, self.pool)
                + render('edits', 'scenes.edit_pool', self.args.seed + 1, max(40, int(0.6 * scenes)), self.edits))

    def adopt(self, path, prefix, source):
        """Puts the tensors of one component, trained in another file, into a file; the rest of it stays as it is."""
        tensors = safetensors.read(path)
        tensors.update({name: array for name, array in safetensors.read(source).items() if name.startswith(prefix)})
        safetensors.write(path, tensors, metadata=safetensors.read_metadata(path))

    def stage(self, name, minutes):
        before = self.state.minutes(name)
        left = max(0.02, minutes - before)
        if name in ('joint', 'diffusion') and not self.state.saved(name):
            self.adopt(self.joint if name == 'joint' else self.generating, 'pixel_tokenizer.', self.pixel)
        if name in ('joint', 'draw'):
            return Step(name, self.joint_command(name, minutes, left), minutes, self.joint)
        started = self.state.options['start'] == 'shipped' or self.state.saved(name)
        out = self.pixel if name == 'pixel' else self.generating
        resume = () if name == 'vae' and not started else ('--resume', out)
        batch = () if self.cpu else ('--batch', 64)
        photos = () if not self.args.photos else ('--photos', self.photos if name in ('diffusion', 'codes') else os.path.abspath(self.args.photos))
        given = ('--graphs', self.graphs, '--out', out, *resume, '--minutes', f'{left:.2f}', '--elapsed', f'{before:.3f}', '--device', self.args.device, '--scenes', self.pool, *self.peak(), *photos, *batch)
        command = {
            'vae': lambda: self.module('vae_stage', *given),
            'pixel': lambda: self.module('tokenizer_stage', '--branch', 'pixel', *given, *(() if started else ('--restart',))),
            'semantic': lambda: self.module('tokenizer_stage', '--branch', 'semantic', '--encoders', self.joint, *given, *(() if started else ('--restart',))),
            'diffusion': lambda: self.module('diffusion_stage', '--edits', self.edits, *given),
            'codes': lambda: self.module('diffusion_stage', '--edits', self.edits, '--codes', 0.3, '--code_file', self.codes, *given),
        }[name]()
        return Step(name, command, minutes, out)

    def peak(self):
        return ('--peak-tflops', self.args.peak_tflops) if self.args.peak_tflops else ()

    def joint_command(self, name, minutes, left):
        loaders = 1 if self.cpu else max(1, (os.cpu_count() or 2) - 2)
        big = () if self.cpu else ('--batch', 96, '--questions', 24, '--rate', 1.5e-3)
        codes = ('--codes', self.codes) if name == 'draw' else ()
        photos = ('--photos', self.photos) if self.args.photos else ()
        return self.module('joint_stage', '--graphs', self.graphs, '--pool', self.pool, '--out', self.joint, '--resume', self.joint, '--config', self.args.config, '--minutes', f'{left:.2f}', '--elapsed', f'{self.state.minutes(name):.3f}',
                           '--loaders', loaders, '--decay', 0.05 if name == 'joint' else 0.8, '--score-batches', max(2 if self.cpu else 8, min(24, int(minutes))), '--device', self.args.device, *self.peak(), *codes, *photos, *big, *(('--compile',) if self.args.compile else ()))

    def write_codes(self):
        return Step('write-codes', self.module('code_scenes', '--graphs', self.graphs, '--weights', self.generating, '--pool', self.pool, '--out', self.codes, '--device', self.args.device))

    def finish(self):
        """Steps from the two weight files to a checkpoint and its scores. Of the joint stages the weights with the best score are packed."""
        joint = self.joint + '.best' if os.path.exists(self.joint + '.best') else self.joint
        log = self.joint + '.jsonl'
        curves = [Step('curves', self.module('curves', '--log', log, '--out', self.inside('curves.png')))] if importlib.util.find_spec('matplotlib') else []
        return [
            Step('pack', self.module('pack', '--graphs', self.graphs, '--parts', joint, f'{self.generating}:{GENERATING}', '--out', self.out, '--name', self.args.config)),
            Step('calibrate', self.module('calibrate', '--graphs', self.graphs, '--weights', joint, '--pool', self.pool, '--checkpoint', self.out, '--config', self.args.config)),
            *curves,
            *score_steps(self),
        ]

    def phases(self):
        """All that is to be done: a list of phases, each a list of lanes, each a list of functions that make a Step when its turn comes."""
        timed = [[[lambda name=name, share=share: self.stage(name, self.minutes() * share)] for name, share in phase] for phase in self.split]
        if not self.cpu:
            timed = [[[make for lane in phase for make in lane]] for phase in timed]
        drawing = next((at for at, phase in enumerate(self.split) if any(name in ('draw', 'codes') for name, _ in phase)), None)
        if drawing is not None:
            timed.insert(drawing, [[self.write_codes]])
        rendered = [[lambda step=step: step for step in lane] for lane in self.scenes()]
        return [rendered, *timed]

    def minutes(self):
        """Minutes that a share of one stands for. On a GPU stages of a phase take turns."""
        return self.args.minutes if self.cpu else self.args.minutes / sum(share for phase in self.split for _, share in phase)

    def train(self):
        if self.args.minutes <= 0:
            raise SystemExit('--minutes has to be more than nothing')
        self.prepare()
        os.makedirs(self.out, exist_ok=True)
        if not os.path.exists(os.path.join(self.out, 'tokenizer.json')):
            shutil.copyfile(tokenizer_file(self.args.config), os.path.join(self.out, 'tokenizer.json'))
        lanes = Lanes(self.work, self.state)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: lanes.stop('stopped; the same command goes on from the last saves'))
        for phase in self.phases():
            lanes.run(phase)
        lanes.run([[lambda step=step: step for step in self.finish()]])
        print(lanes.output('scores'), flush=True)
        self.state.remove()
        print(f'done: the checkpoint is in {self.out}, logs and curves in {self.work}', flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--config', default='nano')
    parser.add_argument('--device', default='cpu')
    parser.add_argument('--minutes', type=float, default=120, help='of training; rendering and packing come on top')
    parser.add_argument('--resume', action='store_true', help='start from the shipped checkpoint instead of from nothing')
    parser.add_argument('--work', default=os.path.join(ROOT, '.cache', 'training'))
    parser.add_argument('--out', help='folder of the finished checkpoint (default: the shipped one)')
    parser.add_argument('--graphs', help='folder of graphs emitted with --weights initial, where there is no Node.js')
    parser.add_argument('--photos', help='folder with photos.jsonl, or the file that photo_pool makes of one, for all stages')
    parser.add_argument('--scenes', type=int, help='scenes to render')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--compile', action='store_true', help='torch.compile in the joint stages, where this PyTorch has it')
    parser.add_argument('--peak-tflops', type=float, help="the machine's peak, for the share that is reached; measured by a matrix product otherwise")
    parser.add_argument('--eval-pictures', type=int, default=320, help='pictures of the table at the end (npm run eval); 0: the held-out scores of training, as where there is no Node.js')
    args = parser.parse_args()
    with saying_when_full('what the stages saved'):
        Run(args).train()


if __name__ == '__main__':
    main()
