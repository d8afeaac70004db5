#include <stddef.h>
#include <stdint.h>

/// libFuzzer as a library: its command line, and what is called with each input.
/// Source: https://llvm.org/docs/LibFuzzer.html, 'Using libFuzzer as a library'.
int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
