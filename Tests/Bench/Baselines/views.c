#include "baselines.h"

#include <openssl/evp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// What views are made of, with everything known beforehand in flat tables.

enum { id_size = 36, prefix_size = 4, block_size = 16, lane_count = 16 };

static uint8_t digit_values[256];
static char digit_pairs[512];

__attribute__((constructor)) static void make_tables(void) {
  static const char digits[] = "0123456789abcdef";
  memset(digit_values, 0xFF, sizeof digit_values);
  for (int value = 0; value < 16; value++) digit_values[(uint8_t)digits[value]] = (uint8_t)value;
  for (int byte = 0; byte < 256; byte++) {
    digit_pairs[2 * byte] = digits[byte >> 4];
    digit_pairs[2 * byte + 1] = digits[byte & 15];
  }
}

static EVP_CIPHER_CTX *open_cipher(const uint8_t *key, bool encrypts) {
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
  if (!context || EVP_CipherInit_ex(context, EVP_aes_256_ecb(), NULL, key, NULL, encrypts) != 1)
    return NULL;
  EVP_CIPHER_CTX_set_padding(context, 0);
  return context;
}

static bool run(EVP_CIPHER_CTX *context, uint8_t *blocks, int length) {
  int written = 0;
  return context && EVP_CipherUpdate(context, blocks, &written, blocks, length) == 1
    && written == length;
}

int32_t baseline_translate(
  const uint8_t *ids, uint8_t *translated, int32_t count, const uint8_t *from_key,
  const uint8_t *to_key) {
  uint8_t *blocks = malloc((size_t)count * block_size);
  EVP_CIPHER_CTX *from = open_cipher(from_key, false);
  EVP_CIPHER_CTX *to = open_cipher(to_key, true);
  bool is_good = blocks != NULL;
  for (int32_t index = 0; is_good && index < count; index++) {
    const uint8_t *digits = ids + (size_t)index * id_size + prefix_size;
    uint8_t *block = blocks + (size_t)index * block_size;
    uint8_t wrong = 0;
    for (int byte = 0; byte < block_size; byte++) {
      uint8_t high = digit_values[digits[2 * byte]], low = digit_values[digits[2 * byte + 1]];
      wrong |= high | low;
      block[byte] = (uint8_t)(high << 4 | low);
    }
    is_good = wrong < 16;
  }
  is_good = is_good && run(from, blocks, count * block_size) && run(to, blocks, count * block_size);
  for (int32_t index = 0; is_good && index < count; index++) {
    uint8_t *text = translated + (size_t)index * id_size;
    const uint8_t *block = blocks + (size_t)index * block_size;
    memcpy(text, ids + (size_t)index * id_size, prefix_size);
    for (int byte = 0; byte < block_size; byte++)
      memcpy(text + prefix_size + 2 * byte, digit_pairs + 2 * block[byte], 2);
  }
  EVP_CIPHER_CTX_free(from);
  EVP_CIPHER_CTX_free(to);
  free(blocks);
  return is_good ? 0 : -1;
}

int64_t baseline_decide(
  const uint8_t *allowed, const uint8_t *left, const int32_t *rows, int32_t width, int32_t count) {
  typedef uint8_t Lanes __attribute__((vector_size(lane_count)));
  int64_t visible = 0;
  for (int32_t record = 0; record < count; record++) {
    Lanes most = {0};
    Lanes least = ~most;
    for (int32_t place = 0; place < width; place++) {
      size_t row = (size_t)rows[(size_t)record * (size_t)width + (size_t)place] * lane_count;
      Lanes more, less;
      memcpy(&more, allowed + row, lane_count);
      memcpy(&less, left + row, lane_count);
      most = __builtin_elementwise_max(most, more);
      least = __builtin_elementwise_min(least, less);
    }
    most = __builtin_elementwise_min(most, least);
    uint64_t halves[2];
    memcpy(halves, &most, lane_count);
    visible += (halves[0] | halves[1]) != 0;
  }
  return visible;
}
