import CCrypto

/// One libcrypto cipher context, freed (and wiped by libcrypto) with its owner.
@safe
struct CipherContext: ~Copyable {
  let pointer: OpaquePointer

  init() {
    guard let pointer = unsafe EVP_CIPHER_CTX_new() else {
      preconditionFailure("No memory is left for a cipher context.")
    }
    unsafe self.pointer = unsafe pointer
  }

  deinit {
    unsafe EVP_CIPHER_CTX_free(pointer)
  }
}
