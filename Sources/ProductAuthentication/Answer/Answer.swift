package import AllianceNames
package import TransparencyLog

/// What one member says to one question, at one time.
package struct Answer: Hashable, Sendable {
    /// The state of the responder's log that the answer rests on.
    package struct AsOf: Hashable, Sendable {
        package let origin: LogOrigin
        package let size: TreeSize
        package let root: Digest

        package init(origin: LogOrigin, size: TreeSize, root: Digest) {
            self.origin = origin
            self.size = size
            self.root = root
        }
    }

    /// SHA-256 of the question as it travelled.
    package let question: Digest
    package let responder: MemberID
    /// Milliseconds since 1970, by the responder's clock.
    package let answeredAt: UInt64
    package let judgement: Judgement
    /// How long the asker may use the answer again, in seconds; 0 for not at all.
    package let keepSeconds: Int
    /// Nil for a member without a log.
    package let asOf: AsOf?

    package init(
        question: Digest, responder: MemberID, answeredAt: UInt64, judgement: Judgement,
        keepSeconds: Int = 0, asOf: AsOf?
    ) {
        self.question = question
        self.responder = responder
        self.answeredAt = answeredAt
        self.judgement = judgement
        self.keepSeconds = keepSeconds
        self.asOf = asOf
    }
}
