import CCrypto

/// One libcrypto context for making or checking a signature, freed with its owner.
@safe
struct SignatureContext: ~Copyable {
  let pointer: OpaquePointer

  init() {
    guard let pointer = unsafe EVP_MD_CTX_new() else {
      preconditionFailure("No memory is left for a signature context.")
    }
    unsafe self.pointer = unsafe pointer
  }

  deinit {
    unsafe EVP_MD_CTX_free(pointer)
  }
}
