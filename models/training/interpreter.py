"""Runs the emitted ONNX graphs in PyTorch, so that training differentiates the very graphs that are shipped."""
import os
from collections import Counter

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from . import safetensors
from .model_size import refuse_other_size
from .operators import OPERATORS, SHAPE_INPUTS, silu


class Parameters(torch.nn.Module):
    """Parameters by their checkpoint name, shared between the graphs of a model."""

    def __init__(self, arrays):
        super().__init__()
        self.by_name = {name: torch.nn.Parameter(torch.from_numpy(np.array(array, dtype=np.float32))) for name, array in arrays.items()}
        for name, parameter in self.by_name.items():
            self.register_parameter(name.replace('.', '/'), parameter)

    def _apply(self, fn, *args, **kwargs):
        super()._apply(fn, *args, **kwargs)
        self.by_name = {name: self._parameters[name.replace('.', '/')] for name in self.by_name}
        return self

    def load(self, arrays):
        """Takes over the values that are known by name and shape; returns the names that were not."""
        missing = []
        with torch.no_grad():
            for name, parameter in self.by_name.items():
                if name in arrays and tuple(arrays[name].shape) == tuple(parameter.shape):
                    parameter.copy_(torch.from_numpy(np.array(arrays[name])))
                else:
                    missing.append(name)
        return missing

    def arrays(self):
        return {name: parameter.detach().float().cpu().numpy() for name, parameter in self.by_name.items()}


class GraphModule(torch.nn.Module):
    """One emitted graph. Call it with its inputs by name; returns its outputs by name (only `wanted` ones are computed)."""

    def __init__(self, path, parameters):
        super().__init__()
        self.parameters_by_name = parameters
        graph = onnx.load(path, load_external_data=False).graph
        self.input_names = [value.name for value in graph.input]
        self.output_names = [value.name for value in graph.output]
        self.parameter_names, self.constant_names, self.stored_names = [], [], {}
        skipped = set()
        for tensor in graph.initializer:
            if tensor.data_location == onnx.TensorProto.EXTERNAL:
                name = tensor.name[:-len('__stored')] if tensor.name.endswith('__stored') else tensor.name
                if name not in parameters.by_name:
                    raise KeyError(f'{os.path.basename(path)} needs parameter {name}, which the weights lack')
                # 8 bits are widened by the graph itself, with the scales of the rows
                kept = tensor.name if tensor.data_type == onnx.TensorProto.INT8 else name
                self.parameter_names.append(kept)
                self.stored_names[kept] = name
                if kept != tensor.name:
                    skipped.add(tensor.name)
            else:
                self.register_buffer(f'constant/{tensor.name}', torch.from_numpy(np.array(numpy_helper.to_array(tensor))))
                self.constant_names.append(tensor.name)
        # a Cast behind a 16-bit parameter only widens it; parameters here are float32 already
        nodes = [_prepare(node) for node in graph.node if not (node.op_type == 'Cast' and node.input[0] in skipped)]
        self.nodes = with_silu(nodes, self.output_names)
        self.lists = {}
        for operator, attributes, inputs, outputs in self.nodes:
            self._read_shapes_as_lists(operator, inputs)
        self._plans = {}
        self.count = None  # called with every operator, its inputs and its result while work is counted (speed.py)

    def _read_shapes_as_lists(self, operator, inputs):
        """Constants that only say how a tensor is reshaped or cut: read from a GPU as tensors they would stop it at every node."""
        for position in SHAPE_INPUTS.get(operator, ()):
            name = inputs[position]
            if f'constant/{name}' in self._buffers:
                inputs[position] = f'{name} as a list'
                self.lists[inputs[position]] = self._buffers[f'constant/{name}'].tolist()

    def constants(self):
        return {name: self._buffers[f'constant/{name}'] for name in self.constant_names}

    def _plan(self, wanted):
        """The nodes that `wanted` needs, each with the names that may be forgotten after it."""
        if wanted not in self._plans:
            needed, chosen = set(wanted), []
            for node in reversed(self.nodes):
                if any(name in needed for name in node[3]):
                    chosen.append(node)
                    needed.update(name for name in node[2] if name)
            last, plan = {}, []
            for position, node in enumerate(reversed(chosen)):
                for name in node[2]:
                    last[name] = position
            kept = set(wanted) | set(self.parameter_names) | set(self.constant_names) | set(self.lists)
            for position, node in enumerate(reversed(chosen)):
                plan.append(node + ([name for name in set(node[2]) if last[name] == position and name and name not in kept],))
            self._plans[wanted] = plan
        return self._plans[wanted]

    def forward(self, inputs, wanted=None):
        wanted = tuple(wanted or self.output_names)
        values = dict(inputs)
        values.update(self.constants())
        values.update(self.lists)
        by_name = self.parameters_by_name.by_name
        for name in self.parameter_names:
            values[name] = by_name[self.stored_names[name]]
        values[''] = None
        for operator, attributes, input_names, output_names, forget in self._plan(wanted):
            read = [values[name] for name in input_names]
            result = operator(read, attributes)
            if self.count:
                self.count(operator, read, result)
            if len(output_names) == 1:
                values[output_names[0]] = result
            else:
                values.update(zip(output_names, result))
            for name in forget:
                values.pop(name, None)
        return {name: values[name] for name in wanted}


def with_silu(nodes, outputs):
    """x · Sigmoid(x) as one node: ONNX has no such operator, PyTorch has it and differentiates it in one pass."""
    readers = Counter(name for _, _, inputs, _ in nodes for name in inputs) + Counter(outputs)
    sigmoid = {out[0]: inputs[0] for operator, _, inputs, out in nodes if operator is OPERATORS['Sigmoid'] and readers[out[0]] == 1}
    gates = {out[0]: name for operator, _, inputs, out in nodes if operator is OPERATORS['Mul'] for name in inputs if sigmoid.get(name) in inputs}
    gone = set(gates.values())
    return [(silu, {}, [sigmoid[gates[node[3][0]]]], node[3]) if node[3][0] in gates else node for node in nodes if node[3][0] not in gone]


def _prepare(node):
    key = f'{node.domain}.{node.op_type}' if node.domain else node.op_type
    if node.name.startswith('stop_gradient'):
        key = 'stop_gradient'
    attributes = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
    if key not in OPERATORS:
        raise KeyError(f'models/training/operators.py does not know the operator {key}')
    return OPERATORS[key], attributes, list(node.input), list(node.output)


def load_model(folder, names, weights=None):
    """Graphs of an emitted folder by name, sharing their parameters. `weights`: another safetensors file to take values from; SystemExit when it is
    of another configuration."""
    if not os.path.isfile(os.path.join(folder, 'weights.safetensors')):
        raise SystemExit(f'{folder} holds no emitted graphs: write them with npm run models -- emit nano {folder} --weights initial')
    parameters = Parameters(safetensors.read(os.path.join(folder, 'weights.safetensors')))
    if weights:
        refuse_other_size(weights, parameters.by_name)
        parameters.load(safetensors.read(weights))
    return parameters, {name: GraphModule(os.path.join(folder, f'{name}.onnx'), parameters) for name in names}
