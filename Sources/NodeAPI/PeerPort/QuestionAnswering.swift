package import AllianceNames
package import Peering

/// Answers the product questions that other members post to `/questions`.
///
/// Question and answer are opaque here; their encoding belongs to product authentication. The asker
/// is known by its certificate. A refusal is a `PeerProblem`, shown to the asker as it is, and says
/// nothing that a guesser of serial numbers could use.
package protocol QuestionAnswering: Sendable {
    /// - Parameter question: at most `ConnectionLimits.bodyBytesMax` bytes.
    func answer(
        _ question: [UInt8], from asker: MemberID
    ) async throws(PeerProblem) -> [UInt8]
}
