import CCrypto

/// One libcrypto key, freed with its owner.
// Safe because a key is never changed once it is made, and libcrypto locks what it caches in it.
@safe
final class KeyHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  init(adopting pointer: OpaquePointer) {
    unsafe self.pointer = unsafe pointer
  }

  deinit {
    unsafe EVP_PKEY_free(pointer)
  }
}
