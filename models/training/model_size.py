"""Where the configurations lie, and whether a file of weights belongs to one."""
import json
import os

from . import safetensors

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def config_file(config):
    """models/configs/<config>.json; a name that ends with .json is the path of a file."""
    return config if config.endswith('.json') else os.path.join(ROOT, 'models', 'configs', f'{config}.json')


def read_config(config):
    """The dict of `config_file`; SystemExit in a line where there is none."""
    if not os.path.isfile(config_file(config)):
        raise SystemExit(f'--config {config}: there is no {config_file(config)}')
    with open(config_file(config)) as file:
        return json.load(file)


def tokenizer_file(config):
    """The tokenizer of the shipped checkpoint of that name."""
    return os.path.join(ROOT, 'models', 'checkpoints', read_config(config)['name'] if config.endswith('.json') else config, 'tokenizer.json')


def refuse_other_size(path, parameters):
    """SystemExit when the tensors of a file are not those of this network. parameters: arrays or tensors by name, as the emitted graphs have them.
    A file of some components is fine, and so is a network with layers or words added; many tensors of another shape are not."""
    try:
        shapes = safetensors.read_shapes(path)
    except ValueError as problem:
        raise SystemExit(f'{path}: {problem}; give another file')
    known = [name for name in shapes if name in parameters]
    other = [name for name in known if tuple(shapes[name]) != tuple(parameters[name].shape)]
    if not known:
        raise SystemExit(f'{path} holds no tensor of this network: nothing was read or written. Give a checkpoint of this configuration, or graphs of that one.')
    if 4 * len(other) > len(known):
        name = other[0]
        raise SystemExit(f'{path} is a checkpoint of another configuration: {len(other)} of {len(known)} tensors have another shape, {name} {list(shapes[name])} in place of '
                         f'{list(parameters[name].shape)}. Nothing was written. Give a checkpoint of this configuration, or graphs of that one.')
