import AllianceNode
import Complaints
import Credentials
import Logging
import NodeAPI
import SQLiteStore
import Statements

extension HomeOption {
    /// Opens the folder with what its desk knows of complaints.
    func openComplaints() throws -> (node: OpenedNode, desk: any DeskComplaints) {
        let node = try open()
        return (node, try node.complaintsAtHand())
    }

    /// Opens the folder with what its desk knows of measures.
    func openMeasures() throws -> any DeskMeasures { try open().measuresAtHand() }

    /// Opens the folder of a platform with what its marketplaces do.
    /// - Throws: where it has none.
    func openMarketplaceWork() throws -> (
        desk: any DeskComplaints, work: any DeskMarketplaceWork
    ) {
        guard let (desk, work) = try open().marketplaceWorkAtHand() else {
            throw CommandError(
                "this member has no marketplaces: a platform names them in marketplaces.json")
        }
        return (desk, work)
    }

    /// Signs what somebody says in a complaint's course, and says where it stands.
    /// - Parameters:
    ///   - person: who says it, where it is a person's own.
    ///   - what: begins the sentence.
    func say(
        _ person: String?, _ what: String, format: OutputFormat,
        _ statement: (any DeskComplaints) async throws -> ComplaintStatement
    ) async throws {
        let (_, desk) = try openComplaints()
        let said = try await statement(desk).readable()
        let outcome = try await desk.say(said, by: person, for: nil)
        _ = try ComplaintOutput.write(outcome, what, format: format)
    }
}

extension OpenedNode {
    /// What the desk of a running node asks, without the node.
    /// - Throws: where this member reads no desk.
    func complaintsAtHand() throws -> any DeskComplaints {
        complaintDesk(try complaintParts(), signing: try signingAtHand())
    }

    /// The same for measures.
    func measuresAtHand() throws -> any DeskMeasures {
        measureDesk(try complaintParts(), signing: try signingAtHand())
    }

    /// What its marketplaces do, with a desk that asks them; nil where there are none.
    func marketplaceWorkAtHand() throws -> (
        desk: any DeskComplaints, work: any DeskMarketplaceWork
    )? {
        let calls = BlockingCalls.concurrent(label: "marketplaces")
        guard let set = try marketplacesOfPlatform(calls: calls) else { return nil }
        let complaints = try complaintParts(marketplaces: [set])
        let desk = complaintDesk(complaints, signing: try signingAtHand())
        let parts = try marketplaceParts(
            set, register: complaints.register, pulse: Pulse(), calls: calls,
            logger: Logger(label: "touchstone"))
        return (desk, MarketplaceWork(parts, desk: desk, calls: calls))
    }

    private func complaintParts(
        marketplaces: [any MarketplaceAdapter] = []
    ) throws -> NodeComplaints {
        guard
            let complaints = try complaintsOfDesks(
                marketplaces: marketplaces, standing: accountStanding())
        else {
            throw CommandError(
                "this member reads no desk: complaints go to a channel 'desk-<brand>', which the register opens ('touchstone alliance seat')"
            )
        }
        return complaints
    }

    private func signingAtHand() throws -> ReportDesk {
        ReportDesk(
            node: self, keys: try SQLiteRequestKeys(path: home.requestDatabase),
            calls: .concurrent(label: "complaints"))
    }
}
