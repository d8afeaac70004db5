import AllianceNode
import GS1
import ProductAuthentication
import Synchronization
import Testing
import TransparencyLog

@Suite final class RecentKnowledgeTests: Sendable {
    private let inner = FixedKnowledge()
    private let roster = Mutex(Digest.zero)
    private let clock = Mutex<UInt64>(5_000)

    private func recent() -> RecentKnowledge {
        RecentKnowledge(
            inner, roster: { [self] in roster.withLock { $0 } },
            now: { [self] in clock.withLock { $0 } })
    }

    private func isSerialised(_ knowledge: RecentKnowledge) throws -> Bool? {
        try knowledge.product(.gtin(GTIN(parsing: "04006381333931")))?.isSerialised
    }

    private func register(_ isSerialised: Bool) {
        inner.registered.withLock { $0 = Facts.Product(isSerialised: isSerialised) }
    }

    @Test("what is registered is read once a second, and what is not, each time")
    func once() throws {
        let knowledge = recent()
        #expect(try isSerialised(knowledge) == nil)
        register(true)
        #expect(try isSerialised(knowledge) == true)
        register(false)
        #expect(try isSerialised(knowledge) == true)
        clock.withLock { $0 += RecentKnowledge.ageMax - 1 }
        #expect(try isSerialised(knowledge) == true)
        clock.withLock { $0 += 1 }
        #expect(try isSerialised(knowledge) == false)
    }

    @Test("a new register counts at once, and a clock that goes back keeps nothing")
    func anew() throws {
        let knowledge = recent()
        register(true)
        #expect(try isSerialised(knowledge) == true)
        register(false)
        roster.withLock { $0 = Digest.sha256([1]) }
        #expect(try isSerialised(knowledge) == false)
        register(true)
        clock.withLock { $0 -= 1 }
        #expect(try isSerialised(knowledge) == true)
    }
}
