import AllianceNames
import GRDB
import Synchronization

/// What the small numbers within the file stand for, once they were read: no number is ever given twice. So a
/// page is read by one statement.
final class ObjectNames: Sendable {
    private struct Known {
        var channels: [ChannelID: Int64] = [:]
        var logs: [Int64: LogOrigin] = [:]
    }

    private let known = Mutex(Known())

    /// Nil for a channel of which nothing was ever added.
    func number(of channel: ChannelID, in database: DurableDatabase) throws -> Int64? {
        if let number = known.withLock({ $0.channels[channel] }) { return number }
        let number = try database.read { try ObjectName.find("channel \(channel)", $0) }
        if let number { known.withLock { $0.channels[channel] = number } }
        return number
    }

    /// Nil for a number that no log has.
    func log(_ number: Int64, in database: DurableDatabase) throws -> LogOrigin? {
        if let log = known.withLock({ $0.logs[number] }) { return log }
        let read = try database.read { db in
            let query = try RawStatement(db, "SELECT id, origin FROM log")
            var logs: [Int64: LogOrigin] = [:]
            while try query.step() {
                let text = try query.storedText(1)
                logs[query.integer(0)] = try readingStored("a log's origin") {
                    try LogOrigin(parsing: text)
                }
            }
            return logs
        }
        known.withLock { $0.logs.merge(read) { $1 } }
        return read[number]
    }
}
