#pragma once
#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

/// A request that is made once and sent many times.
typedef struct {
  CURL *easy;
  struct curl_slist *headers;
  struct curl_slist *signature;
} Handle;

/// To be called before any handle is signed.
bool handle_prepare(void);
bool handle_open(
  Handle *handle, int32_t port, const char *path, const char *lines, const uint8_t *body,
  int32_t length);
void handle_close(Handle *handle);
/// HMAC-SHA256 of id, time and body in base64, where the header line has one.
void handle_sign(Handle *handle, const uint8_t *body, int32_t length);
