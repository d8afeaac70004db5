import AllianceNames
import Casework
import Roster
import SQLiteStore
package import Statements
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
            let set = try BlindSet(comparableIdentifiers(), in: node.alliance)
            guard let again = try? set.again(points) else {
                throw CaseworkError.text(field: "points")
            }
            return ContactReply.points(again: again, own: try set.blinded()).bytes
        case .found(let round, let found):
            guard try store.endComparison(round, askedBy: sender, at: now) else {
                throw CaseworkError.text(field: "round")
            }
            let ours = try store.comparable()
            // Here it is known before the other side is told: nobody finds out about us in silence.
            try store.keep(
                found.flatMap { one in
                    (ours[one.indicator] ?? []).map {
                        ContactMatch(
                            folder: $0.folder, indicator: one.indicator, member: sender,
                            contact: one.contact, at: now)
                    }
                })
            return ContactReply.found(
                Self.fitting(
                    found.compactMap { one in
                        ours[one.indicator]?.first.map {
                            .init(one.indicator, contact: $0.contact)
                        }
                    })
            ).bytes
        }
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
