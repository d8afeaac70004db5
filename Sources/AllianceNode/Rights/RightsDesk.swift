package import AllianceNames
package import Casework
package import MarkRecognition
import MergedView
package import NodeAPI
import Peering
import Roster
package import Statements

/// Rights at the desk.
package final class RightsDesk: DeskRights {
    private let node: OpenedNode
    private let signing: any ReportSigning
    private let calls: BlockingCalls
    package let secondLook: SecondLook

    package init(
        node: OpenedNode, signing: any ReportSigning, secondLook: SecondLook, calls: BlockingCalls
    ) {
        self.node = node
        self.signing = signing
        self.secondLook = secondLook
        self.calls = calls
    }

    package func channels() -> [ChannelID] {
        let roster = node.roster
        return roster.channels(readableBy: node.member).filter {
            roster.mayWrite(node.member, $0)
        }
    }

    package func rights(of members: Set<MemberID>) async throws -> [StatedRight] {
        try await calls.run { [node] in try node.statedRights(of: members) }
    }

    package func proposals(
        for mark: String, without taken: [String]
    ) async throws -> [AliasProposal] {
        try await calls.run { [node] in
            let proposer = AliasProposer(try node.markRegister())
            do throws(RecognitionError) {
                return try proposer.proposals(for: mark, without: taken)
            } catch {
                throw PeerProblem(
                    status: 422, keyword: error.keyword, detail: "This is no mark: \(error).")
            }
        }
    }

    package func state(
        _ right: Right, in channel: ChannelID, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        try await signing.sign(in: channel, for: request) { [.right(right)] }
    }

    package func ownRights(_ key: String) async throws -> [OwnRight] {
        try await calls.run { [node] in try node.ownRights(key) }
    }

    package func withdraw(
        _ key: String, in channel: ChannelID, seen: String?, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        try await signing.sign(in: channel, for: request) { [node, calls] in
            let dots = try await calls.run { try node.ownStatements(ofRight: key, in: channel) }
            if let seen, !dots.isEmpty { try SeenStatements.check(dots, are: seen) }
            return Retraction.statements(of: dots)
        }
    }
}
