package import AllianceNames

/// What a witness has cosigned of each log. A part of the record (`WitnessStore`), and the same with marks outside of
/// it (`MarkedWitness`). Calls block.
package protocol WitnessRecords: Sendable {
    /// Judges and keeps in one transaction: `judge` gets what was kept last for the log, and what it
    /// returns is durable when this returns. Where `judge` throws, nothing has changed.
    ///
    /// - Parameter note: the checkpoint as a signed note, kept beside.
    func advanceWitness(
        of origin: LogOrigin, note: String, _ judge: (WitnessState?) throws -> WitnessState
    ) throws -> WitnessState

    /// The latest checkpoint that was judged, with its note; nil before the first.
    func witnessRecord(of origin: LogOrigin) throws -> WitnessRecord?

    /// The same for one that is to be signed again, as durable as this witness keeps anything.
    func markedRecord(of origin: LogOrigin) throws -> WitnessRecord?

    /// The latest of all logs that were judged.
    func witnessRecords() throws -> [LogOrigin: WitnessRecord]

    /// How many audit logs of a member were ever cosigned.
    func auditLogsWitnessed(of member: MemberID) throws -> Int
}

extension WitnessRecords {
    package func markedRecord(of origin: LogOrigin) throws -> WitnessRecord? {
        try witnessRecord(of: origin)
    }
}

package struct WitnessRecord: Equatable, Sendable {
    package let state: WitnessState
    /// The checkpoint as the log signed it.
    package let noteText: String

    package init(state: WitnessState, noteText: String) {
        self.state = state
        self.noteText = noteText
    }
}
