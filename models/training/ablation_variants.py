"""The variants of the ablation table (paper: tables 6, 7, 13 and §3.4), each as what it changes in models/configs/nano.json."""
from dataclasses import dataclass, field


@dataclass
class Variant:
    """changes: value by dotted path in the configuration; seed: of the starting weights and of what is drawn."""
    name: str
    what: str
    changes: dict = field(default_factory=dict)
    seed: int = 1


JOINT = (
    Variant('nano', 'as it is: hierarchical branch, three scales, continuous input'),
    Variant('nano-other-seed', 'the same network, other scenes and questions: how much is chance', seed=2),
    Variant('no-hierarchical-branch', 'the language model reads the vanilla encoder alone; masks keep their features', {'fusion.levels': [], 'fusion.aligned': False, 'gatedAdapter.levels': []}),
    Variant('one-scale-fine', 'gated adapter reads f2 alone', {'gatedAdapter.levels': [2]}),
    Variant('one-scale-coarse', 'gated adapter reads f4 alone', {'gatedAdapter.levels': [4]}),
    Variant('two-scales', 'gated adapter reads f3 and f4', {'gatedAdapter.levels': [3, 4]}),
    Variant('discrete-input', 'the language model reads the nearest codes in place of features', {'projectors.discrete': True}),
)

ALONE = {'diffusion.maskChannel': False}  # what the attention to the mask does is seen where the mask is no input channel too
DIFFUSION = (
    Variant('mask-channel-and-placed-tokens', 'as in nano: the mask as an input channel, and attention to it with a position code'),
    Variant('other-seed', 'the same network, other edits and noise: how much is chance', seed=2),
    Variant('mask-channel-only', 'no attention to the mask', {'diffusion.maskTokens': 'none'}),
    Variant('no-mask', 'neither', {**ALONE, 'diffusion.maskTokens': 'none'}),
    Variant('learned-mask-tokens', 'attention to four tokens that are learnt of the mask', {**ALONE, 'diffusion.maskTokens': 'learned'}),
    Variant('explicit-mask-without-position', 'attention to the mask, cell by cell, as the paper writes it', {**ALONE, 'diffusion.maskTokens': 'plain'}),
    Variant('explicit-mask-with-position', 'the same with a position code', {**ALONE, 'diffusion.maskTokens': 'placed'}),
)


def changed(config, changes):
    """A copy of a config with values replaced by their path."""
    config = {part: dict(values) if isinstance(values, dict) else values for part, values in config.items()}
    for path, value in changes.items():
        part, key = path.split('.')
        config[part][key] = value
    return config
