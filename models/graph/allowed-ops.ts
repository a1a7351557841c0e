/** Where an operator may run. WebGPU means: has a kernel in onnxruntime's WebGPU provider at opset 21. */
interface OpSupport { cpu: boolean; webgpu: boolean; pytorch: boolean }

const everywhere: OpSupport = { cpu: true, webgpu: true, pytorch: true }

/**
 * Every operator that a focus graph may hold. The builder refuses any other, so that a graph which is emitted
 * runs on all three backends. Names of the com.microsoft domain carry the domain.
 */
export const allowedOps: Readonly<Record<string, OpSupport>> = {
  Add: everywhere, Sub: everywhere, Mul: everywhere, Div: everywhere, Sqrt: everywhere, Neg: everywhere,
  Relu: everywhere, Clip: everywhere, Gelu: everywhere, Sigmoid: everywhere, Tanh: everywhere, Softmax: everywhere, Identity: everywhere,
  MatMul: everywhere, Conv: everywhere, LayerNormalization: everywhere, SimplifiedLayerNormalization: everywhere,
  InstanceNormalization: everywhere,
  Reshape: everywhere, Transpose: everywhere, Concat: everywhere, Slice: everywhere, Gather: everywhere, Cast: everywhere,
  ReduceMean: everywhere, ReduceSum: everywhere, ArgMax: everywhere, Resize: everywhere, DepthToSpace: everywhere,
  Cos: everywhere, Sin: everywhere, Exp: everywhere, Unsqueeze: everywhere, Where: everywhere, Less: everywhere,
  'com.microsoft.GroupQueryAttention': everywhere, 'com.microsoft.SkipSimplifiedLayerNormalization': everywhere,
}
