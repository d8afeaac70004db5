/// When the duty by retention limits is due: all of it once a day and with each roster, what others have
/// proposed whenever the record has changed. What could not be done is still due, after a pause. A value.
package struct DutyRhythm: Sendable {
    package enum Due: Equatable, Sendable {
        case all
        case proposals
    }

    /// Between two times that all is done, and after one that failed; in ms.
    private let (interval, pause): (UInt64, UInt64)
    /// When all was done last, in ms since 1970, and by which roster.
    private var last: (at: UInt64, roster: UInt64)?
    /// The record's, when proposals were looked at last.
    private var token: UInt64?
    private var failedAt: UInt64?

    package init(interval: Duration, pause: Duration) {
        self.interval = UInt64(interval / .milliseconds(1))
        self.pause = UInt64(pause / .milliseconds(1))
    }

    /// - Parameters:
    ///   - time: milliseconds since 1970. A clock that was put back lets nothing wait for longer.
    ///   - roster: the newest one's version.
    ///   - token: of the record, as `LogStore.changeToken`.
    package func due(at time: UInt64, roster: UInt64, token: UInt64) -> Due? {
        if let failedAt, isWithin(pause, of: failedAt, time) { return nil }
        if let last, last.roster == roster, isWithin(interval, of: last.at, time) {
            return self.token == token ? nil : .proposals
        }
        return .all
    }

    package mutating func done(_ due: Due, at time: UInt64, roster: UInt64, token: UInt64) {
        if due == .all { last = (time, roster) }
        self.token = token
        failedAt = nil
    }

    package mutating func failed(at time: UInt64) { failedAt = time }

    private func isWithin(_ span: UInt64, of begin: UInt64, _ time: UInt64) -> Bool {
        begin <= time && time - begin < span
    }
}
