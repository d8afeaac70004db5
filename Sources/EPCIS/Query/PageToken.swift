package import TransparencyLog

/// The place of a scan in the order in which they are answered: by time, then by digest. A page is asked
/// for by the last scan of the page before, so a token holds after a restart and beside new scans.
package struct PageToken: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let time: EventTime
    package let digest: Digest

    package init(_ scan: ScanEvent) {
        time = scan.time
        digest = scan.digest
    }

    /// - Returns: nil for what no token looks like.
    package init?(parsing text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = Int64(parts[0]),
            let digest = Digest(hex: parts[1])
        else { return nil }
        time = EventTime(milliseconds: milliseconds)
        self.digest = digest
    }

    package var description: String { "\(time.milliseconds).\(digest.hex)" }

    package static func < (left: Self, right: Self) -> Bool {
        left.time == right.time ? left.digest < right.digest : left.time < right.time
    }
}
