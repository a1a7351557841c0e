"""Image codes of a pool's pictures, the targets of text-to-image training: int16 [scenes, semantic + pixel codes].

    python3 -m models.training.code_scenes --graphs FOLDER --weights FILE --pool FOLDER --count 6000 --out FILE.npy
"""
import argparse

import numpy as np
import torch

from .interpreter import load_model
from .scenes.pool import load_pool, write_file


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--graphs', required=True)
    parser.add_argument('--weights', required=True)
    parser.add_argument('--pool', required=True)
    parser.add_argument('--count', type=int, default=6000)
    parser.add_argument('--out', required=True)
    parser.add_argument('--device', default='cpu')
    args = parser.parse_args()
    torch.set_num_threads(1)
    parameters, graphs = load_model(args.graphs, ['code'], args.weights)
    code = graphs['code'].to(args.device)
    parameters.to(args.device)
    pool, rows = load_pool(args.pool), []
    with torch.no_grad():
        for start in range(0, min(args.count, len(pool)), 32):
            pictures = np.stack([pool.get(i).image for i in range(start, min(start + 32, args.count, len(pool)))])
            image = torch.from_numpy(pictures).to(args.device).permute(0, 3, 1, 2).float() / 255
            out = code({'image': image}, ('semantic_ids', 'pixel_ids'))
            rows.append(torch.cat([out['semantic_ids'], out['pixel_ids']], 1).cpu().numpy().astype(np.int16))
    codes = np.concatenate(rows)
    write_file(args.out, lambda file: np.save(file, codes))
    semantic, pixel = np.unique(codes[:, :64]).size, np.unique(codes[:, 64:]).size
    print(f'{len(codes)} pictures; {semantic} semantic and {pixel} pixel codes are in use')


if __name__ == '__main__':
    main()
