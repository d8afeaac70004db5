package import AllianceNames
package import TransparencyLog

/// What says, outside of the database, how far a witness has cosigned each log: a database that is put back to
/// an old copy does not take it along. Calls block.
package protocol WitnessMarks: Sendable {
    /// Judges and keeps while no other holder of these marks, in whatever process, does.
    ///
    /// - Parameter body: gets the mark of the log, nil where there is none, and returns what is marked from now
    ///   on: durable when this returns. Where it throws, nothing has changed.
    /// - Throws: `WitnessMarksError`, of one log or of all, and what `body` throws.
    func advance(
        _ origin: LogOrigin, _ body: (WitnessRecord?) throws -> WitnessRecord
    ) throws -> WitnessRecord

    /// - Throws: `WitnessMarksError`, of the log or of all.
    func mark(of origin: LogOrigin) throws -> WitnessRecord?

    /// - Throws: `WitnessMarksError` of all logs.
    func all() throws -> KnownWitnessMarks

    /// Marks what is not marked yet, or only at a smaller size; durable when this returns.
    func raise(_ records: [LogOrigin: WitnessRecord]) throws

    /// Keeps that the record was found to have been put back.
    func note(_ putBack: WitnessPutBack) throws
}

/// All that marks say.
package struct KnownWitnessMarks: Equatable, Sendable {
    /// Of logs without a fault.
    package let marks: [LogOrigin: WitnessRecord]
    /// Why nothing more of a log is cosigned.
    package let faults: [LogOrigin: WitnessMarksError]
    /// The last time that the record was found to have been put back; nil for never.
    package let putBack: WitnessPutBack?

    package init(
        marks: [LogOrigin: WitnessRecord], faults: [LogOrigin: WitnessMarksError] = [:],
        putBack: WitnessPutBack?
    ) {
        self.marks = marks
        self.faults = faults
        self.putBack = putBack
    }
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

    /// In the same order for everybody.
    package func isLater(than other: WitnessPutBack) -> Bool {
        (at, logs) > (other.at, other.logs)
    }
}

/// Why a witness cosigns nothing, or nothing of one log.
package enum WitnessMarksError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The marks were altered or cut.
    case damaged(path: String)
    case failed(path: String, reason: String)
    /// Another process kept the marks.
    case locked(path: String, seconds: Int)
    /// The mark of one log was altered.
    case logDamaged(origin: LogOrigin, path: String)
    /// There are two marks of one log, with two roots for one size.
    case twoRoots(origin: LogOrigin, size: TreeSize)
    /// Record and mark have two roots for one size.
    case contradicts(origin: LogOrigin, size: TreeSize)

    /// The log that it is of; nil where nothing of any log is cosigned.
    package var origin: LogOrigin? {
        switch self {
        case .damaged, .failed, .locked: nil
        case .logDamaged(let origin, _), .twoRoots(let origin, _), .contradicts(let origin, _):
            origin
        }
    }

    package var description: String {
        switch self {
        case .damaged(let path):
            "the witness marks \(path) were altered or cut, so nobody knows what was cosigned: put them back as they were; or make another cosigner key with 'touchstone member new-cosigner-key', have it admitted, and then move them away"
        case .failed(let path, let reason):
            "the witness marks \(path) cannot be used: \(reason); nothing was cosigned"
        case .locked(let path, let seconds):
            "another process has held the witness marks \(path) for \(seconds) seconds; stop it, or try again; nothing was cosigned"
        case .logDamaged(let origin, let path):
            "the witness marks \(path) were altered where they say how far log \(origin) was cosigned: nothing more of that log is cosigned until they are put back as they were; or make another cosigner key with 'touchstone member new-cosigner-key', have it admitted, and then move them away"
        case .twoRoots(let origin, let size):
            "two copies of this folder have cosigned two histories of log \(origin) at size \(size): nothing more of that log is cosigned; find out which copies there are, and make another cosigner key with 'touchstone member new-cosigner-key'"
        case .contradicts(let origin, let size):
            "the database holds another root of log \(origin) at size \(size) than was cosigned: it was put together from two copies; nothing more of that log is cosigned"
        }
    }

    /// What others are told, who need not know where this member keeps what.
    package var publicDescription: String {
        let unsure = "This witness cannot say what it has cosigned of the log"
        return switch self {
        case .damaged, .logDamaged: "\(unsure): what it keeps of that was altered or cut."
        case .twoRoots, .contradicts: "\(unsure): it keeps two roots for one size."
        case .failed, .locked: "\(unsure) now: its own marks cannot be read or written. Try again."
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .damaged: "witness-marks-damaged"
        case .failed: "witness-marks-failed"
        case .locked: "witness-marks-locked"
        case .logDamaged: "witness-mark-damaged"
        case .twoRoots: "witness-marks-contradict"
        case .contradicts: "witness-record-contradicts"
        }
    }
}
