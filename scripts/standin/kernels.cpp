// Kernels are launched and never run; cuBLAS and NCCL give handles and compute nothing.

#include <cstring>

#include "standin.h"

STANDIN cudaError_t cudaLaunchKernel(const void*, dim3, dim3, void**, size_t,
                                     cudaStream_t) {
  return cudaSuccess;
}

STANDIN cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t*, const void*,
                                        void**) {
  return cudaSuccess;
}

STANDIN cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* made, const void*) {
  std::memset(made, 0, sizeof *made);
  made->maxThreadsPerBlock = 1024;
  made->maxDynamicSharedSizeBytes = 48 << 10;
  made->numRegs = 32;
  made->ptxVersion = made->binaryVersion = 90;
  return cudaSuccess;
}

STANDIN cudaError_t cudaFuncSetAttribute(const void*, cudaFuncAttribute, int) {
  return cudaSuccess;
}

STANDIN cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int* blocks, const void*, int, size_t, unsigned) {
  *blocks = 2;
  return cudaSuccess;
}

static int nothing() { return 0; }

STANDIN cudaError_t cudaGetDriverEntryPointByVersion(
    const char*, void** function, unsigned, unsigned long long,
    cudaDriverEntryPointQueryResult* result) {
  *function = reinterpret_cast<void*>(nothing);
  if (result != nullptr) *result = cudaDriverEntryPointSuccess;
  return cudaSuccess;
}

// --- cuBLAS and NCCL: handles. All else is written by run.py and does nothing ---
// Their headers need more than the wheels hold. A handle is a pointer, a status an int
// whose 0 means success, and so are the modes: pointers of the host, usual arithmetic.

STANDIN int cublasCreate_v2(void** made) { return make(made), 0; }
STANDIN int cublasGetPointerMode_v2(void*, int* mode) { return *mode = 0; }
STANDIN int cublasGetMathMode(void*, int* mode) { return *mode = 0; }

STANDIN int cublasLtCreate(void** made) { return make(made), 0; }
STANDIN int cublasLtMatmulDescCreate(void** made, int, int) { return make(made), 0; }
STANDIN int cublasLtMatmulPreferenceCreate(void** made) { return make(made), 0; }

STANDIN int cublasLtMatrixLayoutCreate(void** made, int, uint64_t, uint64_t, int64_t) {
  return make(made), 0;
}

STANDIN int cublasLtMatmulAlgoGetHeuristic(void*, void*, void*, void*, void*, void*,
                                           void*, int, void* result, int* found) {
  constexpr size_t RESULT = 96;  // the size of a cublasLtMatmulHeuristicResult_t
  std::memset(result, 0, RESULT);
  *found = 1;
  return 0;
}

STANDIN int ncclCommInitAll(void** made, int count, const int*) {
  for (int device = 0; device < count; ++device) make(&made[device]);
  return 0;
}
