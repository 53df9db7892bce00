#pragma once
#include <stddef.h>

// The files that the binary carries, byte for byte. C embeds them in no time; as a Swift array
// literal the API document alone took minutes to compile.
const unsigned char *ccontracts_openapi(void);
size_t ccontracts_openapi_count(void);
