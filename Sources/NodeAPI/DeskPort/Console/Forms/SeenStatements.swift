import AllianceNames
import CRDT
package import MergedView
package import Peering
import TransparencyLog

/// Statements that a page showed, so that its form takes back those and no others.
package enum SeenStatements {
    /// Names them in a form.
    ///
    /// - Parameter dots: in order.
    static func mark(of dots: [StatementDot]) -> String {
        let text = dots.map { "\($0.log) \($0.index)" }.joined(separator: "\n")
        return Digest.sha256(Array(text.utf8)).hex
    }

    /// - Parameters:
    ///   - dots: that there are now, in order.
    ///   - mark: of what the page showed.
    /// - Throws: status 409 where another statement came meanwhile, or one is withdrawn already.
    package static func check(_ dots: [StatementDot], are mark: String?) throws(PeerProblem) {
        guard Self.mark(of: dots) == mark else {
            throw PeerProblem(
                status: 409, keyword: "changed-meanwhile",
                detail:
                    "What this member says of it has changed since it was shown; look at it again.")
        }
    }
}
