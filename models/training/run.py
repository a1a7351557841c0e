"""All stages, one after another or side by side, within the given minutes; ends with a packed checkpoint.

    python3 -m models.training.run --config nano --device cpu --minutes 120 [--resume] [--work .cache/training]

Two lanes: the joint stages (language, segmentation, prompts) and the generating half (autoencoder, pixel codes, semantic codes, diffusion
decoder). On a CPU they run side by side, one process a core; on a GPU one after the other. `--resume` starts from the shipped checkpoint.
Every stage saves every two minutes, so a run that was killed goes on with the same command.
"""
import argparse
import os
import shutil
import subprocess
import sys
import time

from .joint_stage import ROOT

# share of the whole time, by lane; the lanes of a CPU run side by side, so each adds up to one
JOINT = {'joint': 0.55, 'draw': 0.45}
GENERATING = {'vae': 0.14, 'pixel': 0.10, 'diffusion': 0.31, 'semantic': 0.07, 'codes': 0.38}


class Run:
    def __init__(self, args):
        self.args, self.work = args, os.path.abspath(args.work)
        os.makedirs(self.work, exist_ok=True)
        self.graphs = os.path.join(self.work, 'graphs')
        self.pool, self.edits = os.path.join(self.work, 'pool'), os.path.join(self.work, 'edits')
        self.joint, self.generating = os.path.join(self.work, 'joint.safetensors'), os.path.join(self.work, 'generating.safetensors')
        self.codes = os.path.join(self.work, 'codes.npy')
        self.shipped = os.path.join(ROOT, 'models', 'checkpoints', args.config)

    def command(self, module, *options):
        return [sys.executable, '-m', f'models.training.{module}', *map(str, options)]

    def start(self, name, command):
        print(f'{time.strftime("%H:%M:%S")} {name}: {" ".join(command[1:])}', flush=True)
        log = open(os.path.join(self.work, f'{name}.log'), 'a')
        environment = {**os.environ, 'OMP_NUM_THREADS': '1', 'OPENBLAS_NUM_THREADS': '1'}
        return name, subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=environment)

    def finish(self, started):
        name, process = started
        if process.wait():
            raise SystemExit(f'stage {name} failed; the end of {os.path.join(self.work, name + ".log")} says why. What it had saved is kept.')

    def prepare(self):
        node = os.path.join(ROOT, 'node_modules', '.bin', 'node')
        subprocess.run([node, os.path.join(ROOT, 'models', 'emit.ts'), self.args.config, self.graphs, '--weights', 'initial'], check=True, cwd=ROOT)
        if not os.path.exists(self.joint):
            first = os.path.join(self.shipped, 'weights.safetensors') if self.args.resume else os.path.join(self.graphs, 'weights.safetensors')
            shutil.copyfile(first, self.joint)
            shutil.copyfile(first, self.generating)
        scenes, crops = (20000, 12000) if self.args.device == 'cpu' else (200000, 60000)
        renderers = [self.start('scenes', self.command('scenes.pool', '--seed', self.args.seed, '--count', self.args.scenes or scenes, '--out', self.pool)),
                     self.start('edits', self.command('scenes.edit_pool', '--seed', self.args.seed + 1, '--count', crops, '--out', self.edits))]
        for renderer in renderers:
            self.finish(renderer)

    def stage(self, name, minutes):
        device = ('--device', self.args.device)
        generate = ('--graphs', self.graphs, '--out', self.generating, '--resume', self.generating, '--minutes', f'{minutes:.1f}', *device)
        pictures = ('--scenes', self.pool, *(('--photos', self.args.photos) if self.args.photos else ()))
        if name == 'vae':
            command = self.command('vae_stage', *generate, *pictures)
        elif name == 'pixel':
            command = self.command('tokenizer_stage', '--branch', 'pixel', *generate, *pictures)
        elif name == 'semantic':
            command = self.command('tokenizer_stage', '--branch', 'semantic', '--encoders', self.joint, *generate, *pictures)
        elif name in ('diffusion', 'codes'):
            command = self.command('diffusion_stage', *generate, '--edits', self.edits, *pictures, *(('--codes',) if name == 'codes' else ()))
        else:
            loaders = 1 if self.args.device == 'cpu' else 12
            big = () if self.args.device == 'cpu' else ('--batch', 96, '--questions', 24, '--rate', 1.5e-3)
            more = ('--codes', self.codes) if name == 'draw' and os.path.exists(self.codes) else ()
            command = self.command('joint_stage', '--graphs', self.graphs, '--pool', self.pool, '--out', self.joint, '--resume', self.joint, '--config', self.args.config,
                                   '--minutes', f'{minutes:.1f}', '--loaders', loaders, '--decay', 0.05 if name == 'joint' else 0.8, *device, *big, *more)
        return self.start(name, command)

    def lane(self, shares, minutes):
        """The stages of a lane that are still to come, each with its minutes."""
        return [(name, share * minutes) for name, share in shares.items()]

    def train(self):
        cpu = self.args.device == 'cpu'
        minutes = self.args.minutes if cpu else self.args.minutes / 2
        joint, generating = self.lane(JOINT, minutes), self.lane(GENERATING, minutes)
        if not cpu:
            for name, time_of in joint[:1] + generating + joint[1:]:
                self.finish(self.stage(name, time_of))
                if name == 'semantic':
                    self.write_codes()
            return
        first = self.stage(*joint[0])
        for name, time_of in generating[:3]:
            self.finish(self.stage(name, time_of))
        self.finish(first)
        self.finish(self.stage(*generating[3]))
        self.write_codes()
        last = [self.stage(*joint[1]), self.stage(*generating[4])]
        for started in last:
            self.finish(started)

    def write_codes(self):
        self.finish(self.start('write-codes', self.command('code_scenes', '--graphs', self.graphs, '--weights', self.generating, '--pool', self.pool, '--out', self.codes, '--device', self.args.device)))

    def pack(self):
        owned = 'vae.,pixel_tokenizer.,semantic_tokenizer.,tokenizer.,unet.'
        self.finish(self.start('pack', self.command('pack', '--graphs', self.graphs, '--parts', self.joint, f'{self.generating}:{owned}', '--out', self.shipped, '--name', self.args.config)))
        self.finish(self.start('calibrate', self.command('calibrate', '--graphs', self.graphs, '--weights', self.joint, '--pool', self.pool, '--checkpoint', self.shipped, '--config', self.args.config)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--config', default='nano')
    parser.add_argument('--device', default='cpu')
    parser.add_argument('--minutes', type=float, default=120)
    parser.add_argument('--resume', action='store_true', help='start from the shipped checkpoint instead of from nothing')
    parser.add_argument('--work', default=os.path.join(ROOT, '.cache', 'training'))
    parser.add_argument('--photos', help='folder with photos.jsonl, for the autoencoder and the pixel codes')
    parser.add_argument('--scenes', type=int, help='scenes to render')
    parser.add_argument('--seed', type=int, default=1)
    run = Run(parser.parse_args())
    run.prepare()
    run.train()
    run.pack()


if __name__ == '__main__':
    main()
