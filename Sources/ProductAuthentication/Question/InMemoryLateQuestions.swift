package import AllianceNames
import Synchronization

/// The store's twin for tests, simulations and commands that keep nothing.
package final class InMemoryLateQuestions: LateQuestionStore {
    private let kept = Mutex<[LateQuestion]>([])

    package init() {}

    @discardableResult
    package func add(_ late: LateQuestion) -> Int {
        kept.withLock { kept in
            guard !kept.contains(late) else { return 0 }
            kept.append(late)
            let before = kept.count
            while kept.count(where: { $0.owner == late.owner })
                > LateQuestionLimits.waitingOfOwnerMax,
                let oldest = kept.firstIndex(where: { $0.owner == late.owner })
            { kept.remove(at: oldest) }
            while kept.count > LateQuestionLimits.waitingMax { kept.removeFirst() }
            return before - kept.count
        }
    }

    package func waiting(for owner: MemberID, limit: Int) -> [Question] {
        kept.withLock { kept in
            kept.lazy.filter { $0.owner == owner }.prefix(limit).map(\.question)
        }
    }

    package func owners() -> [MemberID] {
        kept.withLock { Set($0.map(\.owner)).sorted() }
    }

    package func remove(_ questions: [Question], of owner: MemberID) {
        let gone = Set(questions)
        kept.withLock { kept in
            kept.removeAll { $0.owner == owner && gone.contains($0.question) }
        }
    }

    package func count() -> Int { kept.withLock { $0.count } }
}
