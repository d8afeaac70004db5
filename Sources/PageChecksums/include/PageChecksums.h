#ifndef PAGE_CHECKSUMS_H
#define PAGE_CHECKSUMS_H

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

#endif
