"""ONNX operators as PyTorch functions: OPERATORS[name](inputs, attributes) -> output(s). The list matches models/graph/allowed-ops.ts."""
import torch
import torch.nn.functional as F

from .fused_operators import RmsNorm, Rotation

_TYPES = {1: torch.float32, 6: torch.int32, 7: torch.int64, 9: torch.bool, 10: torch.float16}


def _shape(value):
    return value if isinstance(value, list) else value.tolist()


def reshape(inputs, _):
    x, shape = inputs[0], _shape(inputs[1])
    return x.reshape([x.shape[i] if dim == 0 else dim for i, dim in enumerate(shape)])


def conv(inputs, attributes):
    bias = inputs[2] if len(inputs) > 2 else None
    x, (top, left, bottom, right) = inputs[0], attributes['pads']
    if (top, left) != (bottom, right):
        return F.conv2d(F.pad(x, (left, right, top, bottom)), inputs[1], bias, stride=tuple(attributes['strides']), groups=attributes['group'])
    return F.conv2d(x, inputs[1], bias, stride=tuple(attributes['strides']), padding=tuple(attributes['pads'][:2]), groups=attributes['group'])


def clip(inputs, _):
    x, low, high = inputs
    return F.hardtanh(x, float(low), float(high))


def layer_norm(inputs, attributes):
    x, weight, bias = inputs
    if x.dtype == torch.bfloat16 and not x.is_cuda:  # a CPU sums in float32 inside; widening first costs a copy of the map
        return F.layer_norm(x, weight.shape, weight.to(x.dtype), bias.to(x.dtype), attributes['epsilon'])
    return F.layer_norm(x.float(), weight.shape, weight, bias, attributes['epsilon'])


def rms_norm(inputs, attributes):
    x, weight = inputs
    if not x.is_cuda:
        return RmsNorm.apply(x, weight, attributes['epsilon'])
    return x * torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + attributes['epsilon']).to(x.dtype) * weight


def added_rms_norm(inputs, attributes):
    """com.microsoft.SkipSimplifiedLayerNormalization: the norm of a sum, and the sum."""
    total = inputs[0] + inputs[1]
    return rms_norm([total, inputs[2]], attributes), None, None, total


def instance_norm(inputs, attributes):
    x, weight, bias = inputs
    return F.group_norm(x.float(), x.shape[1], weight, bias, attributes['epsilon'])  # the same, and faster on a CPU


def slice_axis(inputs, _):
    x, starts, ends, axes = inputs[:4]
    for start, end, axis in zip(_shape(starts), _shape(ends), _shape(axes)):
        size = x.shape[axis]
        start = max(0, start + size) if start < 0 else min(start, size)
        end = max(0, end + size) if end < 0 else min(end, size)
        x = x.narrow(axis, start, end - start)
    return x


def gather(inputs, attributes):
    table, indices = inputs
    axis = attributes.get('axis', 0)
    if table.dim() == 2 and axis == 0:
        return F.embedding(indices, table)
    shape = list(table.shape)
    return table.index_select(axis, indices.reshape(-1)).reshape(shape[:axis] + list(indices.shape) + shape[axis + 1:])


def reduction(name):
    def run(inputs, attributes):
        return getattr(torch, name)(inputs[0], dim=_shape(inputs[1]), keepdim=bool(attributes['keepdims']))
    return run


def resize(inputs, attributes):
    factor = _shape(inputs[2])
    if attributes['mode'] != b'nearest' or factor[2] != int(factor[2]):
        raise NotImplementedError('Resize other than nearest by a whole factor')
    return F.interpolate(inputs[0], scale_factor=(factor[2], factor[3]), mode='nearest')


def attention(query, key, value, bias=None):
    """[B,H,S,D] x [B,H,T,D] -> [B,H,S,D]."""
    if query.is_cuda:
        return F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
    scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
    if bias is not None:
        scores = scores + bias
    return torch.matmul(torch.softmax(scores, -1), value)


def rotate(x, cos, sin):
    """Rotate-half rotary embedding. x [B,H,S,D], cos and sin [S, D/2]."""
    if not x.is_cuda:
        return Rotation.apply(x, cos, sin)
    first, second = x.chunk(2, -1)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)


def group_query_attention(inputs, attributes):
    """com.microsoft.GroupQueryAttention with do_rotary; all rows of the batch have the same past length here."""
    query, key, value, past_key, past_value, _, _, cos, sin = inputs
    heads, kv_heads, size = attributes['num_heads'], attributes['kv_num_heads'], past_key.shape[3]
    if key is None:  # all three side by side in one tensor
        query, key, value = query.split([heads * size, kv_heads * size, kv_heads * size], -1)
    batch, length = query.shape[:2]
    past = past_key.shape[2]

    def split(x, count):
        return x.reshape(batch, length, count, -1).transpose(1, 2)
    cos, sin = cos[past:past + length].to(query.dtype), sin[past:past + length].to(query.dtype)
    query, key, value = rotate(split(query, heads), cos, sin), rotate(split(key, kv_heads), cos, sin), split(value, kv_heads)
    if past:
        key, value = torch.cat([past_key.to(key.dtype), key], 2), torch.cat([past_value.to(value.dtype), value], 2)
    # the query heads of one key/value head are stacked along the rows, which saves copies of keys and values
    repeat = heads // kv_heads
    bias = torch.full((length, past + length), float('-inf'), device=query.device, dtype=query.dtype).triu(past + 1).repeat(repeat, 1)
    mixed = attention(query.reshape(batch, kv_heads, repeat * length, -1), key, value, bias)
    return mixed.reshape(batch, heads, length, -1).transpose(1, 2).reshape(batch, length, -1), key, value


def depth_to_space(inputs, attributes):
    if attributes['mode'] != b'CRD':
        raise NotImplementedError('DepthToSpace in DCR order')
    return F.pixel_shuffle(inputs[0], attributes['blocksize'])


def _unary(function):
    return lambda inputs, _: function(inputs[0])


silu = _unary(F.silu)  # Mul of x and its Sigmoid (interpreter.py)

OPERATORS = {
    'Add': lambda i, _: i[0] + i[1], 'Sub': lambda i, _: i[0] - i[1], 'Mul': lambda i, _: i[0] * i[1], 'Div': lambda i, _: i[0] / i[1],
    'Sqrt': _unary(torch.sqrt), 'Neg': _unary(torch.neg), 'Relu': _unary(F.relu), 'Clip': clip, 'Gelu': _unary(F.gelu), 'Sigmoid': _unary(torch.sigmoid),
    'Tanh': _unary(torch.tanh), 'Cos': _unary(torch.cos), 'Sin': _unary(torch.sin), 'Exp': _unary(torch.exp), 'Identity': lambda i, _: i[0],
    'stop_gradient': lambda i, _: i[0].detach(),
    'Softmax': lambda i, a: torch.softmax(i[0], a.get('axis', -1)),
    'MatMul': lambda i, _: torch.matmul(i[0], i[1]), 'Conv': conv,
    'LayerNormalization': layer_norm, 'SimplifiedLayerNormalization': rms_norm, 'InstanceNormalization': instance_norm,
    'Reshape': reshape, 'Transpose': lambda i, a: i[0].permute(a['perm']), 'Concat': lambda i, a: torch.cat(i, a['axis']),
    'Slice': slice_axis, 'Gather': gather, 'Cast': lambda i, a: i[0].to(_TYPES[a['to']]),
    'Unsqueeze': lambda i, _: i[0].reshape(_unsqueezed(i[0].shape, _shape(i[1]))),
    'ReduceMean': reduction('mean'), 'ReduceSum': reduction('sum'),
    'ArgMax': lambda i, a: torch.argmax(i[0], a['axis'], keepdim=bool(a['keepdims'])),
    'Resize': resize, 'DepthToSpace': depth_to_space,
    'Where': lambda i, _: torch.where(i[0], i[1], i[2]), 'Less': lambda i, _: i[0] < i[1],
    'com.microsoft.GroupQueryAttention': group_query_attention, 'com.microsoft.SkipSimplifiedLayerNormalization': added_rms_norm,
}


def _unsqueezed(shape, axes):
    shape = list(shape)
    for axis in sorted(axes):
        shape.insert(axis, 1)
    return shape


# inputs that are read as numbers, by operator: the interpreter passes them as lists where they are constants
SHAPE_INPUTS = {OPERATORS['Reshape']: (1,), OPERATORS['Slice']: (1, 2, 3), OPERATORS['Unsqueeze']: (1,), OPERATORS['ReduceMean']: (1,),
                OPERATORS['ReduceSum']: (1,), OPERATORS['Resize']: (2,)}
