#include "baselines.h"
#include "handle.h"

#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

// Many hosts, as few as possible in one multi handle: libcurl's cost per request grows with them.

enum { shard_count = 16, under_way = 64, kept_connections = 600, event_count = 256 };

typedef struct {
  CURLM *multi;
  /// When libcurl wants to be called, on the monotonic clock; -1 for never.
  int64_t deadline;
  int next;
  Handle handles[under_way];
} Shard;

typedef struct {
  const uint8_t *body;
  int32_t length;
  int32_t port;
  const char *path;
  int32_t hosts;
  int32_t requests;
  int32_t answered;
} Job;

static Shard shards[shard_count];
static int poller = -1;

static int watch(CURL *easy, curl_socket_t socket, int what, void *context, void *known) {
  (void)easy;
  Shard *shard = context;
  if (what == CURL_POLL_REMOVE) {
    epoll_ctl(poller, EPOLL_CTL_DEL, socket, NULL);
    return 0;
  }
  struct epoll_event event = {
    .events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0),
    .data.u64 = (uint64_t)(shard - shards) << 32 | (uint32_t)socket};
  if (epoll_ctl(poller, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) != 0)
    epoll_ctl(poller, known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
  curl_multi_assign(shard->multi, socket, shard);
  return 0;
}

static int set_timer(CURLM *multi, long milliseconds, void *context) {
  (void)multi;
  Shard *shard = context;
  shard->deadline =
    milliseconds < 0 ? -1 : baseline_nanoseconds() + (int64_t)milliseconds * 1000000;
  return 0;
}

static bool open_shard(Shard *shard, const Job *job, const char *lines) {
  shard->deadline = -1;
  shard->multi = curl_multi_init();
  if (!shard->multi) return false;
  curl_multi_setopt(shard->multi, CURLMOPT_SOCKETFUNCTION, watch);
  curl_multi_setopt(shard->multi, CURLMOPT_SOCKETDATA, shard);
  curl_multi_setopt(shard->multi, CURLMOPT_TIMERFUNCTION, set_timer);
  curl_multi_setopt(shard->multi, CURLMOPT_TIMERDATA, shard);
  curl_multi_setopt(shard->multi, CURLMOPT_MAXCONNECTS, (long)kept_connections);
  for (int index = 0; index < under_way; index++) {
    Handle *handle = &shard->handles[index];
    if (!handle_open(handle, job->port, job->path, lines, job->body, job->length)) return false;
  }
  return true;
}

void baseline_crowd_close(void) {
  for (int index = 0; index < shard_count; index++) {
    Shard *shard = &shards[index];
    for (int place = 0; shard->multi && place < under_way; place++) {
      curl_multi_remove_handle(shard->multi, shard->handles[place].easy);
      handle_close(&shard->handles[place]);
    }
    if (shard->multi) curl_multi_cleanup(shard->multi);
  }
  memset(shards, 0, sizeof shards);
  if (poller >= 0) close(poller);
  poller = -1;
}

/// Sends the shard's next request with a handle; true also where it has no more.
static bool begin(Shard *shard, Handle *handle, const Job *job) {
  if (shard->next >= job->requests) return true;
  // A host stays with its shard: the number of hosts is a multiple of the number of shards.
  int host = shard->next % job->hosts;
  shard->next += shard_count;
  char url[512];
  snprintf(
    url, sizeof url, "http://127.0.%d.%d:%d%s", host / 250, host % 250 + 1, job->port, job->path);
  curl_easy_setopt(handle->easy, CURLOPT_URL, url);
  curl_easy_setopt(handle->easy, CURLOPT_PRIVATE, handle);
  handle_sign(handle, job->body, job->length);
  return curl_multi_add_handle(shard->multi, handle->easy) == CURLM_OK;
}

static bool act(Shard *shard, curl_socket_t socket, int bits, Job *job) {
  int running = 0, left = 0;
  if (curl_multi_socket_action(shard->multi, socket, bits, &running) != CURLM_OK) return false;
  CURLMsg *message;
  while ((message = curl_multi_info_read(shard->multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    if (message->data.result != CURLE_OK) return false;
    Handle *handle = NULL;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &handle);
    curl_multi_remove_handle(shard->multi, message->easy_handle);
    job->answered += 1;
    if (!begin(shard, handle, job)) return false;
  }
  return true;
}

/// Calls libcurl where it wants to be called, and tells for how long there is nothing to do but wait.
static bool run_timers(Job *job, int *wait) {
  int64_t next = baseline_nanoseconds() + 1000000000;
  for (int index = 0; index < shard_count; index++) {
    Shard *shard = &shards[index];
    while (shard->deadline >= 0 && shard->deadline <= baseline_nanoseconds()) {
      shard->deadline = -1;
      if (!act(shard, CURL_SOCKET_TIMEOUT, 0, job)) return false;
    }
    if (shard->deadline >= 0 && shard->deadline < next) next = shard->deadline;
  }
  int64_t left = next - baseline_nanoseconds();
  *wait = left <= 0 ? 0 : (int)((left + 999999) / 1000000);
  return true;
}

static bool run(Job *job) {
  struct epoll_event events[event_count];
  while (job->answered < job->requests) {
    int wait = 0;
    if (!run_timers(job, &wait)) return false;
    if (job->answered == job->requests) break;
    int count = epoll_wait(poller, events, event_count, wait);
    for (int index = 0; index < count; index++) {
      uint32_t bits = events[index].events;
      int actions = (bits & EPOLLIN ? CURL_CSELECT_IN : 0) | (bits & EPOLLOUT ? CURL_CSELECT_OUT : 0)
        | (bits & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
      Shard *shard = &shards[events[index].data.u64 >> 32];
      if (!act(shard, (curl_socket_t)(uint32_t)events[index].data.u64, actions, job)) return false;
    }
  }
  return true;
}

int64_t baseline_crowd_send(
  int32_t port, const char *path, const char *header_lines, const uint8_t *body,
  int32_t body_length, int32_t hosts, int32_t requests) {
  Job job = {
    .body = body, .length = body_length, .port = port, .path = path, .hosts = hosts,
    .requests = requests};
  if (hosts % shard_count != 0 || !handle_prepare()) return -1;
  if (poller < 0) {
    poller = epoll_create1(EPOLL_CLOEXEC);
    for (int index = 0; index < shard_count; index++)
      if (!open_shard(&shards[index], &job, header_lines)) return -1;
  }
  int64_t start = baseline_nanoseconds();
  for (int index = 0; index < shard_count; index++) {
    Shard *shard = &shards[index];
    shard->next = index;
    for (int place = 0; place < under_way; place++) {
      curl_easy_setopt(shard->handles[place].easy, CURLOPT_POSTFIELDS, body);
      if (!begin(shard, &shard->handles[place], &job)) return -1;
    }
  }
  return run(&job) ? baseline_nanoseconds() - start : -1;
}
