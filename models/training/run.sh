#!/bin/sh
# One command that trains FOCUS:  models/training/run.sh --config nano --device cpu|cuda --minutes M [--resume]   (docs/training.md)
# The same as npm run train, where there is no Node.js too. FOCUS_PYTHON names the Python to use.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
python=
for candidate in ${FOCUS_PYTHON:-python3 python /usr/bin/python3}; do
  if "$candidate" -c 'import torch, onnx, numpy, PIL' 2>/dev/null; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
  echo "training needs Python 3 with torch, onnx, numpy and Pillow: apt-get install python3-torch python3-onnx python3-pil, or pip install torch onnx numpy pillow; FOCUS_PYTHON names another Python" >&2
  exit 1
fi
# two threads are slower than one in Debian's PyTorch with OpenBLAS; whoever knows better sets the variables
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-1}" PYTHONUNBUFFERED=1
export PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}"
exec "$python" -m models.training.run "$@"
