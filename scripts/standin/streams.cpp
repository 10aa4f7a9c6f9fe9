// Streams and events: all work is done when it is asked for.

#include "standin.h"

STANDIN cudaError_t cudaDeviceGetStreamPriorityRange(int* least, int* greatest) {
  if (least != nullptr) *least = 0;
  if (greatest != nullptr) *greatest = -5;
  return cudaSuccess;
}

STANDIN cudaError_t cudaStreamCreate(cudaStream_t* made) {
  make(made);
  return cudaSuccess;
}

STANDIN cudaError_t cudaStreamCreateWithFlags(cudaStream_t* made, unsigned) {
  return cudaStreamCreate(made);
}

STANDIN cudaError_t cudaStreamCreateWithPriority(cudaStream_t* made, unsigned, int) {
  return cudaStreamCreate(made);
}

STANDIN cudaError_t cudaStreamGetPriority(cudaStream_t, int* priority) {
  *priority = 0;
  return cudaSuccess;
}

STANDIN cudaError_t cudaStreamIsCapturing(cudaStream_t,
                                          cudaStreamCaptureStatus* status) {
  *status = cudaStreamCaptureStatusNone;
  return cudaSuccess;
}

STANDIN cudaError_t cudaStreamGetCaptureInfo(cudaStream_t,
                                             cudaStreamCaptureStatus* status,
                                             unsigned long long*, cudaGraph_t*,
                                             const cudaGraphNode_t**,
                                             const cudaGraphEdgeData**, size_t*) {
  *status = cudaStreamCaptureStatusNone;
  return cudaSuccess;
}

STANDIN cudaError_t cudaThreadExchangeStreamCaptureMode(cudaStreamCaptureMode*) {
  return cudaSuccess;
}

STANDIN cudaError_t cudaStreamAddCallback(cudaStream_t stream,
                                          cudaStreamCallback_t call, void* data,
                                          unsigned) {
  call(stream, cudaSuccess, data);
  return cudaSuccess;
}

STANDIN cudaError_t cudaLaunchHostFunc(cudaStream_t, cudaHostFn_t call, void* data) {
  call(data);
  return cudaSuccess;
}

STANDIN cudaError_t cudaStreamDestroy(cudaStream_t) { return cudaSuccess; }
STANDIN cudaError_t cudaStreamSynchronize(cudaStream_t) { return cudaSuccess; }
STANDIN cudaError_t cudaStreamQuery(cudaStream_t) { return cudaSuccess; }
STANDIN cudaError_t cudaStreamWaitEvent(cudaStream_t, cudaEvent_t, unsigned) {
  return cudaSuccess;
}

STANDIN cudaError_t cudaEventCreate(cudaEvent_t* made) {
  make(made);
  return cudaSuccess;
}

STANDIN cudaError_t cudaEventCreateWithFlags(cudaEvent_t* made, unsigned) {
  return cudaEventCreate(made);
}

STANDIN cudaError_t cudaEventElapsedTime(float* ms, cudaEvent_t, cudaEvent_t) {
  *ms = 0;
  return cudaSuccess;
}

STANDIN cudaError_t cudaEventRecordWithFlags(cudaEvent_t, cudaStream_t, unsigned) {
  return cudaSuccess;
}

STANDIN cudaError_t cudaEventRecord(cudaEvent_t, cudaStream_t) { return cudaSuccess; }
STANDIN cudaError_t cudaEventDestroy(cudaEvent_t) { return cudaSuccess; }
STANDIN cudaError_t cudaEventQuery(cudaEvent_t) { return cudaSuccess; }
STANDIN cudaError_t cudaEventSynchronize(cudaEvent_t) { return cudaSuccess; }
