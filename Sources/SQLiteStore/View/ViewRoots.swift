import AllianceNames
import CRDT
import GRDB
import MergedView
import Roster
import Statements
import TransparencyLog

/// Computes a channel's state root from one snapshot, and what to keep of it.
struct ViewRoots {
    let db: Database
    let numbers: LogNumbers

    struct Outcome {
        var root: StateRoot
        /// Nothing had changed, so there is nothing to store.
        var isUnchanged: Bool
        fileprivate var digests: [UInt8]
        fileprivate var scopes: String
        /// How many merges the snapshot has seen.
        fileprivate var merges: Int64
    }

    /// - Throws: `DatabaseError`.
    func compute(_ channel: ChannelID, _ scope: ViewScope) throws -> Outcome {
        let logs = try LogNumbers.all(db).filter { $0.value.channel == channel }
            .sorted { $0.value < $1.value }
        let scopes = RecordedScopes(logs.map(\.value), scope)
        let stored = try stored(channel)
        var digests = stored?.digests ?? []
        let isUsable =
            digests.count == RootBucket.count * Digest.byteCount
            && scopes.agrees(with: stored?.scopes ?? "")
        let dirty = isUsable ? try BucketSet.dirty(of: channel, db) : BucketSet.all
        if !isUsable {
            digests = Array(repeating: 0, count: RootBucket.count * Digest.byteCount)
        }
        var scan = BucketScan(logs: logs.map { ($0.key, $0.value) }, scope: scope)
        for bucket in dirty.buckets {
            let digest = try scan.digest(of: bucket, db, numbers)
            let place = bucket * Digest.byteCount
            digests.replaceSubrange(place..<place + Digest.byteCount, with: digest.bytes)
        }
        let buckets = (0..<RootBucket.count).map { bucket in
            digests.withUnsafeBytes { Digest(loading: $0, at: bucket * Digest.byteCount) }
        }
        return Outcome(
            root: StateRoot(channel: channel, buckets: buckets),
            isUnchanged: dirty.isEmpty && stored?.scopes == scopes.text,
            digests: digests, scopes: scopes.text, merges: try Self.merges(db))
    }

    /// Keeps what was computed, unless a merge has come between.
    func store(_ outcome: Outcome, _ channel: ChannelID) throws {
        guard try Self.merges(db) == outcome.merges else { return }
        let insert = try RawStatement(
            db, "INSERT OR REPLACE INTO root(channel, digests, scopes) VALUES(?, ?, ?)")
        insert.bind(1, channel.rawValue)
        insert.bind(2, outcome.digests)
        insert.bind(3, outcome.scopes)
        try insert.run()
        try BucketSet().store(for: channel, db)
    }

    static func merges(_ db: Database) throws -> Int64 {
        let query = try RawStatement(db, "SELECT count FROM merges")
        defer { query.reset() }
        return try query.step() ? query.integer(0) : 0
    }

    private func stored(_ channel: ChannelID) throws -> (digests: [UInt8], scopes: String)? {
        let query = try RawStatement(db, "SELECT digests, scopes FROM root WHERE channel = ?")
        query.bind(1, channel.rawValue)
        defer { query.reset() }
        return try query.step() ? (Array(query.bytes(0)), query.text(1)) : nil
    }
}

/// How a root was read: the scope and the limits of each log, as text. A log that is new since then has marked the
/// buckets of its rows itself; one that is read otherwise may change any bucket.
struct RecordedScopes {
    private let scopes: [String: Substring]
    let text: String

    init(_ origins: [LogOrigin], _ scope: ViewScope) {
        text = origins.map { origin in
            let admitted =
                switch scope.scope(of: origin) {
                case .open: "open"
                case .until(let size, _): "until:\(size)"
                case .never: "never"
                }
            let standing = scope.suspended.contains(origin.member) ? "suspended" : "counts"
            let limits = "\(scope.quotas.statementsEnd)/\(scope.quotas.retractionsEnd)"
            return "\(origin) \(admitted) \(standing) \(limits)\n"
        }.joined()
        scopes = RecordedScopes.parse(text)
    }

    func agrees(with recorded: String) -> Bool {
        RecordedScopes.parse(recorded).allSatisfy { scopes[$0.key] == $0.value }
    }

    private static func parse(_ text: String) -> [String: Substring] {
        var scopes: [String: Substring] = [:]
        for line in text.split(separator: "\n") {
            guard let space = line.firstIndex(of: " ") else { continue }
            scopes[String(line[..<space])] = line[space...]
        }
        return scopes
    }
}

/// Hashes buckets, one pass over the rows of each.
private struct BucketScan {
    private struct Log {
        var origin: LogOrigin
        var isSuspended: Bool
        var place: Int
    }

    private let logs: [Int64: Log]
    private let scope: ViewScope
    private var digest: BucketDigest

    init(logs: [(number: Int64, origin: LogOrigin)], scope: ViewScope) {
        var known: [Int64: Log] = [:]
        for (place, log) in logs.enumerated() {
            known[log.number] = Log(
                origin: log.origin,
                isSuspended: scope.suspended.contains(log.origin.member), place: place)
        }
        self.logs = known
        self.scope = scope
        digest = BucketDigest(origins: logs.map(\.origin))
    }

    mutating func digest(
        of bucket: Int, _ db: Database, _ numbers: LogNumbers
    ) throws -> Digest {
        let query = try RawStatement(
            db,
            """
            SELECT key_hash, log, idx, kind, body, removals FROM row
            WHERE key_hash BETWEEN ? AND ? ORDER BY key_hash, log, idx
            """)
        let hashes = RootBucket.hashes(of: bucket)
        query.bind(1, Int64(bitPattern: hashes.lowerBound))
        query.bind(2, Int64(bitPattern: hashes.upperBound))
        defer { query.reset() }
        while try query.step() {
            let index = UInt64(bitPattern: query.integer(2))
            guard let log = logs[query.integer(1)], !log.isSuspended else { continue }
            let dot = StatementDot(log: log.origin, index: index)
            guard scope.admits(dot) else { continue }
            if !query.isNull(5) {
                let removals = try RemovalsColumn.decode(query.bytes(5)) {
                    try numbers.origin(of: $0, db)
                }
                guard scope.standing(of: dot, removals: removals) == .live else { continue }
            }
            digest.add(
                log: log.place, keyHash: UInt64(bitPattern: query.integer(0)), index: index,
                kind: EntryKind(rawValue: UInt8(truncatingIfNeeded: query.integer(3))),
                body: query.bytes(4))
        }
        return digest.finishBucket()
    }
}
