"""The command line that programs which draw scenes have in common."""
import argparse


def scene_arguments(description, split):
    """A parser with --seed, --count, --level, --split (`split` where it is not given) and --out."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--level", choices=["1", "2", "3", "mix"], default="mix")
    parser.add_argument("--split", choices=["train", "heldout"], default=split)
    parser.add_argument("--out", required=True)
    return parser
