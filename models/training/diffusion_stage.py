"""Stage 2 of the generating half: the mask-steered diffusion decoder, on crops round edits and on pictures from their codes.

    python3 -m models.training.diffusion_stage --graphs DIR --edits EDIT_POOL --scenes POOL --out FILE --resume FILE --minutes 40

The last file of the edit pool is never trained on; scores are measured there. --photos FILE.npz --photo-share 0.15 mixes in edits of
real photos (photo_edits.py). --codes 0.25 --code_file FILE --scenes
POOL mixes in pictures drawn from their codes (models.training.code_scenes).
"""
import numpy as np
import torch

from .edit_codes import WIDTH, edit_code
from .painting import VISIBLE, dilate, fill, latent_mask, noised, paint_mask
from .photo_edits import photo_edits
from .photo_pool import PhotoPool
from .scenes.edit_pool import load_edit_pool
from .scenes.pool import load_pool
from .stage import Stage, arguments


# How often each kind is drawn, relative to its share of the pool: a new object is much harder than a new colour.
EMPHASIS = {"replace": 2.0, "generate": 1.5, "remove": 0.7, "recolour": 0.8}
PHOTO_EDITS = 2000  # edits of photos that are drawn at the start; each is kept with its latents


class Edits:
    """Random edited crops of a pool. Each: source and target uint8 [64,64,3], object and region mask, the edit.
    The share `photo_share` of them comes from `photos`, a chunk as photo_edits() makes it."""

    def __init__(self, chunks, seed, photos=None, photo_share=0.0):
        self.chunks, self.random = list(chunks) + ([photos] if photos else []), np.random.RandomState(seed)
        self.rendered, self.photo_share = len(chunks), photo_share if photos else 0.0
        self.codes = {}

    def code(self, edit):
        key = tuple(sorted((k, v) for k, v in edit.items() if v is not None))
        if key not in self.codes:
            self.codes[key] = edit_code(edit)
        return self.codes[key]

    def choose(self, count):
        """Keys (chunk, row, mirrored) by lot."""
        keys = []
        for _ in range(count):
            photo = self.photo_share and self.random.rand() < self.photo_share
            chunk, row = (self.rendered, self.random.randint(len(self.chunks[-1][4]))) if photo else self.choose_rendered()
            keys.append((int(chunk), int(row), bool(self.random.rand() < 0.5)))
        return keys

    def choose_rendered(self):
        while True:
            chunk = self.random.randint(self.rendered)
            row = self.random.randint(len(self.chunks[chunk][4]))
            if self.random.rand() < EMPHASIS.get(self.chunks[chunk][4][row]["kind"], 1.0) / 2:
                return chunk, row

    def batch(self, rows, flips):
        """-> dict of float32 arrays: source, target [n,3,64,64], object, region [n,1,64,64], state [n,128]; and the kinds."""
        def planes(which):
            out = []
            for (chunk, at), flip in zip(rows, flips):
                plane = np.asarray(chunk[which][at])
                out.append(plane[:, ::-1] if flip else plane)
            return np.stack(out).astype(np.float32) / 255
        out = {name: np.ascontiguousarray(planes(which).transpose(0, 3, 1, 2)) for name, which in (("source", 0), ("target", 1))}
        out["region"], out["object"] = ((planes(which) > 0.5).astype(np.float32)[:, None] for which in (2, 3))
        out["kinds"] = [chunk[4][at]["kind"] for chunk, at in rows]
        out["state"] = np.stack([self.code({**chunk[4][at]["edit"], "kind": chunk[4][at]["kind"]}) for chunk, at in rows])
        return out


def paint_masks(batch, device, random=None):
    """Paint mask of each sample [n,1,64,64]. With `random` masks are varied as predicted ones vary."""
    masks = []
    for at, kind in enumerate(batch["kinds"]):
        mask = torch.as_tensor(batch["object"][at:at + 1]).to(device)
        widen = None
        if random is not None and kind not in ("background", "generate"):
            widen = 1 + random.randint(4) if kind != "recolour" else random.randint(3)
            if random.rand() < 0.12:
                mask = torch.maximum(mask, torch.as_tensor(batch["region"][at:at + 1]).to(device))  # a mask with the shadow
        if kind == "generate":
            # a person marks where the new object should be: its outline or a rough area round it
            mask = dilate(mask, 1 + (random.randint(5) if random is not None else 1))
            if random is None or random.rand() < 0.6:
                mask = paint_mask("replace", mask, 0)
        masks.append(paint_mask(kind, mask, widen))
    return torch.cat(masks)


def conditions(batch, masks, encode, device):
    """Inputs of the paint graph but latents and timestep; the filled source [n,3,64,64] too."""
    source = torch.as_tensor(batch["source"]).to(device)
    visible = torch.tensor([float(kind in VISIBLE) for kind in batch["kinds"]], device=device)
    hidden = masks * (1 - visible.reshape(-1, 1, 1, 1))
    filled = fill(source, hidden)
    return {
        "source_latents": encode({"picture": filled})["latents"].float(), "mask": latent_mask(masks), "source_visible": visible,
        "edit_state": torch.as_tensor(batch["state"]).to(device), "code_map": torch.zeros(len(source), 32, 8, 8, device=device),
    }, filled


class Prepared:
    """Latents and masks of edits, encoded when first asked for and kept (12 KB each): the encoder costs as much as half a step.
    Each crop and its mirror image has its own variation of the mask, by lot of its key: whoever asks first, and whenever, gets the same."""

    NAMES = ("clean", "source_latents", "mask", "changed", "source_visible", "edit_state")

    def __init__(self, edits, encode, device, seed):
        self.edits, self.encode, self.device, self.seed, self.kept = edits, encode, device, seed, {}

    def draw(self, count):
        keys = self.edits.choose(count)
        missing = list({key for key in keys if key not in self.kept})
        # one at a time on a CPU, where the last bits of a convolution depend on what is beside it: a resumed run meets the same latents
        for some in ([[key] for key in missing] if str(self.device) == "cpu" else [missing][:len(missing)]):
            self.keep(some)
        rows = [self.kept[key] for key in keys]
        return {name: torch.from_numpy(np.stack([row[at] for row in rows]).astype(np.float32)).to(self.device) for at, name in enumerate(self.NAMES)}

    def keep(self, keys):
        batch = self.edits.batch([(self.edits.chunks[c], row) for c, row, _ in keys], [mirrored for _, _, mirrored in keys])
        masks = torch.cat([paint_masks({name: values[at:at + 1] for name, values in batch.items()}, self.device, np.random.RandomState([self.seed, *map(int, key)])) for at, key in enumerate(keys)])
        inputs, _ = conditions(batch, masks, self.encode, self.device)
        clean = self.encode({"picture": torch.as_tensor(batch["target"]).to(self.device)})["latents"]
        changed = latent_mask(torch.maximum(masks, torch.as_tensor(batch["region"]).to(self.device)))
        columns = [clean, inputs["source_latents"], inputs["mask"], changed, inputs["source_visible"], inputs["edit_state"]]
        columns = [column.float().cpu().numpy().astype(np.float16) for column in columns]
        for at, key in enumerate(keys):
            self.kept[key] = tuple(column[at] for column in columns)


def channel_weights(parameters):
    """How much a latent's deviation shows in the picture, by the linear part of the decoder; between 0.3 and larger, mean 1."""
    columns = parameters.by_name["vae.decoder.shortcut.weight"].detach().float().flatten(1).norm(dim=0)
    share = columns / parameters.by_name["vae.scaling_factor"].detach().float()
    weights = 0.3 + 0.7 * share / share.mean()
    return (weights / weights.mean()).reshape(1, -1, 1, 1)


def main():
    args = arguments(__doc__, edits=None, codes=0.0, code_file=None, photo_share=0.15, batch=8, rate=1e-3)
    photos = photo_edits(PhotoPool(args.photos), PHOTO_EDITS, args.seed) if args.photos and args.photo_share else None
    stage = Stage(args, ["paint", "encode", "develop", "lookup"], ["unet."], "codes" if args.codes else "diffusion")
    paint, encode = stage.graphs["paint"], stage.graphs["encode"]
    for name, parameter in stage.parameters.by_name.items():
        if not name.startswith("unet."):
            parameter.requires_grad_(False)
    chunks = load_edit_pool(args.edits)
    edits, random = Edits(chunks[:-1] or chunks, args.seed, photos, args.photo_share), np.random.RandomState(args.seed + 1)
    # pictures and their codes, as models.training.code_scenes writes them
    pictures, codes = (load_pool(args.scenes), np.load(args.code_file)) if args.codes else (None, None)
    prepared = Prepared(edits, encode, stage.device, args.seed + 1)
    weights = channel_weights(stage.parameters)
    draw_state = stage.tensor(edit_code({"kind": "draw"}))

    def from_codes(count):
        """Whole pictures to be drawn from their codes alone."""
        at = random.randint(len(codes), size=count)
        picture = stage.tensor(np.stack([pictures.get(int(i)).image for i in at]).transpose(0, 3, 1, 2).astype(np.float32) / 255)
        small = torch.nn.functional.avg_pool2d(picture, 2)
        one = torch.ones(count, 1, 16, 16, device=stage.device)
        ids = stage.tensor(codes[at].astype(np.int64))
        half = ids.shape[1] // 2
        return {
            "clean": encode({"picture": small})["latents"].float(), "changed": one, "mask": one, "source_visible": torch.zeros(count, device=stage.device),
            "source_latents": encode({"picture": torch.full_like(small, 0.5)})["latents"].float(), "edit_state": draw_state.expand(count, WIDTH),
            "code_map": stage.graphs["lookup"]({"semantic_ids": ids[:, :half], "pixel_ids": ids[:, half:]}, ["code_map"])["code_map"].float(),
        }

    def losses():
        drawn = min(args.batch - 1, int(random.binomial(args.batch, args.codes))) if args.codes else 0  # an edit at least
        with torch.no_grad():
            with stage.preparing():
                inputs = prepared.draw(args.batch - drawn)
            inputs["code_map"] = torch.zeros(args.batch - drawn, 32, 8, 8, device=stage.device)
            if drawn:
                more = from_codes(drawn)
                inputs = {name: torch.cat([inputs[name], more[name]]) for name in inputs}
            clean, changed = inputs.pop("clean"), inputs.pop("changed")
            level = 0.5 * torch.rand(args.batch, 1, device=stage.device) ** 2
            inputs["edit_state"] = inputs["edit_state"] + level * torch.randn_like(inputs["edit_state"])
            # pure noise most of the time: with a source and a wish, one step is nearly the whole way
            time = torch.where(torch.rand(args.batch, device=stage.device) < 0.7, torch.ones(args.batch, device=stage.device), torch.rand(args.batch, device=stage.device))
            noisy = noised(clean, torch.randn_like(clean), time)
        stage.batch = {**inputs, "clean": clean, "noisy": noisy, "timestep": time}
        guess = paint({**inputs, "latents": noisy, "timestep": time})["clean"].float()
        where = 0.15 + changed * (0.85 + 40 / (20 + changed.sum((1, 2, 3), keepdim=True)))
        error = ((guess - clean).square() + 0.3 * (guess - clean).abs()) * weights
        total = (error * where).sum() / where.sum() / clean.shape[1]
        inside = ((guess - clean).square() * changed).sum() / changed.sum() / clean.shape[1]
        return {"total": total, "inside": inside}, args.batch

    stage.go_on({"edits": edits.random, "codes": random})
    stage.run(losses)


if __name__ == "__main__":
    main()
