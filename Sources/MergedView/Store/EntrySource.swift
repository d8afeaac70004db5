package import AllianceNames
package import TransparencyLog

/// Where the view reads the logs from, to build itself, to catch up and to index texts.
package protocol EntrySource: Sendable {
    /// What is held of each log, verified and admitted.
    func sizes() throws -> ViewFrontier
    /// A run of entries of `origin` that begins at `start`: at least one, at most those of one bundle.
    /// Nil where nothing is held there.
    func slice(of origin: LogOrigin, from start: EntryIndex) throws -> EntrySlice?
}

/// Entries of one log with their payloads, as the two bundles encode them.
package struct EntrySlice: Equatable, Sendable {
    package var start: EntryIndex
    package var count: Int
    /// Exactly `count` entries, as in a C2SP entry bundle.
    package var entries: [UInt8]
    /// Exactly `count` payload slots, as in a payload bundle.
    package var payloads: [UInt8]

    package init(start: EntryIndex, count: Int, entries: [UInt8], payloads: [UInt8]) {
        self.start = start
        self.count = count
        self.entries = entries
        self.payloads = payloads
    }
}
