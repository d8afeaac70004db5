package import TransparencyLog

/// Where a mirror stands with a log, as it tells the log's author (c2sp.org/tlog-mirror, "add-entries":
/// `text/x.tlog.mirror-info`): three lines, the last of them the ticket, which this mirror has no use for.
/// Of a file that is brought: how many bytes it has, and the first of them that is not here.
package struct MirrorInfo: Equatable, Sendable {
    /// Size of the largest checkpoint that it believes.
    package let pending: TreeSize
    /// The first entry that it does not hold.
    package let next: EntryIndex

    package init(pending: TreeSize, next: EntryIndex) {
        self.pending = pending
        self.next = next
    }

    package init(_ held: LogState) {
        self.init(
            pending: max(held.target?.size ?? 0, held.served?.size ?? 0), next: held.size)
    }

    package var text: String { "\(pending)\n\(next)\n\n" }

    /// - Throws: `PeerError.malformed` unless `bytes` are the three lines of the format.
    package init(parsing bytes: [UInt8]) throws(PeerError) {
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, let pending = Decimal.decode(lines[0]),
            let next = Decimal.decode(lines[1]), Base64.decode(lines[2]) != nil
        else { throw .malformed("a mirror's answer names no tree size and no next entry") }
        self.init(pending: pending, next: next)
    }
}
