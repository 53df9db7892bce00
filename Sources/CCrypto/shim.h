#pragma once
// SHA256_Init and its siblings are marked deprecated in favour of EVP, but only they keep the state
// in a plain struct: no allocation, and a copy of it is a value. They stay in all of OpenSSL 3.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

// These controls are macros over EVP_CIPHER_CTX_ctrl with a void pointer; typed for one direction each.
static inline int ccrypto_get_tag(EVP_CIPHER_CTX *context, unsigned char *tag, int count) {
  return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, count, tag);
}

static inline int ccrypto_set_tag(EVP_CIPHER_CTX *context, const unsigned char *tag, int count) {
  return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, count, (void *)tag);
}

// EVP_PKEY_ED25519 is a macro over a macro, which Swift does not see.
static inline EVP_PKEY *ccrypto_ed25519_private_key(const unsigned char *seed) {
  return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
}

static inline EVP_PKEY *ccrypto_ed25519_public_key(const unsigned char *bytes) {
  return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, bytes, 32);
}
