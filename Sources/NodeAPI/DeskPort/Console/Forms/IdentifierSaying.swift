import AllianceNames
import AuditTrail
import CRDT
import MergedView
import Peering
import SignIn
import Statements
import TransparencyLog

/// What a form says of an identifier in this member's name, read from its fields.
struct IdentifierSaying: Sendable {
    let form: SayingForm
    let indicator: Indicator
    let channel: ChannelID
    let said: IdentifierStatement

    /// - Throws: status 400 for what is missing or cannot be read, 422 for a link that links nothing, and for what no
    ///   reader would accept.
    init(
        _ form: SayingForm, of indicator: Indicator, _ fields: FormFields
    ) throws(PeerProblem) {
        self.form = form
        self.indicator = indicator
        let typed = ReportForm(fields)
        switch form {
        case .object:
            channel = try typed.channel()
            said = .objection(try Self.objection(to: indicator, fields))
        case .sight:
            channel = try typed.channel()
            said = .sightings(try Self.sightings(of: indicator, typed))
        case .link:
            channel = try typed.channel()
            said = .link(try Self.link(of: indicator, fields))
        case .withdraw:
            let parts = (fields[SayingForm.which] ?? "").split(separator: " ").map(String.init)
            guard parts.count == 2, let what = IdentifierStatement.Withdrawn(rawValue: parts[0]),
                let place = try? ChannelID(parsing: parts[1])
            else { throw ReportForm.wrong("Choose what is withdrawn.") }
            channel = place
            said = .withdrawal(what, of: indicator)
        }
        try said.check()
    }

    private static func objection(
        to indicator: Indicator, _ fields: FormFields
    ) throws(PeerProblem) -> Dispute {
        guard let reason = Dispute.Reason(name: fields["reason"] ?? "") else {
            throw ReportForm.wrong("Choose a reason of the list.")
        }
        return Dispute(
            indicator: indicator, reason: reason,
            text: ReportForm.trimmed(fields[SayingForm.words]),
            onBehalfOfSeller: fields[SayingForm.seller] == "yes",
            tlp: try ReportForm(fields).marking())
    }

    private static func sightings(
        of indicator: Indicator, _ typed: ReportForm
    ) throws(PeerProblem) -> SightingTotal {
        guard let total = typed.figure("total"), (1...Int(Sighting.totalMax)).contains(total)
        else { throw ReportForm.wrong("How often it was seen, in all, is a figure from 1.") }
        guard let first = try typed.day("first"), let last = try typed.day("last") else {
            throw ReportForm.wrong("Say when it was seen first and last.")
        }
        guard first <= last else {
            throw ReportForm.wrong(
                "It was last seen before it was first seen: look for exchanged dates.")
        }
        return SightingTotal(of: indicator, total: UInt64(total), first: first, last: last)
    }

    private static func link(
        of indicator: Indicator, _ fields: FormFields
    ) throws(PeerProblem) -> OperatorLink {
        let typed = ReportForm(fields)
        let (other, basis) = (try typed.indicator(), try typed.basis())
        let (confidence, tlp) = (try typed.confidence(), try typed.marking())
        do throws(StatementError) {
            return try OperatorLink(
                indicator, other, basis: basis,
                evidence: ReportForm.trimmed(fields[SayingForm.shows]), confidence: confidence,
                tlp: tlp)
        } catch {
            throw PeerProblem(
                status: 422, keyword: error.keyword, detail: "This links nothing: \(error).")
        }
    }

    func takenBack(_ signing: any ReportSigning) async throws -> [StatementDot] {
        try await said.takenBack(in: channel, signing)
    }

    /// What is to be signed.
    ///
    /// - Parameter seen: of what is taken back, as the page showed it.
    /// - Throws: status 409 where another statement came meanwhile, or one is withdrawn already.
    func statements(
        _ signing: any ReportSigning, seen: String?
    ) async throws -> [Statement] {
        try await said.statements(in: channel, signing) { dots in
            try SeenStatements.check(dots, are: seen)
        }
    }
}

extension FormFields {
    /// So that one form signs once, however often a browser sends it.
    ///
    /// - Throws: status 400 for a form that this desk did not make.
    func request(_ request: DeskRequest) throws(PeerProblem) -> KeyedRequest {
        guard let key = self[SayingForm.once], Secret(key) != nil else {
            throw ReportForm.wrong("Begin again with an empty form.")
        }
        return KeyedRequest(request, key: key)
    }
}
