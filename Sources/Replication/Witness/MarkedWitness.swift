package import AllianceNames

/// How far a witness has cosigned: its record, and marks that stand outside of it.
///
/// In this order: the record is durable, then the mark, then a cosignature leaves. After a crash the record may
/// be ahead of a mark, and nothing was cosigned by what is between. It is behind one only where it was put back to
/// an old copy. Then the mark counts: it holds all that a witness goes by, so that nobody has to be asked, and the
/// record is brought up to it. Calls block.
package struct MarkedWitness: Sendable {
    private let store: any WitnessStore
    private let marks: (any WitnessMarks)?

    /// - Parameter marks: nil for a record that cannot go back.
    package init(store: any WitnessStore, marks: (any WitnessMarks)?) {
        self.store = store
        self.marks = marks
    }

    /// Judges and keeps by the promises of `WitnessStore.advanceWitness`, also where the record was put back.
    /// - Throws: what `judge` throws, `WitnessMarksError`, and the store's errors; nothing may be signed then.
    package func advance(
        _ origin: LogOrigin, note: String, _ judge: (WitnessState?) throws -> WitnessState
    ) throws -> WitnessState {
        guard let marks else { return try store.advanceWitness(of: origin, note: note, judge) }
        return try marks.advance(origin) { mark in
            let next = try store.advanceWitness(of: origin, note: note) { held in
                try judge(Self.isNewer(mark?.state, than: held, of: origin) ? mark?.state : held)
            }
            if let mark, mark.state == next { return mark }
            return WitnessRecord(state: next, noteText: note)
        }.state
    }

    /// What was cosigned last of a log.
    package func record(of origin: LogOrigin) throws -> WitnessRecord? {
        let held = try store.witnessRecord(of: origin)
        guard let mark = try marks?.mark(of: origin) else { return held }
        return try Self.isNewer(mark.state, than: held?.state, of: origin) ? mark : held
    }

    /// Has record and marks hold the same: at start, before anything is cosigned.
    ///
    /// - Parameter now: milliseconds since 1970.
    /// - Returns: the logs of which the record had been put back.
    package func catchUp(at now: UInt64) throws -> [LogOrigin] {
        guard let marks else { return [] }
        var behind: [LogOrigin] = []
        for (origin, mark) in try marks.all() {
            let held = try store.witnessRecord(of: origin)?.state
            guard try Self.isNewer(mark.state, than: held, of: origin) else { continue }
            behind.append(origin)
            _ = try store.advanceWitness(of: origin, note: mark.noteText) { held in
                try Self.isNewer(mark.state, than: held, of: origin)
                    ? mark.state : held ?? mark.state
            }
        }
        // Also what was cosigned before there were marks.
        try marks.raise(store.witnessRecords())
        if !behind.isEmpty { try marks.note(WitnessPutBack(at: now, logs: behind.count)) }
        return behind.sorted()
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
}
