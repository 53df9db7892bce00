#include "baselines.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { bell_count = 8 };

static sem_t bells[bell_count];

__attribute__((constructor)) static void make_bells(void) {
  for (int index = 0; index < bell_count; index++) sem_init(&bells[index], 0, 0);
}

int32_t baseline_bell_wait(int32_t bell, int32_t milliseconds) {
  struct timespec end;
  clock_gettime(CLOCK_REALTIME, &end);
  end.tv_sec += milliseconds / 1000;
  end.tv_nsec += (long)(milliseconds % 1000) * 1000000;
  if (end.tv_nsec >= 1000000000) { end.tv_sec += 1; end.tv_nsec -= 1000000000; }
  while (sem_timedwait(&bells[bell], &end) != 0) {
    if (errno != EINTR) return -1;
  }
  return 0;
}

void baseline_bell_ring(int32_t bell) { sem_post(&bells[bell]); }

int64_t baseline_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int connected(int32_t port) {
  struct sockaddr_in address = {
    .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) return descriptor;
  close(descriptor);
  return -1;
}

int32_t baseline_drip(int32_t port, int32_t interval_milliseconds, int32_t patience_milliseconds) {
  int descriptor = connected(port);
  if (descriptor < 0) return -1;
  static const char head[] = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Drip: ";
  int64_t start = baseline_nanoseconds();
  int32_t passed = 0;
  int32_t result = -1;
  send(descriptor, head, sizeof head - 1, MSG_NOSIGNAL);
  while (passed < patience_milliseconds) {
    struct pollfd watched = {.fd = descriptor, .events = POLLIN};
    char byte;
    int ready = poll(&watched, 1, interval_milliseconds);
    passed = (int32_t)((baseline_nanoseconds() - start) / 1000000);
    if (ready > 0 && recv(descriptor, &byte, 1, MSG_DONTWAIT) <= 0) { result = passed; break; }
    if (send(descriptor, "x", 1, MSG_NOSIGNAL) < 0) { result = passed; break; }
  }
  close(descriptor);
  return result;
}

int32_t baseline_get_status(int32_t port, const char *path) {
  int descriptor = connected(port);
  if (descriptor < 0) return -1;
  struct timeval patience = {.tv_sec = 2};
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  char text[512];
  int length = snprintf(
    text, sizeof text, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
  int status = -1;
  if (send(descriptor, text, (size_t)length, MSG_NOSIGNAL) == length) {
    ssize_t got = recv(descriptor, text, sizeof text - 1, 0);
    if (got > 12) { text[got] = 0; status = atoi(text + 9); }
  }
  close(descriptor);
  return status;
}
