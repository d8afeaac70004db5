package import AllianceNames

/// What says, outside of the database, how far a witness has cosigned each log: a database that is put back to
/// an old copy does not take it along. Calls block.
package protocol WitnessMarks: Sendable {
    /// Judges and keeps while no other holder of these marks, in whatever process, does.
    ///
    /// - Parameter body: gets the mark of the log, nil where there is none, and returns what is marked from now
    ///   on: durable when this returns. Where it throws, nothing has changed.
    /// - Throws: `WitnessMarksError`, and what `body` throws.
    func advance(
        _ origin: LogOrigin, _ body: (WitnessRecord?) throws -> WitnessRecord
    ) throws -> WitnessRecord

    func mark(of origin: LogOrigin) throws -> WitnessRecord?

    func all() throws -> [LogOrigin: WitnessRecord]

    /// Marks what is not marked yet, or only at a smaller size; durable when this returns.
    func raise(_ records: [LogOrigin: WitnessRecord]) throws

    /// Keeps that the record was found to have been put back.
    func note(_ putBack: WitnessPutBack) throws

    /// The last time that it was found so; nil for never.
    func lastPutBack() throws -> WitnessPutBack?
}

/// A database, or a whole folder, knew of less than this witness has cosigned.
package struct WitnessPutBack: Equatable, Sendable {
    /// When it was found, in milliseconds since 1970.
    package let at: UInt64
    /// Logs of which it knew less.
    package let logs: Int

    package init(at: UInt64, logs: Int) {
        self.at = at
        self.logs = logs
    }
}

/// Why a witness cosigns nothing.
package enum WitnessMarksError: Error, Equatable, CustomStringConvertible {
    /// The marks were altered or cut.
    case damaged(path: String)
    case failed(path: String, reason: String)
    /// Record and mark have two roots for one size.
    case contradicts(origin: LogOrigin, size: UInt64)

    package var description: String {
        switch self {
        case .damaged(let path):
            "the witness marks \(path) were altered or cut, so nobody knows what was cosigned: put them back as they were; or make another cosigner key with 'touchstone member new-cosigner-key', have it admitted, and then move them away"
        case .failed(let path, let reason):
            "the witness marks \(path) cannot be used: \(reason); nothing was cosigned"
        case .contradicts(let origin, let size):
            "the database holds another root of log \(origin) at size \(size) than was cosigned: it was put together from two copies; nothing more of that log is cosigned"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .damaged: "witness-marks-damaged"
        case .failed: "witness-marks-failed"
        case .contradicts: "witness-record-contradicts"
        }
    }
}
