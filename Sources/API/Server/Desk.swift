/// Where one request is worked on: the reader of its thread, and the way back to it afterwards.
struct Desk {
  let reader: ThreadReader
  /// What the reader belongs to; not to be asked while the reader is in use.
  let slot: APIService.ThreadSlot
}
