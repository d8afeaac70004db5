// A layer between SQLite and the file system (https://sqlite.org/vfs.html) that puts a checksum at
// the end of every page of a database file when it is written, and compares it when it is read.
//
// SQLite checks the frames of its write-ahead log, and nothing of the database file itself: a bit that
// turned over in a page is a row that silently reads otherwise or is not found any more. Here such a
// page is SQLITE_CORRUPT when it is read, before anybody has seen a row of it.
//
// - Where: in the last 8 bytes of the page, which the database leaves free (byte 20 of its header
//   says 8). A database without that room is passed through.
// - Zeros there mean 'no checksum yet', and SQLite is always given zeros. So whatever another program
//   copies from the write-ahead log into the file (the sqlite3 shell does, when it leaves last) has
//   none and is no damage; a page that another program changed itself has a wrong one.
// - The checksum covers the page's number, so a page that was written to another one's place is found.
// - Not the write-ahead log: it has checksums of its own, which SQLite compares after a crash.
//   What is done about a failed fsync stands below, 'Write-ahead logs'.
//
// It also opens files for who only looks at them and must leave the folder as it is. SQLite itself, asked to
// open read-only, makes the files beside a database (write-ahead log, and its index in shared memory) where
// they are missing, and writes the index anew after a crash:
//
// - without a write-ahead log nobody uses the file: it is read as one that does not change, without locks;
// - with one, its index is mapped read-only. Where a process is at work, SQLite reads as every reader does.
//   Where none is, it does not trust the index, and makes one in memory
//   (https://sqlite.org/wal.html#readonly); so it does here where the index is missing.

#include "PageChecksums.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum {
    HEADER_BYTES = 100,
    PAGE_BYTES_MIN = 512,
    PAGE_BYTES_MAX = 65536,
    PAGE_SIZE_AT = 16,
    RESERVED_AT = 20,
    LOG_HEADER_BYTES = 32,
};

// What device characteristics say of reads of a part of a page; newer than some SQLite.
#ifndef SQLITE_IOCAP_SUBPAGE_READ
#define SQLITE_IOCAP_SUBPAGE_READ 0x00008000
#endif

// One open database file, or write-ahead log; the system's own state of it lies behind.
typedef struct {
    sqlite3_file file;
    // Whether the file has room for checksums, as far as is known.
    int has_room;
    int page_bytes;
    // Room for one page, made when it is first needed.
    uint8_t *scratch;
    // Of one that is only looked at: its name with what is asked of the system's layer; else NULL.
    const char *looked_at;
    // Nobody uses it.
    int is_still;
    // The index of its write-ahead log is missing.
    int has_no_index;
    // Of a write-ahead log: its name, whether the disk failed to sync it, and whether it is only looked at.
    const char *log_name;
    int is_unsure;
    int is_looked_at_log;
} database_file;

// Whether files that this thread opens are only looked at.
static _Thread_local int is_looking;

static sqlite3_vfs *system_vfs;
static sqlite3_vfs own_vfs;
// By version of the interface.
static sqlite3_io_methods own_methods[3];

static database_file *own(sqlite3_file *file) { return (database_file *)file; }

static sqlite3_file *beneath(sqlite3_file *file) { return (sqlite3_file *)(own(file) + 1); }

// MARK: Checksums

static uint64_t word_at(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

// Each step maps words to words one to one, so two pages that differ in one word never share a
// checksum. Two lanes, because one would wait for its multiplications.
static uint64_t checksum(const uint8_t *page, int page_bytes, sqlite3_int64 number) {
    uint64_t even = 0xcbf29ce484222325u ^ (uint64_t)number, odd = 0x9e3779b97f4a7c15u;
    int end = page_bytes - PAGE_CHECKSUM_BYTES;
    for (int at = 0; at + 16 <= end; at += 16) {
        even = (even ^ word_at(page + at)) * 0x2545f4914f6cdd1du;
        even ^= even >> 32;
        odd = (odd ^ word_at(page + at + 8)) * 0x9fb21c651e98df25u;
        odd ^= odd >> 32;
    }
    if (end % 16 != 0) {
        even = (even ^ word_at(page + end - 8)) * 0x2545f4914f6cdd1du;
        even ^= even >> 32;
    }
    uint64_t sum = even ^ (odd << 23 | odd >> 41);
    sum = (sum ^ sum >> 29) * 0xbf58476d1ce4e5b9u;
    sum ^= sum >> 32;
    return sum == 0 ? 1 : sum;
}

static int is_page(int bytes) {
    return bytes >= PAGE_BYTES_MIN && bytes <= PAGE_BYTES_MAX && (bytes & (bytes - 1)) == 0;
}

static int damaged(sqlite3_int64 number) {
    sqlite3_log(SQLITE_CORRUPT, "page %lld is not what was written", number);
    return SQLITE_CORRUPT;
}

// Compares a whole page with its checksum, and leaves zeros in the checksum's place.
static int check(uint8_t *page, int page_bytes, sqlite3_int64 number) {
    uint8_t *place = page + page_bytes - PAGE_CHECKSUM_BYTES;
    uint64_t stored = word_at(place);
    memset(place, 0, PAGE_CHECKSUM_BYTES);
    if (stored == 0 || stored == checksum(page, page_bytes, number)) return SQLITE_OK;
    return damaged(number);
}

// MARK: The header

static uint8_t *scratch(database_file *file) {
    if (file->scratch == NULL) file->scratch = sqlite3_malloc(PAGE_BYTES_MAX);
    return file->scratch;
}

static void take_header(database_file *file, const uint8_t *header) {
    static const char magic[16] = "SQLite format 3";
    if (memcmp(header, magic, sizeof magic) != 0) return;
    int bytes = header[PAGE_SIZE_AT] << 8 | header[PAGE_SIZE_AT + 1];
    if (bytes == 1) bytes = PAGE_BYTES_MAX;
    file->has_room = header[RESERVED_AT] == PAGE_CHECKSUM_BYTES && is_page(bytes);
    file->page_bytes = bytes;
}

// Looks again: another connection may have written the header since.
static int has_room(database_file *file) {
    if (!file->has_room) {
        uint8_t header[HEADER_BYTES];
        sqlite3_file *system = beneath(&file->file);
        if (system->pMethods->xRead(system, header, HEADER_BYTES, 0) == SQLITE_OK)
            take_header(file, header);
    }
    return file->has_room;
}

// The first page of a file without room: has it lost the byte that says that there is some?
static int check_first_without_room(const uint8_t *page, int page_bytes, uint8_t *copy) {
    uint64_t stored = word_at(page + page_bytes - PAGE_CHECKSUM_BYTES);
    if (stored == 0) return SQLITE_OK;
    memcpy(copy, page, page_bytes);
    copy[RESERVED_AT] = PAGE_CHECKSUM_BYTES;
    return stored == checksum(copy, page_bytes, 1) ? damaged(1) : SQLITE_OK;
}

// MARK: Reading and writing

static int read_part(
    database_file *file, void *bytes, int count, sqlite3_int64 offset
) {
    sqlite3_file *system = beneath(&file->file);
    uint8_t *page = scratch(file);
    if (page == NULL) return SQLITE_IOERR_NOMEM;
    sqlite3_int64 number = offset / file->page_bytes;
    sqlite3_int64 start = number * file->page_bytes;
    int code = system->pMethods->xRead(system, page, file->page_bytes, start);
    if (code != SQLITE_OK) return system->pMethods->xRead(system, bytes, count, offset);
    code = check(page, file->page_bytes, number + 1);
    memcpy(bytes, page + (offset - start), count);
    return code;
}

static int read_bytes(sqlite3_file *opened, void *bytes, int count, sqlite3_int64 offset) {
    database_file *file = own(opened);
    sqlite3_file *system = beneath(opened);
    int is_whole = is_page(count) && offset % count == 0;
    if (!is_whole && count > HEADER_BYTES && has_room(file)
        && offset % file->page_bytes + count <= file->page_bytes)
        return read_part(file, bytes, count, offset);
    int code = system->pMethods->xRead(system, bytes, count, offset);
    if (code != SQLITE_OK) return code;
    if (offset == 0 && count >= HEADER_BYTES) take_header(file, bytes);
    if (!is_whole) return SQLITE_OK;
    if (has_room(file)) return check(bytes, count, offset / count + 1);
    if (offset > 0) return SQLITE_OK;
    uint8_t *copy = scratch(file);
    return copy == NULL ? SQLITE_IOERR_NOMEM : check_first_without_room(bytes, count, copy);
}

static int write_bytes(
    sqlite3_file *opened, const void *bytes, int count, sqlite3_int64 offset
) {
    database_file *file = own(opened);
    sqlite3_file *system = beneath(opened);
    if (offset == 0 && count >= HEADER_BYTES) take_header(file, bytes);
    // A page that comes before the first one of a new file gets no checksum yet.
    if (!is_page(count) || offset % count != 0 || !has_room(file))
        return system->pMethods->xWrite(system, bytes, count, offset);
    uint8_t *page = scratch(file);
    if (page == NULL) return SQLITE_IOERR_NOMEM;
    memcpy(page, bytes, count - PAGE_CHECKSUM_BYTES);
    uint64_t sum = checksum(page, count, offset / count + 1);
    for (int at = 0; at < PAGE_CHECKSUM_BYTES; at++)
        page[count - PAGE_CHECKSUM_BYTES + at] = (uint8_t)(sum >> 8 * at);
    return system->pMethods->xWrite(system, page, count, offset);
}

// MARK: Passed on

static int close_file(sqlite3_file *file) {
    sqlite3_free(own(file)->scratch);
    own(file)->scratch = NULL;
    int code = beneath(file)->pMethods->xClose(beneath(file));
    // Only now: the system's layer has kept it.
    sqlite3_free_filename(own(file)->looked_at);
    own(file)->looked_at = NULL;
    return code;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    return beneath(file)->pMethods->xTruncate(beneath(file), size);
}

static int sync_file(sqlite3_file *file, int flags) {
    return beneath(file)->pMethods->xSync(beneath(file), flags);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return beneath(file)->pMethods->xFileSize(beneath(file), size);
}

static int lock(sqlite3_file *file, int level) {
    return beneath(file)->pMethods->xLock(beneath(file), level);
}

static int unlock(sqlite3_file *file, int level) {
    return beneath(file)->pMethods->xUnlock(beneath(file), level);
}

static int check_reserved_lock(sqlite3_file *file, int *result) {
    return beneath(file)->pMethods->xCheckReservedLock(beneath(file), result);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    return beneath(file)->pMethods->xFileControl(beneath(file), operation, argument);
}

static int sector_size(sqlite3_file *file) {
    return beneath(file)->pMethods->xSectorSize(beneath(file));
}

static int device_characteristics(sqlite3_file *file) {
    int found = beneath(file)->pMethods->xDeviceCharacteristics(beneath(file))
        & ~SQLITE_IOCAP_SUBPAGE_READ;
    return own(file)->is_still ? found | SQLITE_IOCAP_IMMUTABLE : found;
}

static int shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory) {
    int code = beneath(file)->pMethods->xShmMap(beneath(file), region, size, extend, memory);
    if (own(file)->looked_at == NULL) return code;
    own(file)->has_no_index = (code & 0xff) == SQLITE_CANTOPEN;
    return own(file)->has_no_index ? SQLITE_READONLY_CANTINIT : code;
}

static int shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    // There is nothing to lock, and nobody to lock it against.
    if (own(file)->has_no_index) return SQLITE_OK;
    return beneath(file)->pMethods->xShmLock(beneath(file), offset, count, flags);
}

static void shm_barrier(sqlite3_file *file) {
    beneath(file)->pMethods->xShmBarrier(beneath(file));
}

static int shm_unmap(sqlite3_file *file, int is_deleted) {
    return beneath(file)->pMethods->xShmUnmap(beneath(file), is_deleted);
}

// A page that is mapped is not read; SQLite reads it then.
static int fetch(sqlite3_file *file, sqlite3_int64 offset, int count, void **memory) {
    (void)file, (void)offset, (void)count;
    *memory = NULL;
    return SQLITE_OK;
}

static int unfetch(sqlite3_file *file, sqlite3_int64 offset, void *memory) {
    (void)file, (void)offset, (void)memory;
    return SQLITE_OK;
}

// MARK: Write-ahead logs
//
// After an fsync that failed the next may succeed although what was written is lost: the system takes the pages
// for written (https://wiki.postgresql.org/wiki/Fsync_Errors). SQLite would go on from a write-ahead log that
// only looks whole, copy it into the database, as it does when it closes it, and a power cut in the middle would
// leave a database that nothing can mend. So such a log is not synced any more by whoever saw it, so that SQLite
// copies nothing from it, and a mark beside it tells the next who opens it to write it once more first.

static const char mark_suffix[] = "-unsure";

static void mark_unsure(database_file *file) {
    file->is_unsure = 1;
    char *mark = sqlite3_mprintf("%s%s", file->log_name, mark_suffix);
    if (mark == NULL) return;
    // Only for as long as the system runs: after a power cut the log is what the disk has.
    int made = open(mark, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (made >= 0) close(made);
    sqlite3_free(mark);
}

static int read_log(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    return beneath(file)->pMethods->xRead(beneath(file), bytes, count, offset);
}

static int write_log(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    return beneath(file)->pMethods->xWrite(beneath(file), bytes, count, offset);
}

static int sync_log(sqlite3_file *file, int flags) {
    if (own(file)->is_unsure) return SQLITE_IOERR_FSYNC;
    int code = beneath(file)->pMethods->xSync(beneath(file), flags);
    if (code != SQLITE_OK) mark_unsure(own(file));
    return code;
}

// With its index in memory alone SQLite never gets to its end with a log that has a header and no more: it takes
// the header's salts for news each time it looks. One without a header says the same, that nothing is in it.
static int log_size(sqlite3_file *file, sqlite3_int64 *size) {
    int code = beneath(file)->pMethods->xFileSize(beneath(file), size);
    if (code == SQLITE_OK && own(file)->is_looked_at_log && *size <= LOG_HEADER_BYTES) *size = 0;
    return code;
}

static const sqlite3_io_methods log_methods = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_log,
    .xWrite = write_log,
    .xTruncate = truncate_file,
    .xSync = sync_log,
    .xFileSize = log_size,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
};

static int open_log(const char *name, sqlite3_file *opened, int flags, int *flags_out) {
    memset(own(opened), 0, sizeof(database_file));
    int code = system_vfs->xOpen(system_vfs, name, beneath(opened), flags, flags_out);
    if (code != SQLITE_OK) return code;
    own(opened)->log_name = name;
    own(opened)->is_looked_at_log = is_looking;
    opened->pMethods = &log_methods;
    return SQLITE_OK;
}

static int rewrite(sqlite3_file *log) {
    uint8_t bytes[16384];
    sqlite3_int64 size = 0;
    int code = log->pMethods->xFileSize(log, &size);
    for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size; at += (int)sizeof bytes) {
        int count = size - at < (int)sizeof bytes ? (int)(size - at) : (int)sizeof bytes;
        code = log->pMethods->xRead(log, bytes, count, at);
        if (code == SQLITE_OK) code = log->pMethods->xWrite(log, bytes, count, at);
    }
    return code == SQLITE_OK ? log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) : code;
}

int page_checksums_renew_log(sqlite3 *database) {
    sqlite3_file *log = NULL;
    int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (code != SQLITE_OK || log == NULL || log->pMethods == NULL) return code;
    // What is opened as a write-ahead log is opened here, whatever lies above.
    own(log)->is_unsure = 0;
    code = rewrite(log);
    if (code != SQLITE_OK) own(log)->is_unsure = 1;
    return code;
}

static int open_file(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *opened, int flags, int *flags_out
) {
    (void)vfs;
    if ((flags & SQLITE_OPEN_WAL) != 0) {
        // One that went away meanwhile is not made anew.
        if (is_looking)
            flags = (flags & ~(SQLITE_OPEN_CREATE | SQLITE_OPEN_READWRITE)) | SQLITE_OPEN_READONLY;
        return open_log(name, opened, flags, flags_out);
    }
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
        return system_vfs->xOpen(system_vfs, name, opened, flags, flags_out);
    memset(own(opened), 0, sizeof(database_file));
    if (is_looking) {
        // An empty one counts too: whoever uses the file has emptied it.
        own(opened)->is_still = access(sqlite3_filename_wal(name), F_OK) != 0;
        const char *asked[] = {"readonly_shm", "1"};
        name = sqlite3_create_filename(
            name, sqlite3_filename_journal(name), sqlite3_filename_wal(name), 1, asked);
        if (name == NULL) return SQLITE_NOMEM;
        own(opened)->looked_at = name;
    }
    sqlite3_file *system = beneath(opened);
    int code = system_vfs->xOpen(system_vfs, name, system, flags, flags_out);
    if (code != SQLITE_OK) {
        sqlite3_free_filename(own(opened)->looked_at);
        own(opened)->looked_at = NULL;
        return code;
    }
    int version = system->pMethods->iVersion;
    opened->pMethods = &own_methods[(version > 3 ? 3 : version) - 1];
    return SQLITE_OK;
}

int page_checksums_begin(void) {
    if (system_vfs != NULL) return SQLITE_OK;
    sqlite3_vfs *found = sqlite3_vfs_find(NULL);
    if (found == NULL) return SQLITE_ERROR;
    for (int version = 1; version <= 3; version++)
        own_methods[version - 1] = (sqlite3_io_methods){
            .iVersion = version,
            .xClose = close_file,
            .xRead = read_bytes,
            .xWrite = write_bytes,
            .xTruncate = truncate_file,
            .xSync = sync_file,
            .xFileSize = file_size,
            .xLock = lock,
            .xUnlock = unlock,
            .xCheckReservedLock = check_reserved_lock,
            .xFileControl = file_control,
            .xSectorSize = sector_size,
            .xDeviceCharacteristics = device_characteristics,
            .xShmMap = shm_map,
            .xShmLock = shm_lock,
            .xShmBarrier = shm_barrier,
            .xShmUnmap = shm_unmap,
            .xFetch = fetch,
            .xUnfetch = unfetch,
        };
    // The system's other functions do not look at which of the two they are called for.
    own_vfs = *found;
    own_vfs.zName = "page-checksums";
    own_vfs.szOsFile = (int)sizeof(database_file) + found->szOsFile;
    own_vfs.xOpen = open_file;
    own_vfs.pNext = NULL;
    int code = sqlite3_vfs_register(&own_vfs, 1);
    if (code == SQLITE_OK) system_vfs = found;
    return code;
}

void page_checksums_look(int on) { is_looking = on; }
