import TransparencyLog

/// Row numbers of `log.sqlite`: the log's number above, a position of 40 bits below.
///
/// So all rows of one log lie together and in order, and appending to a log touches the right edge
/// of its range only.
struct LogKey: Equatable {
    /// Logs in one store, at most: what the 23 bits above the position can tell apart.
    static let logsMax: Int64 = (1 << 23) - 1
    private static let positionBits: Int64 = 40
    private static let levelShift: UInt64 = 32
    /// Above any tile's index within its level.
    static let tileIndexMax: UInt64 = 1 << levelShift - 1

    /// The log's row number, from 1.
    let log: Int64

    /// The rows of this log, in any table that is numbered so.
    var range: ClosedRange<Int64> { key(0)...key(1 << UInt64(Self.positionBits) - 1) }

    func bundle(_ index: UInt64) -> Int64 { key(index) }

    func entry(_ index: EntryIndex) -> Int64 { key(index) }

    /// The entries of one bundle, as far as they stand in the tail.
    func entries(ofBundle index: UInt64) -> ClosedRange<Int64> {
        entry(index << 8)...entry(index << 8 | 0xff)
    }

    /// At level 1 a log of `logEntriesMax` entries has 2^24 tiles.
    func tile(level: Int, index: UInt64) -> Int64 {
        key(UInt64(level) << Self.levelShift | index)
    }

    private func key(_ position: UInt64) -> Int64 {
        precondition(position < 1 << UInt64(Self.positionBits), "position \(position) is too large")
        return log << Self.positionBits | Int64(position)
    }
}
