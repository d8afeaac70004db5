package import AllianceNames
import MarkRecognition
package import Statements

/// What is likely a mistake about a row of a draft. It keeps nobody from publishing: an authorised seller may
/// have gone wrong, and a look-alike is what people report. But nobody publishes without having seen it.
package enum DraftWarning: Hashable, Sendable {
    /// This member's own, or its authorised seller's, with its words for it.
    case own(String)
    case ofMember(MemberID)
    /// It reads as something else than it is; as what, where that is one thing.
    case readsOtherwise(String?)
    /// It stands twice in this draft.
    case twice
    /// Another draft has it too.
    case inAnotherDraft
    /// This member has reported it in this channel, and that stands.
    case reportedAlready
    /// This member itself has objected to reports of it.
    case objectedTo
    /// This member has it reported through another: two reports would look like two sources.
    case entrusted(MemberID)

    /// - Parameters:
    ///   - reported: by this member in the draft's channel.
    ///   - objectedTo: by this member.
    ///   - elsewhere: in drafts beside this one.
    ///   - entrusted: to other members, who report it for this one.
    /// - Returns: those of each row, in the order of the rows.
    package static func all(
        of rows: [Indicator], house: HouseIdentifiers, reported: Set<Indicator>,
        objectedTo: Set<Indicator>, elsewhere: Set<Indicator>,
        entrusted: [Indicator: MemberID] = [:]
    ) -> [[DraftWarning]] {
        var seen: Set<Indicator> = []
        return rows.map { indicator in
            var warnings: [DraftWarning] = []
            switch house.owner(of: indicator) {
            case .own(let words): warnings.append(.own(words))
            case .member(let member): warnings.append(.ofMember(member))
            case nil: break
            }
            if reported.contains(indicator) { warnings.append(.reportedAlready) }
            if objectedTo.contains(indicator) { warnings.append(.objectedTo) }
            if let publisher = entrusted[indicator] { warnings.append(.entrusted(publisher)) }
            if !seen.insert(indicator).inserted { warnings.append(.twice) }
            if elsewhere.contains(indicator) { warnings.append(.inAnotherDraft) }
            let traps = ReadingTraps(of: indicator.readableValue)
            if !traps.isEmpty { warnings.append(.readsOtherwise(traps.passesFor)) }
            return warnings
        }
    }
}
