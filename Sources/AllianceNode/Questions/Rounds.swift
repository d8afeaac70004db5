import AllianceNames
import ProductAuthentication

/// What the owners of one number said, the present one first, and what it comes to.
struct Rounds {
    struct Reply {
        let answer: Answer
        let signed: SignedAnswer

        func gives(_ reason: ReasonCode) -> Bool { answer.judgement.reasons.contains(reason) }
    }

    enum Round {
        case answered(Reply)
        case failed(MemberID, ReasonCode, String)
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

    var failures: [Authentication.Failure] {
        rounds.compactMap { round in
            guard case .failed(let member, _, let detail) = round else { return nil }
            return Authentication.Failure(member: member, detail: detail)
        }
    }

    /// That a number is unknown is said only when all who could know it have answered.
    var outcome: (judgement: Judgement, reply: Reply?) {
        if let decisive { return (decisive.answer.judgement, decisive) }
        for round in rounds {
            switch round {
            case .failed(_, let reason, _):
                return (Judgement([Finding(reason)]), nil)
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
