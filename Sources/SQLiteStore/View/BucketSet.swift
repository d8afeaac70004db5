import AllianceNames
import GRDB
import MergedView

/// A set of the buckets of a state root, one bit each.
struct BucketSet: Equatable {
    private var words = [UInt64](repeating: 0, count: RootBucket.count / 64)

    static var all: BucketSet {
        var all = BucketSet()
        for place in all.words.indices { all.words[place] = .max }
        return all
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    var buckets: [Int] { (0..<RootBucket.count).filter(contains) }

    func contains(_ bucket: Int) -> Bool { words[bucket >> 6] >> UInt64(bucket & 63) & 1 == 1 }

    mutating func insert(_ bucket: Int) { words[bucket >> 6] |= 1 << UInt64(bucket & 63) }

    func union(_ other: BucketSet) -> BucketSet {
        var union = self
        for place in words.indices { union.words[place] |= other.words[place] }
        return union
    }

    /// Empty where nothing is known of the channel.
    static func dirty(of channel: ChannelID, _ db: Database) throws -> BucketSet {
        let query = try RawStatement(db, "SELECT buckets FROM dirty WHERE channel = ?")
        query.bind(1, channel.rawValue)
        defer { query.reset() }
        var buckets = BucketSet()
        guard try query.step() else { return buckets }
        let bytes = query.bytes(0)
        for place in buckets.words.indices where bytes.count >= (place + 1) * 8 {
            buckets.words[place] = UInt64(
                bigEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
        }
        return buckets
    }

    func store(for channel: ChannelID, _ db: Database) throws {
        let insert = try RawStatement(
            db, "INSERT OR REPLACE INTO dirty(channel, buckets) VALUES(?, ?)")
        var bytes: [UInt8] = []
        for word in words { withUnsafeBytes(of: word.bigEndian) { bytes += $0 } }
        insert.bind(1, channel.rawValue)
        insert.bind(2, bytes)
        try insert.run()
    }
}
