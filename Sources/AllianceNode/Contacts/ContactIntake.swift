import AllianceNames
import Casework
import Roster
import SQLiteStore
package import Statements
import Synchronization
import TransparencyLog

/// The side that another member asks: what of its cases stands in ours too, without either side's learning
/// anything of what does not.
extension CaseworkDesk {
    func take(_ letter: ContactLetter, from sender: MemberID) throws -> [UInt8] {
        let now = node.clock.now()
        switch letter {
        case .comparison(let round, let points):
            // Before anything is computed: so often, whatever comes of it.
            guard try store.beginComparison(round, askedBy: sender, at: now) else {
                return LetterReceipt.later(
                    keyword: "contacts-too-often",
                    detail: "cases are compared once a day with each member"
                ).bytes
            }
            // The answer looks alike where nobody here wants to be told of anything.
            let mine = try comparableIdentifiers()
            let set = try BlindSet(mine, in: node.alliance)
            guard let again = try? set.again(points) else {
                throw CaseworkError.text(field: "points")
            }
            compared.withLock { $0[sender] = ComparedSet(round: round, identifiers: Set(mine)) }
            return ContactReply.points(again: again, own: try set.blinded()).bytes
        case .found(let round, let found):
            guard try store.endComparison(round, askedBy: sender, at: now) else {
                throw CaseworkError.text(field: "round")
            }
            // Whatever it names, it learns of nothing that was not compared. After a restart of this node, of
            // nothing that would be compared now.
            let last = compared.withLock { $0.removeValue(forKey: sender) }
            let inRound =
                try last.flatMap { $0.round == round ? $0.identifiers : nil }
                ?? Set(comparableIdentifiers())
            let ours = try store.comparable().filter { inRound.contains($0.key) }
            // Here it is known before the other side is told: nobody finds out about us in silence.
            let kept = try store.keep(
                found.flatMap { one in
                    (ours[one.indicator] ?? []).map {
                        ContactMatch(
                            folder: $0.folder, indicator: one.indicator, member: sender,
                            contact: one.contact, at: now)
                    }
                })
            let told = Self.fitting(
                found.compactMap { one -> ContactLetter.Found? in
                    guard kept.contains(one.indicator) else { return nil }
                    return ours[one.indicator]?.first.map {
                        .init(one.indicator, contact: $0.contact)
                    }
                })
            try recordTellingSoon(told, to: sender, ours)
            return ContactReply.found(told).bytes
        }
    }

    /// What was compared with a member, until it says what it found.
    struct ComparedSet {
        let round: CaseworkID
        let identifiers: Set<Indicator>
    }

    /// Those put into a case last where there are too many.
    package func comparableIdentifiers() throws -> [Indicator] {
        let all = try store.comparable().sorted {
            ($0.value.map(\.at).max() ?? 0, $1.key) > ($1.value.map(\.at).max() ?? 0, $0.key)
        }
        return all.prefix(ContactLimits.setMax).map(\.key)
    }

    /// As many as go into one letter.
    static func fitting(_ found: [ContactLetter.Found]) -> [ContactLetter.Found] {
        var found = found
        while ContactReply.found(found).bytes.count > LetterContent.bytesMax - spareBytes {
            found.removeLast()
        }
        return found
    }

    /// For what stands around them.
    private static let spareBytes = 256
}
