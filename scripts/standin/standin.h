// A stand-in for the CUDA runtime: it lets PyTorch's CUDA build start without a card.
//
// What it is: the functions of the CUDA runtime, of cuBLAS and of NCCL that PyTorch
// calls. "Devices" use the memory of the host, copies are real, and questions about
// devices, streams and events are answered as by a healthy machine.
//
// What it is not: a GPU, an emulator of one, or a record of one. No kernel runs, so what
// a computation leaves in memory means nothing. Only what PyTorch's own C++ and Python
// decide before a kernel would run can be seen: on which device a result lies, of
// which shape and dtype, and what is refused, in which words.
//
// CUDA_VISIBLE_DEVICES says how many devices there are (one for each number in it; four
// if it is unset). STANDIN_FILL is the byte that fresh device memory is filled with, 0
// if unset: what changes with it was computed by a kernel that did not run.

#pragma once

#include <cuda_runtime_api.h>

#include <atomic>
#include <cstdint>

// PyTorch must find these before those of the real libraries (LD_PRELOAD).
#define STANDIN extern "C" __attribute__((visibility("default")))

// Streams, events and handles of libraries are never looked into: any number will do.
template <typename Handle>
void make(Handle* handle) {
  static std::atomic<uintptr_t> next = 0x1000;
  *handle = reinterpret_cast<Handle>(next += 0x100);
}
