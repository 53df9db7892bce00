#pragma once
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

// A file system for SQLite that passes every call on to the default one, but first asks a function
// whether the call shall fail. It is C because SQLite wants tables of C functions that begin with the
// caller's own structs.

enum {
  CSQLITE_FAULTY_OPEN = 0,
  CSQLITE_FAULTY_READ = 1,
  CSQLITE_FAULTY_WRITE = 2,
  CSQLITE_FAULTY_SYNC = 3,
  CSQLITE_FAULTY_TRUNCATE = 4,
  CSQLITE_FAULTY_DELETE = 5,
};

// SQLITE_OK lets the call through; anything else is returned in its place. `flags` are those of xOpen
// and tell what kind of file it is; 0 where only a path is known.
typedef int (*csqlite_faulty_decision)(void *context, int operation, int flags);

typedef struct {
  sqlite3_vfs vfs; // First, for SQLite hands back a pointer to it.
  sqlite3_vfs *inner;
  sqlite3_io_methods methods;
  csqlite_faulty_decision decide;
  void *context;
} csqlite_faulty;

typedef struct {
  sqlite3_file base; // First, as above. The inner file lies directly behind this struct.
  csqlite_faulty *owner;
  int flags;
} csqlite_faulty_file;

static inline sqlite3_file *csqlite_faulty_inner(sqlite3_file *file) {
  return (sqlite3_file *)((csqlite_faulty_file *)file + 1);
}

static inline int csqlite_faulty_ask(sqlite3_file *file, int operation) {
  csqlite_faulty_file *faulty = (csqlite_faulty_file *)file;
  return faulty->owner->decide(faulty->owner->context, operation, faulty->flags);
}

static inline int csqlite_faulty_close(sqlite3_file *file) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xClose(inner);
}

static inline int csqlite_faulty_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 at) {
  int code = csqlite_faulty_ask(file, CSQLITE_FAULTY_READ);
  if (code != SQLITE_OK) return code;
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xRead(inner, bytes, count, at);
}

static inline int csqlite_faulty_write(
    sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at) {
  int code = csqlite_faulty_ask(file, CSQLITE_FAULTY_WRITE);
  if (code != SQLITE_OK) return code;
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xWrite(inner, bytes, count, at);
}

static inline int csqlite_faulty_truncate(sqlite3_file *file, sqlite3_int64 size) {
  int code = csqlite_faulty_ask(file, CSQLITE_FAULTY_TRUNCATE);
  if (code != SQLITE_OK) return code;
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xTruncate(inner, size);
}

static inline int csqlite_faulty_sync(sqlite3_file *file, int flags) {
  int code = csqlite_faulty_ask(file, CSQLITE_FAULTY_SYNC);
  if (code != SQLITE_OK) return code;
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xSync(inner, flags);
}

static inline int csqlite_faulty_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xFileSize(inner, size);
}

static inline int csqlite_faulty_lock(sqlite3_file *file, int level) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xLock(inner, level);
}

static inline int csqlite_faulty_unlock(sqlite3_file *file, int level) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xUnlock(inner, level);
}

static inline int csqlite_faulty_check_lock(sqlite3_file *file, int *result) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xCheckReservedLock(inner, result);
}

static inline int csqlite_faulty_control(sqlite3_file *file, int operation, void *argument) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xFileControl(inner, operation, argument);
}

static inline int csqlite_faulty_sector_size(sqlite3_file *file) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xSectorSize(inner);
}

static inline int csqlite_faulty_characteristics(sqlite3_file *file) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xDeviceCharacteristics(inner);
}

static inline int csqlite_faulty_shm_map(
    sqlite3_file *file, int region, int size, int extend, void volatile **memory) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xShmMap(inner, region, size, extend, memory);
}

static inline int csqlite_faulty_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xShmLock(inner, offset, count, flags);
}

static inline void csqlite_faulty_shm_barrier(sqlite3_file *file) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  inner->pMethods->xShmBarrier(inner);
}

static inline int csqlite_faulty_shm_unmap(sqlite3_file *file, int remove) {
  sqlite3_file *inner = csqlite_faulty_inner(file);
  return inner->pMethods->xShmUnmap(inner, remove);
}

static inline int csqlite_faulty_open(
    sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *opened_flags) {
  csqlite_faulty *faulty = (csqlite_faulty *)vfs;
  csqlite_faulty_file *outer = (csqlite_faulty_file *)file;
  outer->base.pMethods = NULL;
  outer->owner = faulty;
  outer->flags = flags;
  int code = faulty->decide(faulty->context, CSQLITE_FAULTY_OPEN, flags);
  if (code != SQLITE_OK) return code;
  sqlite3_file *inner = csqlite_faulty_inner(file);
  memset(inner, 0, (size_t)faulty->inner->szOsFile);
  code = faulty->inner->xOpen(faulty->inner, path, inner, flags, opened_flags);
  // A file with methods is closed by SQLite even if opening it has failed, as the inner one asks for.
  if (inner->pMethods) outer->base.pMethods = &faulty->methods;
  return code;
}

static inline int csqlite_faulty_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
  csqlite_faulty *faulty = (csqlite_faulty *)vfs;
  int code = faulty->decide(faulty->context, CSQLITE_FAULTY_DELETE, 0);
  if (code != SQLITE_OK) return code;
  return faulty->inner->xDelete(faulty->inner, path, sync_folder);
}

static inline int csqlite_faulty_access(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
  sqlite3_vfs *inner = ((csqlite_faulty *)vfs)->inner;
  return inner->xAccess(inner, path, flags, result);
}

static inline int csqlite_faulty_full_path(
    sqlite3_vfs *vfs, const char *path, int count, char *result) {
  sqlite3_vfs *inner = ((csqlite_faulty *)vfs)->inner;
  return inner->xFullPathname(inner, path, count, result);
}

static inline int csqlite_faulty_randomness(sqlite3_vfs *vfs, int count, char *bytes) {
  sqlite3_vfs *inner = ((csqlite_faulty *)vfs)->inner;
  return inner->xRandomness(inner, count, bytes);
}

static inline int csqlite_faulty_sleep(sqlite3_vfs *vfs, int microseconds) {
  sqlite3_vfs *inner = ((csqlite_faulty *)vfs)->inner;
  return inner->xSleep(inner, microseconds);
}

static inline int csqlite_faulty_time(sqlite3_vfs *vfs, double *days) {
  sqlite3_vfs *inner = ((csqlite_faulty *)vfs)->inner;
  return inner->xCurrentTime(inner, days);
}

static inline int csqlite_faulty_last_error(sqlite3_vfs *vfs, int count, char *text) {
  sqlite3_vfs *inner = ((csqlite_faulty *)vfs)->inner;
  return inner->xGetLastError(inner, count, text);
}

static inline void csqlite_faulty_destroy(csqlite_faulty *faulty) {
  if (!faulty) return;
  sqlite3_vfs_unregister(&faulty->vfs);
  free((void *)faulty->vfs.zName);
  free(faulty);
}

// Registers a file system under a name that no other has; NULL when that fails.
static inline csqlite_faulty *csqlite_faulty_create(
    const char *name, void *context, csqlite_faulty_decision decide) {
  sqlite3_vfs *inner = sqlite3_vfs_find(NULL);
  if (!inner) return NULL;
  csqlite_faulty *faulty = (csqlite_faulty *)calloc(1, sizeof *faulty);
  if (!faulty) return NULL;
  faulty->inner = inner;
  faulty->decide = decide;
  faulty->context = context;
  // Version 2 is what a write-ahead log needs; 3 would add memory maps, which bypass reads and writes.
  faulty->methods = (sqlite3_io_methods){
    .iVersion = 2,
    .xClose = csqlite_faulty_close,
    .xRead = csqlite_faulty_read,
    .xWrite = csqlite_faulty_write,
    .xTruncate = csqlite_faulty_truncate,
    .xSync = csqlite_faulty_sync,
    .xFileSize = csqlite_faulty_file_size,
    .xLock = csqlite_faulty_lock,
    .xUnlock = csqlite_faulty_unlock,
    .xCheckReservedLock = csqlite_faulty_check_lock,
    .xFileControl = csqlite_faulty_control,
    .xSectorSize = csqlite_faulty_sector_size,
    .xDeviceCharacteristics = csqlite_faulty_characteristics,
    .xShmMap = csqlite_faulty_shm_map,
    .xShmLock = csqlite_faulty_shm_lock,
    .xShmBarrier = csqlite_faulty_shm_barrier,
    .xShmUnmap = csqlite_faulty_shm_unmap,
  };
  // Version 1: what later ones add are forms of time and system calls that SQLite does without.
  faulty->vfs = (sqlite3_vfs){
    .iVersion = 1,
    .szOsFile = (int)sizeof(csqlite_faulty_file) + inner->szOsFile,
    .mxPathname = inner->mxPathname,
    .zName = strdup(name),
    .xOpen = csqlite_faulty_open,
    .xDelete = csqlite_faulty_delete,
    .xAccess = csqlite_faulty_access,
    .xFullPathname = csqlite_faulty_full_path,
    .xRandomness = csqlite_faulty_randomness,
    .xSleep = csqlite_faulty_sleep,
    .xCurrentTime = csqlite_faulty_time,
    .xGetLastError = csqlite_faulty_last_error,
  };
  if (faulty->vfs.zName && sqlite3_vfs_register(&faulty->vfs, 0) == SQLITE_OK) return faulty;
  free((void *)faulty->vfs.zName);
  free(faulty);
  return NULL;
}
