// A stand-in for the CUDA driver, libcuda.so.1: see standin.h for what it is not.
//
// PyTorch asks the driver itself for little: which context is current, and where memory
// lies. All else that it may ask for is written by run.py and does nothing.

#include <cuda.h>

#define STANDIN extern "C" __attribute__((visibility("default")))

namespace {
const CUcontext context = reinterpret_cast<CUcontext>(0x100);
}

STANDIN CUresult cuCtxGetCurrent(CUcontext* found) {
  *found = context;
  return CUDA_SUCCESS;
}

STANDIN CUresult cuDevicePrimaryCtxRetain(CUcontext* found, CUdevice) {
  *found = context;
  return CUDA_SUCCESS;
}

// Active: PyTorch takes no look at a device whose context was never used.
STANDIN CUresult cuDevicePrimaryCtxGetState(CUdevice, unsigned* flags, int* active) {
  *flags = 0;
  *active = 1;
  return CUDA_SUCCESS;
}

STANDIN CUresult cuPointerGetAttribute(void* value, CUpointer_attribute, CUdeviceptr) {
  *static_cast<CUcontext*>(value) = nullptr;
  return CUDA_SUCCESS;
}
