#pragma once
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// pthread_setname_np is declared only for GNU sources, which Swift's view of the headers is not.

/// Names the calling thread as tools such as ps and top show it; at most 15 bytes count.
static inline void clinux_name_thread(const char *name) {
  extern int pthread_setname_np(pthread_t, const char *);
  pthread_setname_np(pthread_self(), name);
}
