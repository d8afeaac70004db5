package import AllianceNames
import JSON
package import TransparencyLog

extension Roster {
    /// The authority's word that entries are kept as evidence: while it stands, nobody proposes or
    /// countersigns that they are erased. A certificate that was complete before still erases, so that
    /// what a node holds does not depend on what reached it first.
    package struct LegalHold: Hashable, Sendable, Tenured {
        package static let holdsMax = 1_000
        package static let rangesMax = 64
        package static let referenceBytesMax = 63

        /// The case's name: the grammar of channel names, unique among holds of one log.
        package let reference: String
        package let log: LogOrigin
        /// Nil for all of the log, also what is still to come.
        package let entries: EntryRanges?
        package internal(set) var tenure: Tenure

        /// - Throws: `value` for a reference that is no name.
        package init(
            reference: String, log: LogOrigin, entries: EntryRanges?, tenure: Tenure
        ) throws(RosterError) {
            do {
                _ = try ChannelID(parsing: reference)
            } catch {
                throw .value(path: "reference", problem: "\(error)")
            }
            self.reference = reference
            self.log = log
            self.entries = entries
            self.tenure = tenure
        }

        var identity: String {
            "hold \(reference) on \(log)\(entries.map { " entries \($0)" } ?? "") from \(tenure.from)"
        }

        /// Those of `entries` that are held.
        package func held(_ entries: EntryRanges, of origin: LogOrigin) -> EntryRanges {
            guard origin == log, !tenure.hasEnded else { return .empty }
            guard let mine = self.entries else { return entries }
            return entries.subtracting(entries.subtracting(mine))
        }
    }

    /// Those of `entries` that some hold keeps.
    package func held(_ entries: EntryRanges, of origin: LogOrigin) -> EntryRanges {
        holds.reduce(.empty) { $0.union($1.held(entries, of: origin)) }
    }
}

extension Roster.LegalHold {
    init(reading object: inout JSONObject) throws(RosterError) {
        let reference = try object.text("reference")
        let log = try object.text("log") { try LogOrigin(parsing: $0) }
        let entries = try object.optionalText("entries") {
            try EntryRanges(parsing: $0, rangesMax: Self.rangesMax)
        }
        let tenure = try Tenure(reading: &object)
        try object.finish()
        try self.init(reference: reference, log: log, entries: entries, tenure: tenure)
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "reference": .string(reference), "log": .string(log.description),
        ]
        if let entries { members["entries"] = .string(entries.description) }
        tenure.write(to: &members)
        return .object(members)
    }
}
