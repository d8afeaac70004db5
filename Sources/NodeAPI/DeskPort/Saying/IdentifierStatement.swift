import AllianceNames
import AuditTrail
import CRDT
import MergedView
import Peering
import Statements

/// What is said of an identifier in this member's name beside a report, or taken back: the same, whether a person says it
/// by a form of the console or a program by REST.
enum IdentifierStatement: Sendable {
    case objection(Dispute)
    case sightings(SightingTotal)
    case link(OperatorLink)
    case withdrawal(Withdrawn, of: Indicator)

    /// What this member takes back of an identifier: all of its kind that it says in a channel. Reports too, whoever
    /// prepared them.
    enum Withdrawn: String, CaseIterable, Sendable {
        case reports, objections, links, sightings

        var kind: EntryKind {
            switch self {
            case .reports: .assertIndicator
            case .objections: .dispute
            case .links: .link
            case .sightings: .sight
            }
        }
    }

    /// What it is of; of the two that a link is of, the first.
    var indicator: Indicator {
        switch self {
        case .objection(let said): said.indicator
        case .sightings(let said): said.indicator
        case .link(let said): said.a
        case .withdrawal(_, let indicator): indicator
        }
    }

    var isWithdrawal: Bool {
        if case .withdrawal = self { true } else { false }
    }

    /// In the audit log.
    var what: String {
        switch self {
        case .objection: "objection"
        case .sightings: "sighting"
        case .link: "link"
        case .withdrawal(let what, _): what.rawValue
        }
    }

    /// In the audit log, before it is signed.
    var action: AuditAction { isWithdrawal ? .withdrawReport : .publishReport }

    /// Who may see it; nil for what is said to the whole channel, or taken back.
    var marking: TLP? {
        switch self {
        case .objection(let said): said.tlp
        case .link(let said): said.tlp
        case .sightings, .withdrawal: nil
        }
    }

    /// Whether every reader will accept what it says, so that nobody confirms what then cannot be signed.
    ///
    /// - Throws: status 422, as signing it would.
    func check() throws(PeerProblem) {
        let statement: Statement? =
            switch self {
            case .objection(let said): .dispute(said)
            case .sightings(let said): .sight(said.sighting(posted: 0))
            case .link(let said): .link(said)
            case .withdrawal: nil
            }
        do throws(StatementError) {
            _ = try statement?.acceptedPayload()
        } catch {
            throw error.unsigned
        }
    }

    // MARK: Signing

    /// What it would take back now, in its order; empty for what takes nothing back.
    func takenBack(
        in channel: ChannelID, _ signing: any ReportSigning
    ) async throws -> [StatementDot] {
        guard case .withdrawal(let what, let indicator) = self else { return [] }
        return try await signing.ownStatements(what.kind, of: indicator, in: channel)
    }

    /// What is to be signed, as things are now; empty where there is nothing to take back.
    ///
    /// - Parameter confirm: is handed what is taken back, and throws where that is not what was meant.
    func statements(
        in channel: ChannelID, _ signing: any ReportSigning,
        confirm: ([StatementDot]) throws -> Void = { _ in }
    ) async throws -> [Statement] {
        switch self {
        case .objection(let said): return [.dispute(said)]
        case .sightings(let said):
            // The new total still has in it what objects that were posted say one by one.
            let before = try await signing.ownSighting(of: said.indicator, in: channel)
            return [.sight(said.sighting(posted: before?.postedTotal ?? 0))]
        case .link(let said): return [.link(said)]
        case .withdrawal:
            let dots = try await takenBack(in: channel, signing)
            guard !dots.isEmpty else { return [] }
            try confirm(dots)
            return Retraction.statements(of: dots)
        }
    }
}
