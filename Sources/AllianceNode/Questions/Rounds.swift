import AllianceNames
import ProductAuthentication

/// What the owners of one number said, the present one first, and what it comes to.
struct Rounds {
    struct Reply {
        let answer: Answer
        let signed: SignedAnswer

        func gives(_ reason: ReasonCode) -> Bool { answer.judgement.reasons.contains(reason) }
    }

    /// An owner that gave no answer that could be used.
    struct Silence {
        let member: MemberID
        let reason: ReasonCode
        /// For the operator.
        let detail: String
        /// What the owner's last published set of numbers says in its place.
        var published: [Finding] = []
    }

    enum Round {
        case answered(Reply)
        case failed(Silence)
    }

    private var rounds: [Round] = []

    mutating func append(_ round: Round) { rounds.append(round) }

    /// Whether nobody else needs to be asked.
    var isDecided: Bool { decisive != nil }

    /// The present owner's word, unless it only does not know the number; a former owner's only if it
    /// issued it.
    private var decisive: Reply? {
        for (position, round) in rounds.enumerated() {
            guard case .answered(let reply) = round else { continue }
            let isOpen = reply.gives(.serialUnknown) || reply.gives(.productNotRegistered)
            if reply.gives(.serialIssued) || position == 0 && !isOpen { return reply }
        }
        return nil
    }

    /// A former owner's word with a later one away says no more than that the number was issued: whatever became
    /// of the item since, the later one knows.
    private func judgement(by decisive: Reply) -> Judgement {
        let said = decisive.answer.judgement
        guard let silence = silences.first else { return said }
        return Judgement(
            verdict: said.verdict,
            confidence: min(said.confidence, Judge.formerOwnerConfidenceMax),
            reasons: said.reasons, details: said.details
        ).adding([Finding(silence.reason)])
    }

    private var silences: [Silence] {
        rounds.compactMap { round in
            if case .failed(let silence) = round { silence } else { nil }
        }
    }

    var failures: [Authentication.Failure] {
        silences.map { Authentication.Failure(member: $0.member, detail: $0.detail) }
    }

    /// Who is to be told of the question once it is back.
    var absent: [MemberID] {
        silences.filter { $0.reason == .ownerUnreachable }.map(\.member)
    }

    /// That a number is unknown is said only when all who could know it have answered.
    ///
    /// - Parameter now: milliseconds since 1970.
    func outcome(of question: Question, at now: UInt64) -> (judgement: Judgement, reply: Reply?) {
        if let decisive { return (judgement(by: decisive), decisive) }
        for round in rounds {
            switch round {
            case .failed(let silence):
                let told = silences.first { $0.published.contains { $0.bearing == .genuine } }
                return (
                    Judge.inAbsence(
                        of: question, silence.reason, published: (told ?? silence).published,
                        at: now), nil
                )
            case .answered(let reply) where reply.gives(.notDisclosed):
                return (reply.answer.judgement, reply)
            case .answered: continue
            }
        }
        guard case .answered(let reply) = rounds.first else {
            return (Judgement([Finding(.prefixNotInAlliance)]), nil)
        }
        return (reply.answer.judgement, reply)
    }
}
