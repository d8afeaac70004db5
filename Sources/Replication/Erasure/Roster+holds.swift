package import AllianceNames
package import Roster
package import TransparencyLog

extension Roster {
    /// - Throws: `ErasureError.onHold` where some of these entries are kept as evidence.
    package func checkHolds(
        _ entries: EntryRanges, of origin: LogOrigin
    ) throws(ErasureError) {
        for hold in holds {
            let held = hold.held(entries, of: origin)
            guard held.isEmpty else { throw .onHold(held, reference: hold.reference) }
        }
    }
}
