"""Reader and writer of .safetensors files (https://github.com/huggingface/safetensors, format section) for numpy arrays."""
import json
import struct

import numpy as np

from .whole_file import write_whole

_TYPES = {'F32': np.float32, 'F16': np.float16, 'I64': np.int64, 'U8': np.uint8, 'I8': np.int8}
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


def read_header(path):
    """The description of the tensors. ValueError when the file is another kind of file or cut off."""
    with open(path, 'rb') as file:
        first = file.read(8)
        size = struct.unpack('<Q', first)[0] if len(first) == 8 else 0
        whole = file.seek(0, 2)
        if not 0 < size <= whole - 8:
            raise ValueError('not a safetensors file')
        file.seek(8)
        header = json.loads(file.read(size))
    end = max((entry['data_offsets'][1] for name, entry in header.items() if name != '__metadata__'), default=0)
    if 8 + size + end > whole:
        raise ValueError('the file is cut off')
    return header


def read_metadata(path):
    """The file's free-form string metadata."""
    return read_header(path).get('__metadata__', {})


def read_shapes(path):
    """{name: shape} of the tensors, without reading them."""
    return {name: entry['shape'] for name, entry in read_header(path).items() if name != '__metadata__'}


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
    write_whole(path, lambda file: file.writelines([struct.pack('<Q', len(text)), text, *blobs]))
