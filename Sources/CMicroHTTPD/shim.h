#pragma once
#include <microhttpd.h>

// Swift does not see variadic functions; each inline function here makes one such call.

/// A daemon without a thread of its own: whoever calls MHD_run drives it. It takes the socket.
static inline struct MHD_Daemon *cmicrohttpd_start(
    int listening_socket, size_t connection_memory, unsigned int connection_limit,
    MHD_AccessHandlerCallback on_request, void *(*on_request_line)(void *, const char *, struct MHD_Connection *),
    MHD_RequestCompletedCallback on_completed, MHD_NotifyConnectionCallback on_connection, void *context) {
  return MHD_start_daemon(
      MHD_USE_EPOLL | MHD_USE_SUSPEND_RESUME, 0, NULL, NULL, on_request, context,
      MHD_OPTION_LISTEN_SOCKET, (MHD_socket)listening_socket,
      MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
      MHD_OPTION_CONNECTION_LIMIT, connection_limit,
      MHD_OPTION_URI_LOG_CALLBACK, on_request_line, context,
      MHD_OPTION_NOTIFY_COMPLETED, on_completed, context,
      MHD_OPTION_NOTIFY_CONNECTION, on_connection, context,
      MHD_OPTION_END);
}

/// The descriptor that is readable when the daemon has something to do, or -1.
static inline int cmicrohttpd_epoll_descriptor(struct MHD_Daemon *daemon) {
  const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD);
  return info == NULL ? -1 : info->epoll_fd;
}

/// The connection's socket, or -1.
static inline int cmicrohttpd_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info == NULL ? -1 : info->connect_fd;
}

/// The pointer that the connection callback stored for this connection.
static inline void *cmicrohttpd_socket_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info == NULL ? NULL : info->socket_context;
}
