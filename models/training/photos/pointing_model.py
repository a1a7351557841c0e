"""The graphs of pointing as one model for training: photos and their prompts -> masks, qualities, presence, names."""
import numpy as np
import torch

from .. import safetensors
from ..interpreter import load_model

GRAPHS = ('look', 'point', 'name')
FROZEN = ('backbone.', 'recogniser.classes.', 'recogniser.tabletop.')  # published, or fitted afterwards
SHOWN = ('shown4', 'shown8', 'shown16', 'shown32', 'under8', 'under16', 'keys8', 'keys16', 'shares')
OUTPUTS = SHOWN + ('head',)


class PointingModel:
    """`parameters.by_name`: all parameters; `trained`: those that learn. `tuned_blocks`: how many of the encoder's last blocks learn too."""

    def __init__(self, graphs, published, tuned_blocks=0, blocks=21):
        self.parameters, self.graphs = load_model(graphs, GRAPHS)
        missing = self.parameters.load(safetensors.read(published))
        lost = [name for name in missing if name.startswith(('backbone.', 'recogniser.classes.'))]
        if lost:
            raise SystemExit(f'{published} lacks {lost[0]}: make it with models.training.photos.convert_lite2')
        tuned = tuple(f'backbone.blocks.{block}.' for block in range(blocks - tuned_blocks, blocks))
        self.trained = {}
        for name, parameter in self.parameters.by_name.items():
            learns = not name.startswith(FROZEN) or (bool(tuned) and name.startswith(tuned))
            parameter.requires_grad_(learns)
            if learns:
                self.trained[name] = parameter
            if parameter.dim() == 4:
                parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)

    def look(self, pictures):
        """[B,3,s,s] -> what is worked out once a photo, by name."""
        return self.graphs['look']({'image': pictures.contiguous(memory_format=torch.channels_last)}, OUTPUTS)

    def point(self, seen, prompts):
        """`seen` of B photos and prompts of N = B·K, photo by photo -> masks [N,4,96,96], quality [N,4], presence [N,1]."""
        each = len(prompts['planes']) // len(seen['shown4'])
        return self.graphs['point']({**{name: repeated(seen[name], each) for name in SHOWN}, **prompts})

    def name(self, seen, masks):
        """masks [N,48,48] of B photos -> logits of the names of training [N,names]."""
        each = len(masks) // len(seen['head'])
        return self.graphs['name']({**{name: repeated(seen[name], each) for name in ('under8', 'under16', 'head')}, 'mask': masks}, ('names',))['names']


def repeated(x, times):
    """Each entry of a batch `times` times. `expand`, since the backward pass of an index is slow on a CPU."""
    if times == 1:
        return x
    wide = x[:, None].expand(len(x), times, *x.shape[1:]).reshape(len(x) * times, *x.shape[1:])
    return wide.contiguous(memory_format=torch.channels_last) if x.dim() == 4 else wide


def stacked(prompts, shown, concepts):
    """Prompt objects, the place of the photo for each ([48,48]) and the table of concepts -> the inputs of `point`."""
    arrays = [prompt.arrays(where) for prompt, where in zip(prompts, shown)]
    planes, support, opposed, flags = (torch.from_numpy(np.stack(part)) for part in zip(*arrays))
    meant = np.stack([concepts[prompt.name] if prompt.name >= 0 else np.zeros(concepts.shape[1], np.float32) for prompt in prompts])
    return {'planes': planes.contiguous(memory_format=torch.channels_last), 'support': support, 'opposed': opposed, 'flags': flags, 'concepts': torch.from_numpy(meant)}
