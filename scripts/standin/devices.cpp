// Devices and their memory.

#include "standin.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

// A process asks for this name to learn that no card answers it.
STANDIN int standin_runtime() { return 1; }

namespace {

constexpr size_t GIB = size_t{1} << 30;
constexpr size_t TOTAL = 16 * GIB;
// More than this at once is "out of memory": the host pays for what is asked.
constexpr size_t LARGEST = 4 * GIB;
constexpr size_t ALIGNMENT = 512;  // as cudaMalloc's, on which kernels rely

thread_local int current = 0;
thread_local cudaError_t last = cudaSuccess;

cudaError_t fail(cudaError_t error) { return last = error; }

int devices() {
  const char* visible = std::getenv("CUDA_VISIBLE_DEVICES");
  if (visible == nullptr) return 4;
  if (*visible == '\0') return 0;
  return 1 + static_cast<int>(std::count(visible, visible + std::strlen(visible), ','));
}

bool missing(int device) { return device < 0 || device >= devices(); }

struct Block {
  size_t size;
  int device;
};

// Which addresses belong to a device, or to pinned memory of the host.
class Blocks {
 public:
  void add(const void* start, size_t size) {
    std::lock_guard<std::mutex> held(lock_);
    blocks_[address(start)] = {size, current};
  }

  void remove(const void* start) {
    std::lock_guard<std::mutex> held(lock_);
    blocks_.erase(address(start));
  }

  bool find(const void* pointer, Block* found) {
    std::lock_guard<std::mutex> held(lock_);
    auto after = blocks_.upper_bound(address(pointer));
    if (after == blocks_.begin()) return false;
    const auto& [start, block] = *std::prev(after);
    *found = block;
    return address(pointer) < start + block.size;
  }

 private:
  static uintptr_t address(const void* p) { return reinterpret_cast<uintptr_t>(p); }
  std::mutex lock_;
  std::map<uintptr_t, Block> blocks_;
};

Blocks on_devices, pinned;

cudaError_t reserve(void** pointer, size_t size, Blocks* blocks) {
  *pointer = nullptr;
  if (posix_memalign(pointer, ALIGNMENT, std::max(size, ALIGNMENT)) != 0)
    return fail(cudaErrorMemoryAllocation);
  blocks->add(*pointer, std::max(size, ALIGNMENT));
  return cudaSuccess;
}

cudaError_t release(void* pointer, Blocks* blocks) {
  if (pointer != nullptr) blocks->remove(pointer);
  std::free(pointer);
  return cudaSuccess;
}

cudaError_t copy(void* to, const void* from, size_t size) {
  if (size != 0) std::memmove(to, from, size);
  return cudaSuccess;
}

}  // namespace

// --- Devices ---

STANDIN cudaError_t cudaDriverGetVersion(int* version) {
  *version = CUDART_VERSION;
  return cudaSuccess;
}

STANDIN cudaError_t cudaGetDeviceCount(int* count) {
  *count = devices();
  return *count == 0 ? fail(cudaErrorNoDevice) : cudaSuccess;
}

STANDIN cudaError_t cudaGetDevice(int* device) {
  if (devices() == 0) return fail(cudaErrorNoDevice);
  *device = current;
  return cudaSuccess;
}

STANDIN cudaError_t cudaSetDevice(int device) {
  if (devices() == 0) return fail(cudaErrorNoDevice);
  if (missing(device)) return fail(cudaErrorInvalidDevice);
  current = device;
  return cudaSuccess;
}

// The numbers below are those of a card of compute capability 9.0, for which PyTorch's
// wheels hold kernels; they size grids of kernels that are never run.
STANDIN cudaError_t cudaGetDeviceProperties(cudaDeviceProp* made, int device) {
  if (missing(device)) return fail(cudaErrorInvalidDevice);
  std::memset(made, 0, sizeof *made);
  std::strcpy(made->name, "Stand-in GPU");
  made->major = 9;
  made->totalGlobalMem = TOTAL;
  made->multiProcessorCount = 132;
  made->warpSize = 32;
  made->maxThreadsPerBlock = 1024;
  made->maxThreadsPerMultiProcessor = 2048;
  made->sharedMemPerBlock = 48 << 10;
  made->sharedMemPerBlockOptin = 227 << 10;
  made->sharedMemPerMultiprocessor = 228 << 10;
  made->regsPerBlock = made->regsPerMultiprocessor = 64 << 10;
  made->maxGridSize[0] = INT32_MAX;
  made->maxGridSize[1] = made->maxGridSize[2] = UINT16_MAX;
  made->maxThreadsDim[0] = made->maxThreadsDim[1] = 1024;
  made->maxThreadsDim[2] = 64;
  made->l2CacheSize = 50 << 20;
  made->textureAlignment = ALIGNMENT;
  return cudaSuccess;
}

STANDIN cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr asked,
                                           int device) {
  cudaDeviceProp card;
  if (cudaGetDeviceProperties(&card, device) != cudaSuccess) return last;
  const std::map<int, size_t> known = {
      {cudaDevAttrComputeCapabilityMajor, card.major},
      {cudaDevAttrComputeCapabilityMinor, card.minor},
      {cudaDevAttrMultiProcessorCount, card.multiProcessorCount},
      {cudaDevAttrWarpSize, card.warpSize},
      {cudaDevAttrMaxThreadsPerBlock, card.maxThreadsPerBlock},
      {cudaDevAttrMaxThreadsPerMultiProcessor, card.maxThreadsPerMultiProcessor},
      {cudaDevAttrMaxSharedMemoryPerBlock, card.sharedMemPerBlock},
      {cudaDevAttrMaxSharedMemoryPerBlockOptin, card.sharedMemPerBlockOptin},
      {cudaDevAttrMaxGridDimX, card.maxGridSize[0]},
      {cudaDevAttrMaxGridDimY, card.maxGridSize[1]},
      {cudaDevAttrMaxGridDimZ, card.maxGridSize[2]},
  };
  auto found = known.find(asked);
  *value = found == known.end() ? 0 : static_cast<int>(found->second);
  return cudaSuccess;
}

STANDIN cudaError_t cudaDeviceGetPCIBusId(char* text, int size, int device) {
  std::snprintf(text, size, "0000:%02x:00.0", device);
  return cudaSuccess;
}

STANDIN cudaError_t cudaDeviceCanAccessPeer(int* can, int device, int peer) {
  *can = device != peer;
  return cudaSuccess;
}

STANDIN cudaError_t cudaDeviceEnablePeerAccess(int, unsigned) { return cudaSuccess; }
STANDIN cudaError_t cudaDeviceSynchronize() { return cudaSuccess; }
STANDIN cudaError_t cudaPeekAtLastError() { return last; }
STANDIN cudaError_t cudaGetLastError() { return std::exchange(last, cudaSuccess); }

// --- Memory ---

STANDIN cudaError_t cudaMalloc(void** pointer, size_t size) {
  *pointer = nullptr;
  if (devices() == 0) return fail(cudaErrorNoDevice);
  if (size > LARGEST) return fail(cudaErrorMemoryAllocation);
  if (reserve(pointer, size, &on_devices) != cudaSuccess) return last;
  const char* fill = std::getenv("STANDIN_FILL");
  std::memset(*pointer, fill == nullptr ? 0 : std::atoi(fill), size);
  return cudaSuccess;
}

STANDIN cudaError_t cudaFree(void* pointer) { return release(pointer, &on_devices); }

STANDIN cudaError_t cudaHostAlloc(void** pointer, size_t size, unsigned) {
  return reserve(pointer, size, &pinned);
}

STANDIN cudaError_t cudaFreeHost(void* pointer) { return release(pointer, &pinned); }

STANDIN cudaError_t cudaHostRegister(void* pointer, size_t size, unsigned) {
  pinned.add(pointer, size);
  return cudaSuccess;
}

STANDIN cudaError_t cudaHostUnregister(void* pointer) {
  pinned.remove(pointer);
  return cudaSuccess;
}

STANDIN cudaError_t cudaPointerGetAttributes(cudaPointerAttributes* made,
                                             const void* p) {
  std::memset(made, 0, sizeof *made);
  Block block{0, cudaInvalidDeviceId};
  made->type = on_devices.find(p, &block) ? cudaMemoryTypeDevice
               : pinned.find(p, &block)   ? cudaMemoryTypeHost
                                          : cudaMemoryTypeUnregistered;
  if (made->type == cudaMemoryTypeUnregistered) block.device = cudaInvalidDeviceId;
  made->device = block.device;
  if (made->type != cudaMemoryTypeUnregistered)
    made->devicePointer = const_cast<void*>(p);
  if (made->type == cudaMemoryTypeHost) made->hostPointer = const_cast<void*>(p);
  return cudaSuccess;
}

STANDIN cudaError_t cudaMemGetInfo(size_t* free, size_t* total) {
  *total = TOTAL;
  *free = TOTAL - GIB;
  return cudaSuccess;
}

STANDIN cudaError_t cudaMemcpy(void* to, const void* from, size_t size,
                               cudaMemcpyKind) {
  return copy(to, from, size);
}

STANDIN cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t size,
                                    cudaMemcpyKind, cudaStream_t) {
  return copy(to, from, size);
}

STANDIN cudaError_t cudaMemcpyPeerAsync(void* to, int, const void* from, int,
                                        size_t size, cudaStream_t) {
  return copy(to, from, size);
}

STANDIN cudaError_t cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from,
                                      size_t from_pitch, size_t width, size_t height,
                                      cudaMemcpyKind, cudaStream_t) {
  for (size_t row = 0; row < height; ++row)
    copy(static_cast<char*>(to) + row * to_pitch,
         static_cast<const char*>(from) + row * from_pitch, width);
  return cudaSuccess;
}

STANDIN cudaError_t cudaMemset(void* to, int value, size_t size) {
  std::memset(to, value, size);
  return cudaSuccess;
}

STANDIN cudaError_t cudaMemsetAsync(void* to, int value, size_t size, cudaStream_t) {
  return cudaMemset(to, value, size);
}

// Constants of kernels: nobody reads them.
STANDIN cudaError_t cudaMemcpyToSymbol(const void*, const void*, size_t, size_t,
                                       cudaMemcpyKind) {
  return cudaSuccess;
}

STANDIN cudaError_t cudaGetSymbolAddress(void** pointer, const void*) {
  static char constants[64 << 10];  // as much as a card has
  *pointer = constants;
  return cudaSuccess;
}
