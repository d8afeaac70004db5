import AllianceNames
import AllianceNode
import Casework
import Logging
import Peering
import Replication
import SQLiteStore
import Synchronization
import Testing

@Suite struct LetterUpkeepTests {
    private struct Waiting: QueuedLetter {
        let course: CaseworkID
        let recipient = MemberID(unchecked: "other")
        let content = [UInt8]("hello".utf8)
        let createdAt: UInt64 = 1_000
        let attempts = 0
    }

    private enum Unprepared: Error { case always }

    /// Of one letter; nothing can be prepared.
    private final class Queue: LetterQueue {
        let letter: Waiting
        let postponed = Mutex<[CaseworkID]>([])
        let noun = "tests"
        let deliveryMilliseconds: UInt64 = 1_000

        init() {
            var generator = SystemRandomNumberGenerator()
            letter = Waiting(course: CaseworkID(from: &generator))
        }

        func now() -> UInt64 { 1_000 }
        func prepare() async throws { throw Unprepared.always }
        func due() async throws -> [Waiting] { [letter] }
        func arrived(_ letter: Waiting) async throws {}
        func failed(_ letter: Waiting, _ why: LetterFailure) async throws {}
        func removeOld() async throws {}

        func postpone(_ letter: Waiting, until due: UInt64) async throws {
            postponed.withLock { $0.append(letter.course) }
        }
    }

    private struct Away: LetterPassing {
        func pass(
            _ text: [UInt8], to peer: MemberID, deadline: Duration
        ) async throws -> [UInt8] {
            throw PeerError.unreachable("away")
        }
    }

    @Test("what waits is tried where nothing can be prepared, and that is said")
    func unprepared() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let own = try OpenedNode(alliance.home("own"))
        let queue = Queue()
        let upkeep = LetterUpkeep(
            queue, sending: own.letterSending(over: Away()), logger: WitnessWorld.quiet)
        await #expect(throws: Unprepared.always) { try await upkeep.round() }
        #expect(queue.postponed.withLock { $0 } == [queue.letter.course])
        try own.close()
    }
}
