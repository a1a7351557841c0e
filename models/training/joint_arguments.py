"""The command line of the joint stages."""
import argparse
import os

from .scenes.pool import load_pool


def read_arguments(description):
    """Reads and checks it; SystemExit in a line where something that it names is not there."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument('--graphs', required=True)
    parser.add_argument('--pool', required=True)
    parser.add_argument('--out', required=True)
    parser.add_argument('--resume')
    parser.add_argument('--config', default='nano', help='name in models/configs, or the path of such a file')
    parser.add_argument('--minutes', type=float, default=60)
    parser.add_argument('--steps', type=int, help='ends after so many steps, those before a kill included, in place of --minutes; then a resumed run is exactly one that was not killed')
    parser.add_argument('--elapsed', type=float, default=0, help='minutes that this stage has trained before it was killed: the rate goes on from there')
    parser.add_argument('--device', default='cpu')
    parser.add_argument('--batch', type=int, default=4)
    parser.add_argument('--questions', type=int, default=20)
    parser.add_argument('--rate', type=float, default=1.2e-3)
    parser.add_argument('--decay', type=float, default=0.4, help='share of the time over which the rate falls')
    parser.add_argument('--loaders', type=int, default=0, help='processes that prepare batches')
    parser.add_argument('--save-seconds', type=float, default=120)
    parser.add_argument('--score-seconds', type=float, default=360, help='time between two scores on held-out scenes')
    parser.add_argument('--score-batches', type=int, default=24, help='batches a score is taken over; 2.5 times as many at the end')
    parser.add_argument('--tell-steps', type=int, default=25, help='steps between two progress lines')
    parser.add_argument('--peer', help='weights of a second trainer on this machine, averaged in at every save')
    parser.add_argument('--codes', help='image codes of the pool (code_scenes.py): trains text-to-image as well')
    parser.add_argument('--draw-every', type=int, default=6)
    parser.add_argument('--mix', default='', help='factors on the shares of kinds of turns (scenes/samples.py, photo_turns.py): qa=1.5,prompt=0.4,photo.box=2')
    parser.add_argument('--text-weight', type=float, default=1.0, help='weight of the language loss beside the others')
    parser.add_argument('--photos', help='file of real photos (photo_pool.py) to learn from as well')
    parser.add_argument('--photo-share', type=float, default=0.15, help='share of the batches that are photos, where --photos is given')
    parser.add_argument('--compile', action='store_true', help='torch.compile, where this PyTorch has it')
    parser.add_argument('--peak-tflops', type=float, help="the machine's peak, for the share that is reached; measured by a matrix product otherwise")
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    if args.resume and not os.path.exists(args.resume):
        parser.error(f'--resume {args.resume}: there is no such file')
    if not args.resume and os.path.exists(args.out):
        parser.error(f'--out {args.out} is there already: --resume {args.out} goes on from it, another --out keeps it')
    if args.photos and not os.path.isfile(args.photos):
        parser.error(f'--photos {args.photos}: there is no such file; write it with python3 -m models.training.photo_pool')
    if args.codes and not os.path.isfile(args.codes):
        parser.error(f'--codes {args.codes}: there is no such file; write it with python3 -m models.training.code_scenes')
    if not os.path.isdir(args.pool):
        parser.error(f'--pool {args.pool}: there is no such folder; render scenes with python3 -m models.training.scenes.pool')
    if not load_pool(args.pool):
        parser.error(f'--pool {args.pool}: no finished chunk of scenes in it; render some with python3 -m models.training.scenes.pool')
    return args
