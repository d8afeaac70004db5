package import AllianceNames
import Synchronization

/// How far a witness has cosigned: its record, and marks that stand outside of it.
///
/// In this order: the record is durable, then the mark, then a cosignature leaves. After a crash the record may
/// be ahead of a mark, and nothing was cosigned by what is between. It is behind one only where it was put back to
/// an old copy. Then the mark counts: it holds all that a witness goes by, so that nobody has to be asked, and the
/// record is brought up to it. Calls block.
package final class MarkedWitness: WitnessRecords {
    private let store: any WitnessRecords
    private let marks: any WitnessMarks
    /// Nil until it was looked at once.
    private let known = Mutex<WitnessStanding?>(nil)

    package init(store: any WitnessRecords, marks: any WitnessMarks) {
        self.store = store
        self.marks = marks
    }

    // MARK: Records

    /// By the promises of every `WitnessRecords`, also where the record was put back.
    /// - Throws: what `judge` throws, `WitnessMarksError`, and the store's errors; nothing may be signed then.
    package func advanceWitness(
        of origin: LogOrigin, note: String, _ judge: (WitnessState?) throws -> WitnessState
    ) throws -> WitnessState {
        try noting(origin) {
            try marks.advance(origin) { mark in
                let next = try store.advanceWitness(of: origin, note: note) { held in
                    try judge(
                        Self.isNewer(mark?.state, than: held, of: origin) ? mark?.state : held)
                }
                if let mark, mark.state == next { return mark }
                return WitnessRecord(state: next, noteText: note)
            }.state
        }
    }

    /// - Throws: `WitnessMarksError`, and the store's errors.
    package func witnessRecord(of origin: LogOrigin) throws -> WitnessRecord? {
        try noting(origin) {
            try Self.newer(store.witnessRecord(of: origin), marks.mark(of: origin), of: origin)
        }
    }

    /// What may be signed again: the newest of both, once it is marked. The record may be ahead of a mark that a full
    /// disk kept from being written, and nothing was cosigned by what is between.
    ///
    /// - Throws: `WitnessMarksError`, and the store's errors; nothing may be signed then.
    package func markedRecord(of origin: LogOrigin) throws -> WitnessRecord? {
        try noting(origin) {
            let (held, mark) = try (store.witnessRecord(of: origin), marks.mark(of: origin))
            guard let newest = try Self.newer(held, mark, of: origin) else { return nil }
            guard newest.state != mark?.state else { return newest }
            return try marks.advance(origin) { mark in
                try Self.newer(newest, mark, of: origin) ?? newest
            }
        }
    }

    /// - Throws: `WitnessMarksError`, also where only one log has a fault.
    package func witnessRecords() throws -> [LogOrigin: WitnessRecord] {
        let all = try marks.all()
        if let fault = all.faults.min(by: { $0.key < $1.key }) { throw fault.value }
        var records = try store.witnessRecords()
        for (origin, mark) in all.marks {
            records[origin] = try Self.newer(records[origin], mark, of: origin)
        }
        return records
    }

    package func auditLogsWitnessed(of member: MemberID) throws -> Int {
        let all = try marks.all()
        let marked = Set(all.marks.keys).union(all.faults.keys)
            .filter { $0.member == member && $0.auditKey != nil }
        return try store.auditLogsWitnessed(of: member)
            + marked.count { try store.witnessRecord(of: $0) == nil }
    }

    private static func newer(
        _ held: WitnessRecord?, _ mark: WitnessRecord?, of origin: LogOrigin
    ) throws -> WitnessRecord? {
        try isNewer(mark?.state, than: held?.state, of: origin) ? mark : held
    }

    private static func isNewer(
        _ mark: WitnessState?, than held: WitnessState?, of origin: LogOrigin
    ) throws -> Bool {
        guard let mark else { return false }
        guard let held else { return true }
        guard mark.size != held.size || mark.root == held.root else {
            throw WitnessMarksError.contradicts(origin: origin, size: mark.size)
        }
        return mark.size > held.size
    }

    // MARK: Standing

    /// Has record and marks hold the same: at start, before anything is cosigned. A log with a fault is left as it is.
    ///
    /// - Parameter now: milliseconds since 1970.
    /// - Returns: the logs of which the record had been put back.
    /// - Throws: `WitnessMarksError` of all logs, and the store's errors.
    package func catchUp(at now: UInt64) throws -> [LogOrigin] {
        try noting(nil) {
            let (held, behind, faults) = try compare()
            for (origin, mark) in behind {
                _ = try store.advanceWitness(of: origin, note: mark.noteText) { held in
                    try Self.isNewer(mark.state, than: held, of: origin)
                        ? mark.state : held ?? mark.state
                }
            }
            // Also what was cosigned before there were marks.
            try marks.raise(held.filter { faults[$0.key] == nil })
            if !behind.isEmpty { try marks.note(WitnessPutBack(at: now, logs: behind.count)) }
            let standing = WitnessStanding(faults: faults, putBack: try marks.all().putBack)
            known.withLock { $0 = standing }
            return behind.keys.sorted()
        }
    }

    /// What a person has to know. It is looked at once, and known from then on: who asks again reads no file, unless
    /// the marks could not be read.
    /// - Throws: the store's errors.
    package func standing() throws -> WitnessStanding {
        if let known = known.withLock({ $0 }), known.failure == nil { return known }
        var standing = WitnessStanding()
        do {
            standing.faults = try compare().faults
            standing.putBack = try marks.all().putBack
        } catch let error as WitnessMarksError {
            standing.failure = error
        }
        known.withLock { [standing] in $0 = standing }
        return standing
    }

    /// What the record holds, what it lacks, and which logs have a fault.
    private func compare() throws -> (
        held: [LogOrigin: WitnessRecord], behind: [LogOrigin: WitnessRecord],
        faults: [LogOrigin: WitnessMarksError]
    ) {
        // The marks first: another process may cosign meanwhile, and a record that is newer was not put back.
        let all = try marks.all()
        let held = try store.witnessRecords()
        var (behind, faults) = ([LogOrigin: WitnessRecord](), all.faults)
        for (origin, mark) in all.marks {
            do {
                if try Self.isNewer(mark.state, than: held[origin]?.state, of: origin) {
                    behind[origin] = mark
                }
            } catch let error as WitnessMarksError {
                faults[origin] = error
            }
        }
        return (held, behind, faults)
    }

    /// Keeps in the standing what `body` has found out about a log, nil for all of them.
    private func noting<Result>(
        _ origin: LogOrigin?, _ body: () throws -> Result
    ) throws -> Result {
        do {
            let result = try body()
            known.withLock { known in
                // What else there is to tell could not be read until now.
                if known?.failure != nil { known = nil }
                if let origin { known?.faults[origin] = nil }
            }
            return result
        } catch let error as WitnessMarksError {
            known.withLock { known in
                if let origin = error.origin {
                    known?.faults[origin] = error
                } else {
                    known?.failure = error
                }
            }
            throw error
        }
    }
}

/// What keeps a witness from cosigning, and whether its record was put back.
package struct WitnessStanding: Equatable, Sendable {
    /// Why nothing is cosigned; nil where something is.
    package var failure: WitnessMarksError?
    /// Why nothing more of a log is.
    package var faults: [LogOrigin: WitnessMarksError]
    /// The last time that the record was found to have been put back; nil for never.
    package var putBack: WitnessPutBack?

    package init(
        failure: WitnessMarksError? = nil, faults: [LogOrigin: WitnessMarksError] = [:],
        putBack: WitnessPutBack? = nil
    ) {
        self.failure = failure
        self.faults = faults
        self.putBack = putBack
    }

    /// All of it, that of all logs first.
    package var errors: [WitnessMarksError] {
        (failure.map { [$0] } ?? []) + faults.sorted { $0.key < $1.key }.map(\.value)
    }
}
