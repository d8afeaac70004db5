import AllianceNames
import Replication
import TransparencyLog

/// Which nodes, and which files at them, are left alone for now: each failure in a row makes it longer.
struct BringingWaits: Sendable {
    enum Key: Hashable, Sendable {
        case node(MemberID)
        case file(Digest, to: MemberID)
    }

    private static let ofNode = Backoff(first: .seconds(30), limit: .seconds(300))
    private static let ofFile = Backoff(first: .seconds(30), limit: .seconds(6 * 3_600))
    /// Files that are remembered; what fails beyond is tried again in the next round.
    private static let keysMax = 4_096

    private var waits: [Key: (backoff: Backoff, until: Duration)] = [:]

    func isDue(_ key: Key, at now: Duration) -> Bool { waits[key].map { $0.until <= now } ?? true }

    mutating func failed(_ key: Key, at now: Duration, random: UInt64) {
        if waits[key] == nil, waits.count >= Self.keysMax {
            waits = waits.filter { $0.value.until > now }
            guard waits.count < Self.keysMax else { return }
        }
        let unused: Backoff =
            switch key {
            case .node: Self.ofNode
            case .file: Self.ofFile
            }
        var backoff = waits[key]?.backoff ?? unused
        let wait = backoff.fail(random: random)
        waits[key] = (backoff, now + wait)
    }

    mutating func succeeded(_ key: Key) { waits[key] = nil }
}
