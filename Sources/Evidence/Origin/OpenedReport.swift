package import AllianceNames
import CRDT
import Replication
import Roster
package import Statements
import TransparencyLog

/// Whose report a statement of a bundle is that another member published: what an opening shows of it.
package enum OpenedReport: Hashable, Sendable {
    /// The member's, at these places of the bundle, from 1; whether the publisher has changed what it says.
    case opened(by: MemberID, numbers: [Int], isChanged: Bool)
    /// Why it opens nothing of the bundle.
    case closed(String)
}

extension VerifiedBundle {
    /// Looks at an opening with the member register of the bundle.
    package func opened(by opening: OriginOpening) -> OpenedReport {
        guard let key = roster.logKey(for: opening.origin),
            roster.scope(of: opening.origin) != .never
        else {
            return .closed("the member register of the bundle knows no log \(opening.origin)")
        }
        let verified: VerifiedOpening
        do {
            verified = try opening.verified(by: key)
        } catch {
            return .closed("\(opening.origin.member) did not sign it: \(error)")
        }
        var (numbers, isChanged) = ([Int](), false)
        var mismatch = VerifiedOpening.Mismatch.noCommitment
        for statement in statements {
            guard case .said(.assertIndicator(let report)) = statement.content else { continue }
            switch verified.relation(to: report, in: statement.dot.log) {
            case .same: numbers.append(statement.number)
            case .changed:
                numbers.append(statement.number)
                isChanged = true
            case .none(.noCommitment): break
            case .none(let other):
                // One that carries this commitment where it does not belong tells more than others do.
                if mismatch != .otherPublisher, mismatch != .otherChannel,
                    mismatch != .otherIdentifier
                {
                    mismatch = other
                }
            }
        }
        guard numbers.isEmpty else {
            return .opened(by: verified.member, numbers: numbers, isChanged: isChanged)
        }
        return .closed("no report of the bundle is opened by it: \(mismatch.rawValue)")
    }
}
