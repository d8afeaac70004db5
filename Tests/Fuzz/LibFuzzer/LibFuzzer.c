#include "LibFuzzer.h"

// Freed memory is kept back for a while, so that its use is noticed: little of it, so that the limit on
// memory means the parser's. Tables that live as long as the process are no leaks.
const char *__asan_default_options(void) {
    return "detect_leaks=0:quarantine_size_mb=8:allocator_may_return_null=1";
}
