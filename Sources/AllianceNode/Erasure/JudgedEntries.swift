package import AllianceNames
package import TransparencyLog

/// Which entries of the bundles that were read may be erased by a roster's retention limits, and which may not, so that
/// they are not read again for each proposal that names them. Legal holds are not looked at. Of use until the roster is
/// another, or time has made more entries due. A value.
package struct JudgedEntries: Sendable {
    private struct Log: Sendable {
        var read = EntryRanges.empty
        /// Of those that were read.
        var erasable = EntryRanges.empty
    }

    private var logs: [LogOrigin: Log] = [:]

    package init() {}

    /// Those of `entries` that were not read.
    func unread(_ entries: EntryRanges, of origin: LogOrigin) -> EntryRanges {
        entries.subtracting(logs[origin]?.read ?? .empty)
    }

    /// Whether all of `entries` were read, and all may be erased.
    func erases(_ entries: EntryRanges, of origin: LogOrigin) -> Bool {
        logs[origin]?.erasable.contains(entries) ?? entries.isEmpty
    }

    /// Whether one of `entries` was read that may not be erased.
    package func keeps(_ entries: EntryRanges, of origin: LogOrigin) -> Bool {
        guard let log = logs[origin] else { return false }
        return !entries.subtracting(log.erasable).subtracting(
            entries.subtracting(log.read)
        ).isEmpty
    }

    /// - Parameters:
    ///   - erasable: which of `read` may be erased.
    ///   - read: what was read now.
    package mutating func add(
        erasable: EntryRanges, of read: EntryRanges, in origin: LogOrigin
    ) {
        guard !read.isEmpty else { return }
        let known = logs[origin] ?? Log()
        logs[origin] = Log(
            read: known.read.union(read),
            erasable: known.erasable.subtracting(read).union(erasable))
    }

    /// What was found later counts.
    mutating func add(_ newer: JudgedEntries) {
        for (origin, log) in newer.logs {
            add(erasable: log.erasable, of: log.read, in: origin)
        }
    }
}
