package import AllianceNames
package import Peering

/// Answers the product questions that other members post to `/questions`.
///
/// Question and answer are opaque here; their encoding belongs to product authentication. The asker
/// is known by its certificate. A refusal is a `PeerProblem`, shown to the asker as it is, and says
/// nothing that a guesser of serial numbers could use.
package protocol QuestionAnswering: Sendable {
    /// Blocks; the port calls it on the threads that it was given for that.
    ///
    /// - Parameters:
    ///   - question: at most `ConnectionLimits.bodyBytesMax` bytes.
    ///   - waited: milliseconds since the question arrived.
    func answer(
        _ question: [UInt8], from asker: MemberID, waited: UInt64
    ) throws(PeerProblem) -> [UInt8]
}
