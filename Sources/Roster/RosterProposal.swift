import AllianceNames
package import TransparencyLog

/// The next roster while the authority's keys sign it, one after the other: it follows on the one before by every rule,
/// and may lack signatures.
package struct RosterProposal: Sendable {
    package let roster: Roster
    package let previous: VerifiedRoster
    /// With the signatures of the authority's keys and no others.
    package private(set) var note: SignedNote
    /// Keys of the authority, before or after, that have signed.
    package private(set) var signed: [VerifierKey] = []
    private let keys: [VerifierKey]

    /// - Throws: `RosterError` for what would be refused however many sign it; `note` also where a signature of one of
    ///   the authority's keys does not hold.
    package init(_ note: SignedNote, after previous: VerifiedRoster) throws(RosterError) {
        let roster = try Roster(parsing: note.text)
        guard roster.alliance == previous.alliance else {
            throw .alliance(
                expected: previous.alliance.rawValue, found: roster.alliance.rawValue)
        }
        guard roster.version == previous.version + 1 else {
            throw .notNext(expected: previous.version + 1, found: roster.version)
        }
        guard roster.previous == previous.digest else {
            throw .unlinked(
                version: roster.version, expected: previous.digest, found: roster.previous)
        }
        // What holders are shown is what they sign.
        guard roster.text.utf8.elementsEqual(note.text.utf8) else {
            throw .value(path: "", problem: "it is not printed as registers are")
        }
        try RosterRules.check(roster)
        try RosterSuccession.check(from: previous.roster, to: roster)
        let before = previous.roster.authority.currentKeys
        keys = before + roster.authority.currentKeys.filter { !before.contains($0) }
        (self.roster, self.previous, self.note) = (roster, previous, note)
        try keepSignatures(of: note)
    }

    /// Takes the signatures that others have set under the same text.
    /// - Throws: `note` where one of the authority's keys does not hold.
    package mutating func add(signaturesOf other: SignedNote) throws(RosterError) {
        guard other.text.utf8.elementsEqual(note.text.utf8) else { return }
        var both = note
        for signature in other.signatures { both.add(signature) }
        try keepSignatures(of: both)
    }

    /// - Throws: `note` for one signature more than a note holds.
    package mutating func add(_ signer: NoteSigner) throws(RosterError) {
        var both = note
        both.add(signer.sign(text: note.text))
        try keepSignatures(of: both)
    }

    private mutating func keepSignatures(of other: SignedNote) throws(RosterError) {
        do {
            let verified = try other.signatures(ifAnyVerifiedBy: keys).map(\.key)
            note = try SignedNote(
                text: other.text,
                signatures: other.signatures.filter { signature in
                    verified.contains { $0.isClaimed(by: signature) }
                })
            signed = keys.filter(verified.contains)
        } catch {
            throw .note(error)
        }
    }

    /// Keys of the authority, before or after, that have not signed.
    package var unsigned: [VerifierKey] { keys.filter { !signed.contains($0) } }

    /// How many more of the authority's keys must sign: of those before, and of those from now on.
    package var missing: (before: Int, after: Int) {
        func missing(_ authority: Roster.Authority) -> Int {
            max(0, authority.threshold - authority.voices(of: signed))
        }
        return (missing(previous.roster.authority), missing(roster.authority))
    }

    /// Of the keys that have not signed, those whose signatures bring it nearest to counting.
    package var wanted: [VerifierKey] {
        let (before, after) = missing
        guard (before, after) != (0, 0) else { return [] }
        let helping = unsigned.filter { key in
            (before == 0 || previous.roster.authority.currentKeys.contains(key))
                && (after == 0 || roster.authority.currentKeys.contains(key))
        }
        return helping.count < max(before, after) ? unsigned : helping
    }

    package var isComplete: Bool { missing == (0, 0) }
}
