import Roster
package import TransparencyLog

extension RosterRegister {
    /// The versions that make keys those of members, for whoever has the authority's keys and nothing else:
    /// the whole chain where there is room for it, else what follows on the newest version that the
    /// authority's keys of this folder vouch for.
    ///
    /// Each of them follows on the one before. The rival of a version, which is in the record too, is left
    /// out: a chain that takes it takes no more.
    /// - Parameters:
    ///   - countMax: versions.
    ///   - bytesMax: of all their notes.
    package func provingNotes(countMax: Int, bytesMax: Int) -> [SignedNote] {
        let notes = notes
        let bytes = notes.reduce(0) { $0 + $1.bytes.count }
        guard notes.count > countMax || bytes > bytesMax, let newest else { return notes }
        for first in notes.indices.reversed() {
            var chain = RosterChain(trusting: anchors, alliance: newest.alliance)
            if case .extended? = try? chain.accept(notes[first]) { return Array(notes[first...]) }
        }
        return notes
    }
}
