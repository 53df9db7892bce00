#include "contract.h"

// `#embed` came with C23; the compiler takes it in every mode and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char openapi[] = {
#embed "../openapi.json"
};

const unsigned char *ccontracts_openapi(void) { return openapi; }

size_t ccontracts_openapi_count(void) { return sizeof openapi; }
