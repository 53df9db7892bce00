#pragma once
#include <sqlite3.h>

// sqlite3_db_config is variadic; this is its form for a switch.
static inline int csqlite_config_switch(sqlite3 *connection, int option, int value) {
  return sqlite3_db_config(connection, option, value, (int *)0);
}

// SQLITE_TRANSIENT is a cast, which Swift does not see. SQLite copies what is bound with it. A null
// pointer would bind NULL, so what is empty gets another one.
static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_text(
    sqlite3_stmt *statement, int index, const char *bytes, int count) {
  return sqlite3_bind_text(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}
