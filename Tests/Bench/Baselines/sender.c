#include "baselines.h"
#include "handle.h"

#include <curl/curl.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The tuned form: handles, header nodes, body and MAC context are made once and used again, and the
// signature is written over the old one in its header node.

enum { connection_limit = 256, digest_size = 32, signature_size = 44 };

static EVP_MAC_CTX *mac;

bool handle_prepare(void) {
  if (mac) return true;
  static char digest[] = "SHA256";
  static const unsigned char key[32] = "the key of the bare sending loop";
  EVP_MAC *algorithm = EVP_MAC_fetch(NULL, "HMAC", NULL);
  mac = EVP_MAC_CTX_new(algorithm);
  OSSL_PARAM parameters[] = {
    OSSL_PARAM_construct_utf8_string("digest", digest, 0), OSSL_PARAM_construct_end()};
  return mac && EVP_MAC_init(mac, key, sizeof key, parameters) == 1;
}

static size_t drop(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes; (void)context;
  return size * count;
}

static bool is_signature(const char *line) {
  return strncasecmp(line, "webhook-signature:", 18) == 0;
}

/// The lines as libcurl's list; the signature's node is kept apart, to be written over.
static bool add_headers(Handle *handle, const char *lines) {
  char line[1024];
  while (*lines) {
    const char *end = strchr(lines, '\n');
    size_t length = end ? (size_t)(end - lines) : strlen(lines);
    if (length >= sizeof line) return false;
    memcpy(line, lines, length);
    line[length] = 0;
    handle->headers = curl_slist_append(handle->headers, line);
    if (is_signature(line)) {
      handle->signature = handle->headers;
      while (handle->signature->next) handle->signature = handle->signature->next;
    }
    lines += length + (end ? 1 : 0);
  }
  return true;
}

bool handle_open(
  Handle *handle, int32_t port, const char *path, const char *lines, const uint8_t *body,
  int32_t length) {
  char url[512];
  snprintf(url, sizeof url, "http://127.0.0.1:%d%s", port, path);
  handle->easy = curl_easy_init();
  if (!handle->easy || !add_headers(handle, lines)) return false;
  curl_easy_setopt(handle->easy, CURLOPT_URL, url);
  curl_easy_setopt(handle->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle->easy, CURLOPT_POST, 1L);
  curl_easy_setopt(handle->easy, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(handle->easy, CURLOPT_POSTFIELDSIZE, (long)length);
  curl_easy_setopt(handle->easy, CURLOPT_HTTPHEADER, handle->headers);
  curl_easy_setopt(handle->easy, CURLOPT_WRITEFUNCTION, drop);
  curl_easy_setopt(handle->easy, CURLOPT_PRIVATE, handle);
  curl_easy_setopt(handle->easy, CURLOPT_PROXY, "");
  return true;
}

void handle_close(Handle *handle) {
  curl_easy_cleanup(handle->easy);
  curl_slist_free_all(handle->headers);
}

/// HMAC-SHA256 of id, time and body in base64, where the header line has one.
void handle_sign(Handle *handle, const uint8_t *body, int32_t length) {
  if (!handle->signature) return;
  unsigned char code[digest_size];
  size_t size = 0;
  char head[64];
  int head_length = snprintf(head, sizeof head, "msg_0123456789abcdef.%ld.", (long)time(NULL));
  EVP_MAC_init(mac, NULL, 0, NULL);
  EVP_MAC_update(mac, (unsigned char *)head, (size_t)head_length);
  EVP_MAC_update(mac, body, (size_t)length);
  EVP_MAC_final(mac, code, &size, sizeof code);
  char *text = handle->signature->data;
  size_t text_length = strlen(text);
  if (text_length < signature_size) return;
  unsigned char encoded[signature_size + 1];
  EVP_EncodeBlock(encoded, code, digest_size);
  memcpy(text + text_length - signature_size, encoded, signature_size);
}

/// Takes what has ended; false when something failed.
static bool settle(
  CURLM *multi, bool goes_on, const uint8_t *body, int32_t length, int64_t *answered) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL *easy = message->easy_handle;
    Handle *handle = NULL;
    if (message->data.result != CURLE_OK) return false;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &handle);
    *answered += 1;
    curl_multi_remove_handle(multi, easy);
    if (!goes_on) continue;
    handle_sign(handle, body, length);
    curl_multi_add_handle(multi, easy);
  }
  return true;
}

int64_t baseline_send(
  int32_t port, const char *path, const char *header_lines, const uint8_t *body,
  int32_t body_length, int32_t connections, int32_t milliseconds) {
  static Handle handles[connection_limit];
  if (connections > connection_limit || !handle_prepare()) return -1;
  memset(handles, 0, sizeof handles);
  CURLM *multi = curl_multi_init();
  bool is_good = multi != NULL;
  for (int index = 0; is_good && index < connections; index++) {
    is_good = handle_open(&handles[index], port, path, header_lines, body, body_length);
    if (!is_good) break;
    handle_sign(&handles[index], body, body_length);
    is_good = curl_multi_add_handle(multi, handles[index].easy) == CURLM_OK;
  }
  int64_t answered = 0;
  int64_t end = baseline_nanoseconds() + (int64_t)milliseconds * 1000000;
  int running = connections;
  while (is_good && running > 0) {
    if (curl_multi_perform(multi, &running) != CURLM_OK) is_good = false;
    bool goes_on = baseline_nanoseconds() < end;
    if (!settle(multi, goes_on, body, body_length, &answered)) is_good = false;
    if (goes_on) running = connections;
    if (running > 0) curl_multi_poll(multi, NULL, 0, 100, NULL);
  }
  for (int index = 0; index < connections; index++) {
    if (multi && handles[index].easy) curl_multi_remove_handle(multi, handles[index].easy);
    handle_close(&handles[index]);
  }
  curl_multi_cleanup(multi);
  return is_good ? answered : -1;
}

int32_t baseline_send_one(
  int32_t port, const char *path, const char *header_lines, const uint8_t *body,
  int32_t body_length) {
  static Handle handle;
  if (!handle_prepare()) return -1;
  if (!handle.easy && !handle_open(&handle, port, path, header_lines, body, body_length)) return -1;
  curl_easy_setopt(handle.easy, CURLOPT_POSTFIELDS, body);
  handle_sign(&handle, body, body_length);
  return curl_easy_perform(handle.easy) == CURLE_OK ? 0 : -1;
}
