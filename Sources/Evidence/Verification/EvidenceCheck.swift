/// One thing that was looked at in a bundle, and what was found wrong. A finding about whoever made it, so
/// a value and no error.
package struct EvidenceCheck: Hashable, Sendable {
    /// In the order in which they are made.
    package enum Kind: String, CaseIterable, Sendable {
        case files, register, maker, authors, logged, payloads, histories, erasures, forks, subject
    }

    package let kind: Kind
    /// How many things were looked at.
    package internal(set) var count = 0
    /// Each says what, where, and what was expected.
    package internal(set) var failures: [String] = []
    /// False where it takes what an earlier check did not find in order.
    package internal(set) var isDone = false

    init(_ kind: Kind) { self.kind = kind }

    package var holds: Bool { isDone && failures.isEmpty }

    /// What holds where it holds.
    package var sentence: String {
        switch kind {
        case .files: "each of \(count) files is the one that the maker signed for"
        case .register:
            "the member register, in \(count) version\(count == 1 ? "" : "s"), was made by the authority whose key you gave"
        case .maker: "the member that made the bundle signed it"
        case .authors:
            "the logs of \(count) statement\(count == 1 ? "" : "s") were signed with the keys that the register gives to the authors"
        case .logged: "each statement is in its author's log, at the place that it names"
        case .payloads: "what each statement says is what its log committed to"
        case .histories:
            "the checkpoints of each log are of one history, and of the one that the register names"
        case .erasures:
            count == 0
                ? "no payload is missing"
                : "payloads are missing by certificate only (\(count))"
        case .forks:
            count == 0
                ? "no conflicting records are told of"
                : "the proofs of conflicting records hold (\(count))"
        case .subject: "each statement that can be read is about what the bundle is about"
        }
    }

    /// Failures that are told of one kind; more add nothing.
    static let failuresMax = 20

    mutating func fail(_ failure: String) {
        if failures.count < Self.failuresMax { failures.append(failure) }
    }
}

/// What came of looking at a bundle with an authority's key in hand.
package struct EvidenceJudgement: Sendable {
    package let checks: [EvidenceCheck]
    /// Nil unless all of them hold.
    package let verified: VerifiedBundle?

    package var holds: Bool { verified != nil }
}
