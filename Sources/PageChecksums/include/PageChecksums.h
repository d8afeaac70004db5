#ifndef PAGE_CHECKSUMS_H
#define PAGE_CHECKSUMS_H

#include <sqlite3.h>

/// Bytes at the end of each page that a database must leave to its checksum: SQLite's 'reserved
/// bytes', set before the first page is written.
#define PAGE_CHECKSUM_BYTES 8

/// Puts checksums on the pages of every SQLite database that this process opens from now on and that
/// leaves room for them; all others are read and written as ever. To be called before SQLite is used
/// by more than one thread.
///
/// Returns a code of SQLite's: 0, or why it could not.
int page_checksums_begin(void);

/// From here on until it is called with 0, databases that the calling thread opens, read-only, are only
/// looked at: no file beside them is made, changed or removed.
void page_checksums_look(int on);

/// Writes a database's write-ahead log once more, byte by byte as it is, and syncs it: after a sync that failed
/// nothing else makes sure of it. To be called in WAL mode, within a write transaction that has written nothing.
/// Where it fails this connection copies nothing from the log into the database, not even when it closes.
///
/// Returns a code of SQLite's: 0, or what failed.
int page_checksums_renew_log(sqlite3 *database);

#endif
