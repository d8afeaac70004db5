import AllianceNames
import CSV
package import Peering
package import Statements

/// What a form or a terminal says of a proposal that is filed.
package enum ProposalFields {
    /// - Throws: status 422 with what is wrong.
    package static func right(_ text: String) throws(PeerProblem) -> Complaint.RightReference {
        do throws(CSVRowError) {
            return try ComplaintRows.right(text)
        } catch {
            throw PeerProblem(status: 422, keyword: error.keyword, detail: "\(error.reason).")
        }
    }
}
