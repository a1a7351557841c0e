"""The table at the end of a run: npm run eval where Node.js is there, else the scores that training took on the scenes it leaves out; and how
fast each stage was.

    python3 -m models.training.score_table --work .cache/training [--eval CHECKPOINT]
"""
import argparse
import glob
import json
import os
import shutil
import subprocess

from .lanes import Step
from .model_size import ROOT


def score_steps(run):
    """The last step of a run."""
    command = run.module('score_table', '--work', run.work)
    if run.args.eval_pictures and shutil.which('npm') and os.path.isdir(os.path.join(ROOT, 'node_modules')):
        command += ['--eval', run.out, '--pictures', str(run.args.eval_pictures)]
    return [Step('scores', command)]


def held_out_table(log):
    """Markdown of the last scores in a log of the joint stages, or None."""
    if not os.path.exists(log):
        return None
    with open(log) as lines:
        rows = [row for row in map(json.loads, lines) if 'scores' in row]
    if not rows:
        return None
    scores = rows[-1]['scores']
    lines = [f'held-out scenes, step {rows[-1]["step"]}, under teacher forcing: overall {rows[-1]["overall"]}, best {rows[-1]["best"]}', '', '| kind | answers right | cIoU |', '|---|--:|--:|']
    return '\n'.join(lines + [f'| {kind} | {value} | {scores["cIoU"].get(kind, "–")} |' for kind, value in scores['answers'].items()])


def speeds(work):
    """The newest line on speed of every stage's log."""
    found = []
    for path in sorted(glob.glob(os.path.join(work, '*.log'))):
        with open(path, errors='replace') as file:
            lines = [line.strip() for line in file if line.startswith('speed: ')]
        if lines:
            found.append(f'{os.path.basename(path)[:-4]:10} {lines[-1][len("speed: "):]}')
    return found


def evaluated(checkpoint, pictures):
    """The table of npm run eval, or None with a line that says why there is none."""
    done = subprocess.run(['npm', 'run', '-s', 'eval', '--', '--checkpoint', checkpoint, '--limit', str(pictures)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        print(f'npm run eval ended with {done.returncode}: {(done.stderr or done.stdout).strip().splitlines()[-1:]}; the scores of training follow')
        return None
    return done.stdout.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--work', required=True)
    parser.add_argument('--eval', help='checkpoint to evaluate with npm run eval')
    parser.add_argument('--pictures', type=int, default=320)
    args = parser.parse_args()
    table = evaluated(args.eval, args.pictures) if args.eval else None
    print(table or held_out_table(os.path.join(args.work, 'joint.safetensors.jsonl')) or 'no scores were taken')
    print('\n'.join(['', *speeds(args.work)]))


if __name__ == '__main__':
    main()
