import AllianceNames
import Casework
import GS1
import Peering
import SignIn

/// Which inquiries are listed: in a state, of a side, of who works on them.
struct InquiryFilter {
    var state: Inquiry.State?
    var side: Inquiry.Side?
    var assignee: PersonID?

    init() {}

    /// As an address of the console has it; what is empty there filters nothing.
    /// - Throws: status 400 for words that no form of ours sends.
    init(_ target: RequestTarget) throws(PeerProblem) {
        state = try target.filter("state") { Inquiry.State(rawValue: $0) }
        side = try target.filter("side") { Inquiry.Side(rawValue: $0) }
        assignee = try target.filter("assignee") { try? PersonID(parsing: $0) }
    }

    func takes(_ one: Inquiry) -> Bool {
        (state ?? one.state) == one.state && (side ?? one.side) == one.side
            && (assignee == nil || assignee == one.assignee)
    }

    /// Of an address; empty where nothing is filtered.
    var query: [String] {
        [
            state.map { "state=\($0.rawValue)" }, side.map { "side=\($0.rawValue)" },
            assignee.map { "assignee=\(PercentEncoding.segment($0.rawValue))" },
        ].compactMap { $0 }
    }
}
