#!/usr/bin/env bash
# Scores on the GPU beside one core: texts a second, their ratio, latency, equality of the scores to a thousandth.
#   models/gpu-check.sh [MODEL_FOLDER]        from the repository's root
# Needs a CUDA card, its driver, and PyTorch's CUDA libraries (docs/models.md, "On a GPU"):
#   PYTORCH_LIBRARY_PATH=.../torch/lib PYTORCH_FLAVOR=cu128 models/gpu-check.sh models/card-support
# Exit: 0 the scores are equal; 1 they are not; 3 there is no card, or PyTorch does not see it, and nothing was measured.
set -euo pipefail
cd "$(dirname "$0")/.."
model=${1:-models/card-support}
if ! command -v nvidia-smi >/dev/null || ! nvidia-smi --query-gpu=name,driver_version --format=csv,noheader; then
  echo "nothing was measured: there is no CUDA card here, or no driver (nvidia-smi lists none)"
  exit 3
fi
mvn -q -Pbench process-classes dependency:build-classpath -Dmdep.outputFile=target/cp
classes=target/bench-classes:target/classes:$(cat target/cp)
exec env RAYON_NUM_THREADS=1 java -Xmx2g -cp "$classes" dev.plumbline.bench.GpuCheck "$model"
