import AllianceNames
package import ArgumentParser
import AuditTrail
import CSV
import Complaints
import JSON
import NodeAPI
import Statements

/// What screening proposes, at a platform.
package struct ComplaintProposals: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "proposals",
        abstract: "What screening proposes before anybody complained: list, put aside, file.",
        discussion: """
            Without a name: those that wait, by which most is at stake first.

            Example: touchstone complaint proposals --dismiss 17
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @Option(help: "Put this one aside: it is no case.") var dismiss: UInt64?
    @Option(help: "File this one as the platform's own complaint.") var file: UInt64?
    @Option(help: "With --file: the right, office and number, as EM:018012345.") var right: String?
    @Option(help: "With --file: \(Complaint.Ground.nameList).")
    var ground = Complaint.Ground.markInListing.name
    @Option(
        name: .customLong("declare"),
        help: ArgumentHelp(
            "With --file, who declares: \"\(Complaint.goodFaithDeclaration)\"", valueName: "name"))
    var declaredBy = ""
    @Option(help: "With --file: what else the other side should know.") var explanation = ""
    @OptionGroup package var evidence: EvidenceOption
    @OptionGroup package var channel: DeskChannelOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        guard dismiss == nil || file == nil else {
            throw ValidationError("either --dismiss or --file")
        }
        guard (file == nil) == (right == nil) else {
            throw ValidationError("--file needs --right, and the other way round")
        }
        if let right {
            _ = try ComplaintOptions.read { () throws(CSVRowError) in
                try ComplaintRows.right(right)
            }
        }
        _ = try ComplaintOptions.read { () throws(CSVRowError) in try ComplaintRows.ground(ground) }
    }

    package func run() async throws {
        let (desk, work) = try home.openMarketplaceWork()
        if let dismiss { return try await putAside(dismiss, work) }
        if let file, let right { return try await self.file(file, right, desk, work) }
        let found = try await work.proposals()
        try home.recordLook(
            .view, by: "complaint proposals", results: found.count, for: purpose.stated)
        guard format.format == .table else {
            return ComplaintOutput.write(json: [
                "proposals": .array(found.map(MarketplaceWorkJSON.proposal))
            ])
        }
        guard !found.isEmpty else { return Output.write("Nothing is proposed.") }
        var table = Table(["number", "harm EUR", "listing", "title", "proposed"])
        for one in found {
            table.append([
                "\(one.number)", "\(one.harmCents / 100)", one.listing.value, one.title,
                MomentText.print(one.proposedAt),
            ])
        }
        Output.write(table.text)
    }

    private func putAside(_ number: UInt64, _ work: any DeskMarketplaceWork) async throws {
        guard var found = try await work.proposal(number), try await work.dismiss(number) else {
            throw CommandError("no proposal \(number) waits")
        }
        found.state = .dismissed
        switch format.format {
        case .json: ComplaintOutput.write(json: ["proposal": MarketplaceWorkJSON.proposal(found)])
        case .table: Output.write("Proposal \(number) is put aside.")
        }
    }

    private func file(
        _ number: UInt64, _ right: String, _ desk: any DeskComplaints,
        _ work: any DeskMarketplaceWork
    ) async throws {
        let filing = ProposalFiling(
            right: try ComplaintOptions.read { () throws(CSVRowError) in
                try ComplaintRows.right(right)
            },
            ground: try ComplaintOptions.read { () throws(CSVRowError) in
                try ComplaintRows.ground(ground)
            }, goodFaithStatement: declaredBy.isEmpty ? "" : Complaint.goodFaithDeclaration,
            declaredBy: declaredBy, explanation: explanation,
            evidence: try await evidence.kept(at: desk))
        switch try await work.file(number, filing, in: channel.channel(of: desk)) {
        case nil: throw CommandError("no proposal \(number) waits")
        case .failed(let failures)?:
            ComplaintOutput.write(failures, format: format.format)
            throw CommandExit.negative
        case .answered(let outcome)?:
            _ = try ComplaintOutput.write(outcome, "Filed", format: format.format)
        }
    }
}
