#pragma once
#include <stdint.h>

// What the product's figures are measured against, and the far side of its deliveries. Everything is
// on 127.0.0.1. There is one receiver and one bell per process.

/// Starts a thread that answers every POST with 204; gives its port, or -1.
int32_t baseline_receiver_start(void);
/// How many requests the receiver has read to their end.
int64_t baseline_receiver_count(void);
/// When the newest of them was read to its end, on the monotonic clock.
int64_t baseline_receiver_last_nanoseconds(void);
/// Copies the newest request whose bytes came in one piece; gives its length, 0 for none.
int32_t baseline_receiver_sample(uint8_t *_Nonnull bytes, int32_t capacity);

/// Sends requests over `connections` connections for so long, each signed anew, with libcurl's multi
/// interface on the calling thread; gives the requests answered, or -1. The header lines end by LF.
int64_t baseline_send(
  int32_t port, const char *_Nonnull path, const char *_Nonnull header_lines,
  const uint8_t *_Nonnull body, int32_t body_length, int32_t connections, int32_t milliseconds);

/// Sends one request and waits for its answer on a connection that is kept; gives 0, or -1.
int32_t baseline_send_one(
  int32_t port, const char *_Nonnull path, const char *_Nonnull header_lines,
  const uint8_t *_Nonnull body, int32_t body_length);

/// Sends so many requests, each signed anew, to as many addresses from 127.0.0.1 on as there are hosts,
/// in turn, with libcurl on the calling thread: hosts are shared out to multi handles, each with so many
/// requests under way. Connections are kept for the next call with the same numbers. Gives the
/// nanoseconds to the last answer, or -1.
int64_t baseline_crowd_send(
  int32_t port, const char *_Nonnull path, const char *_Nonnull header_lines,
  const uint8_t *_Nonnull body, int32_t body_length, int32_t hosts, int32_t requests);
/// Closes what is kept for it.
void baseline_crowd_close(void);

/// Reads `count` ids of 36 bytes each under one key of 32 bytes and writes them under another, with
/// whole batches through AES; gives 0, or -1.
int32_t baseline_translate(
  const uint8_t *_Nonnull ids, uint8_t *_Nonnull translated, int32_t count,
  const uint8_t *_Nonnull from_key, const uint8_t *_Nonnull to_key);

/// Decides for `count` records at once from finished tables: per record `width` rows of 16 levels that
/// allow and 16 that limit them (row 0 says nothing). Gives how many show anything.
int64_t baseline_decide(
  const uint8_t *_Nonnull allowed, const uint8_t *_Nonnull left, const int32_t *_Nonnull rows,
  int32_t width, int32_t count);

/// Sends a byte of an endless header now and then; gives the milliseconds until the server closes,
/// or -1 where it had not at the end of the patience.
int32_t baseline_drip(int32_t port, int32_t interval_milliseconds, int32_t patience_milliseconds);

/// Sends one GET on a new connection; gives the status, or -1.
int32_t baseline_get_status(int32_t port, const char *_Nonnull path);

/// Waits until a bell (0 to 7) has been rung once more than it was waited for: 0, or -1 after so long.
int32_t baseline_bell_wait(int32_t bell, int32_t milliseconds);
/// Rings a bell.
void baseline_bell_ring(int32_t bell);

/// The monotonic clock.
int64_t baseline_nanoseconds(void);
