#define _GNU_SOURCE
#include "baselines.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { buffer_size = 65536, event_count = 512 };

typedef struct {
  int descriptor;
  int filled;
  char bytes[buffer_size];
} Connection;

static int listener = -1;
static int poller = -1;
static _Atomic int64_t request_count;
static _Atomic int64_t last_nanoseconds;
static pthread_mutex_t sample_lock = PTHREAD_MUTEX_INITIALIZER;
static uint8_t sample[buffer_size];
static int sample_length;

static const char answer[] = "HTTP/1.1 204 No Content\r\n\r\n";

static void accept_all(void) {
  for (;;) {
    int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) return;
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Connection *connection = malloc(sizeof *connection);
    if (!connection) { close(descriptor); return; }
    connection->descriptor = descriptor;
    connection->filled = 0;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event);
  }
}

/// The length of the first request in the buffer, or 0 while it is not whole.
static int request_length(const char *bytes, int filled) {
  const char *end = memmem(bytes, (size_t)filled, "\r\n\r\n", 4);
  if (!end) return 0;
  int head = (int)(end - bytes) + 4;
  int body = 0;
  for (const char *line = bytes; line < end; line++) {
    if (strncasecmp(line, "content-length:", 15) == 0) { body = atoi(line + 15); break; }
    line = memchr(line, '\n', (size_t)(end - line));
    if (!line) break;
  }
  return head + body <= filled ? head + body : 0;
}

static void keep_sample(const char *bytes, int length) {
  pthread_mutex_lock(&sample_lock);
  memcpy(sample, bytes, (size_t)length);
  sample_length = length;
  pthread_mutex_unlock(&sample_lock);
}

/// Answers what is whole; false where the connection is of no more use.
static bool serve(Connection *connection) {
  ssize_t got = recv(
    connection->descriptor, connection->bytes + connection->filled,
    (size_t)(buffer_size - connection->filled), 0);
  if (got <= 0) return got < 0 && (errno == EAGAIN || errno == EINTR);
  connection->filled += (int)got;
  int used = 0;
  int length;
  while ((length = request_length(connection->bytes + used, connection->filled - used)) > 0) {
    atomic_store_explicit(&last_nanoseconds, baseline_nanoseconds(), memory_order_release);
    int64_t count = atomic_fetch_add_explicit(&request_count, 1, memory_order_acq_rel);
    // One in many is enough for a sample, and costs nothing.
    if (count % 1024 == 0) keep_sample(connection->bytes + used, length);
    used += length;
    if (send(connection->descriptor, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) return false;
  }
  connection->filled -= used;
  if (connection->filled > 0) memmove(connection->bytes, connection->bytes + used, (size_t)connection->filled);
  return connection->filled < buffer_size;
}

static void *run(void *unused) {
  (void)unused;
  static struct epoll_event events[event_count];
  for (;;) {
    int count = epoll_wait(poller, events, event_count, -1);
    for (int index = 0; index < count; index++) {
      Connection *connection = events[index].data.ptr;
      if (!connection) { accept_all(); continue; }
      if (serve(connection)) continue;
      // A child that is just being started may hold the socket too: closing alone does not end events.
      epoll_ctl(poller, EPOLL_CTL_DEL, connection->descriptor, NULL);
      close(connection->descriptor);
      free(connection);
    }
  }
  return NULL;
}

int32_t baseline_receiver_start(void) {
  struct sockaddr_in address = {
    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
  socklen_t size = sizeof address;
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  poller = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  pthread_t thread;
  // Any address of 127.0.0.0/8, each of which is a host of its own to a sender; nothing from elsewhere.
  static const char device[] = "lo";
  if (listener < 0 || poller < 0
      || setsockopt(listener, SOL_SOCKET, SO_BINDTODEVICE, device, sizeof device) != 0
      || bind(listener, (struct sockaddr *)&address, size) != 0
      || listen(listener, SOMAXCONN) != 0
      || getsockname(listener, (struct sockaddr *)&address, &size) != 0
      || epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event) != 0
      || pthread_create(&thread, NULL, run, NULL) != 0)
    return -1;
  pthread_detach(thread);
  return ntohs(address.sin_port);
}

int64_t baseline_receiver_count(void) {
  return atomic_load_explicit(&request_count, memory_order_acquire);
}

int64_t baseline_receiver_last_nanoseconds(void) {
  return atomic_load_explicit(&last_nanoseconds, memory_order_acquire);
}

int32_t baseline_receiver_sample(uint8_t *bytes, int32_t capacity) {
  pthread_mutex_lock(&sample_lock);
  int length = sample_length <= capacity ? sample_length : 0;
  memcpy(bytes, sample, (size_t)length);
  pthread_mutex_unlock(&sample_lock);
  return length;
}
