"""Reader and writer of .safetensors files (https://github.com/huggingface/safetensors, format section) for numpy arrays."""
import json
import os
import struct

import numpy as np

_TYPES = {'F32': np.float32, 'F16': np.float16, 'I64': np.int64, 'U8': np.uint8}
_NAMES = {np.dtype(value): key for key, value in _TYPES.items()}


def read(path):
    """File -> {name: float32 (or integer) array}. 16-bit numbers are widened."""
    with open(path, 'rb') as file:
        data = file.read()
    size = struct.unpack('<Q', data[:8])[0]
    header = json.loads(data[8:8 + size])
    header.pop('__metadata__', None)
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + size + offset for offset in entry['data_offsets'])
        if entry['dtype'] == 'BF16':
            bits = np.frombuffer(data[start:end], np.uint16).astype(np.uint32) << 16
            array = bits.view(np.float32)
        else:
            array = np.frombuffer(data[start:end], _TYPES[entry['dtype']])
        if array.dtype == np.float16:
            array = array.astype(np.float32)
        tensors[name] = array.reshape(entry['shape']).copy()
    return tensors


def read_metadata(path):
    """The file's free-form string metadata."""
    with open(path, 'rb') as file:
        size = struct.unpack('<Q', file.read(8))[0]
        return json.loads(file.read(size)).get('__metadata__', {})


def write(path, tensors, half=False, metadata=None):
    """{name: array} -> file, replaced in one step. `half` stores floats in 16 bits."""
    header, blobs, position = {}, [], 0
    if metadata:
        header['__metadata__'] = {key: str(value) for key, value in metadata.items()}
    for name in sorted(tensors):
        array = np.ascontiguousarray(tensors[name])
        if array.dtype.kind == 'f':
            array = array.astype(np.float16 if half else np.float32)
        blob = array.tobytes()
        header[name] = {'dtype': _NAMES[array.dtype], 'shape': list(array.shape), 'data_offsets': [position, position + len(blob)]}
        position += len(blob)
        blobs.append(blob)
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    temporary = f'{path}.{os.getpid()}.part'
    with open(temporary, 'wb') as file:
        file.write(struct.pack('<Q', len(text)))
        file.write(text)
        for blob in blobs:
            file.write(blob)
    os.replace(temporary, path)
