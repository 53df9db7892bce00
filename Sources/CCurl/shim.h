#pragma once
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>

// libcurl's setters and getters are variadic, which Swift cannot call: one typed function stands here
// for each type of argument. Callback setters also pin the exact function type.

/// Switches, counts and time-outs are `long`.
static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

/// Sizes are `curl_off_t`, which is not `long` everywhere.
static inline CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

/// Texts are copied by libcurl, POSTFIELDS excepted; NULL restores the default.
static inline CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

/// Buffers and context pointers are kept, not copied.
static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

/// Header lists are kept, not copied.
static inline CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

/// WRITEFUNCTION and HEADERFUNCTION share this type.
static inline CURLcode ccurl_set_write_callback(
  CURL *handle, CURLoption option, size_t (*callback)(char *, size_t, size_t, void *)) {
  return curl_easy_setopt(handle, option, callback);
}

/// OPENSOCKETFUNCTION sees each address before it is connected.
static inline CURLcode ccurl_set_open_socket_callback(
  CURL *handle,
  curl_socket_t (*callback)(void *, curlsocktype, struct curl_sockaddr *)) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, callback);
}

/// CLOSESOCKETFUNCTION lives as long as the connection, not the transfer.
static inline CURLcode ccurl_set_close_socket_callback(
  CURL *handle, int (*callback)(void *, curl_socket_t)) {
  return curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, callback);
}

/// PREREQFUNCTION runs between the connection and the first byte of a request.
static inline CURLcode ccurl_set_last_look_callback(
  CURL *handle, int (*callback)(void *, char *, char *, int, int)) {
  return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, callback);
}

/// Counts and codes are read as `long`.
static inline CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

/// Times are read as microseconds in `curl_off_t`.
static inline CURLcode ccurl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

/// Texts belong to the handle.
static inline CURLcode ccurl_get_text(CURL *handle, CURLINFO info, const char **value) {
  return curl_easy_getinfo(handle, info, value);
}

/// The context pointer set as CURLOPT_PRIVATE.
static inline CURLcode ccurl_get_private(CURL *handle, void **value) {
  return curl_easy_getinfo(handle, CURLINFO_PRIVATE, value);
}

/// Caps of a multi handle are `long`.
static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/// Context pointers of a multi handle.
static inline CURLMcode ccurl_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
  return curl_multi_setopt(multi, option, value);
}

/// SOCKETFUNCTION says which sockets to watch, and for what.
static inline CURLMcode ccurl_multi_set_socket_callback(
  CURLM *multi, int (*callback)(CURL *, curl_socket_t, int, void *, void *)) {
  return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
}

/// TIMERFUNCTION says when to call at the latest.
static inline CURLMcode ccurl_multi_set_timer_callback(
  CURLM *multi, int (*callback)(CURLM *, long, void *)) {
  return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
}

/// The result of a finished transfer lies in a union, which Swift reads awkwardly.
static inline CURLcode ccurl_result(const CURLMsg *message) { return message->data.result; }

/// CURL_SOCKET_BAD and CURL_SOCKET_TIMEOUT are casting macros.
static inline curl_socket_t ccurl_socket_bad(void) { return CURL_SOCKET_BAD; }
static inline curl_socket_t ccurl_socket_timeout(void) { return CURL_SOCKET_TIMEOUT; }

/// Copies the bytes of the address about to be connected: 4 or 16 of them, 0 for another family.
static inline int ccurl_address_bytes(const struct curl_sockaddr *address, unsigned char *bytes) {
  if (address->family == AF_INET) {
    memcpy(bytes, &((const struct sockaddr_in *)&address->addr)->sin_addr, 4);
    return 4;
  }
  if (address->family == AF_INET6) {
    memcpy(bytes, &((const struct sockaddr_in6 *)&address->addr)->sin6_addr, 16);
    return 16;
  }
  return 0;
}

/// Reads the text of an address, as libcurl reports the peer: 4 or 16 bytes, 0 when it is neither.
static inline int ccurl_parse_address(const char *text, unsigned char *bytes) {
  if (inet_pton(AF_INET, text, bytes) == 1) return 4;
  if (inet_pton(AF_INET6, text, bytes) == 1) return 16;
  return 0;
}
