import AllianceNode
import Dispatch
import Synchronization
import Testing

@Suite struct BlockingCallsTests {
    private struct Failed: Error {}

    private static let place = DispatchSpecificKey<Bool>()

    private static func calls() -> BlockingCalls {
        let queue = DispatchQueue(label: "calls", attributes: .concurrent)
        queue.setSpecific(key: place, value: true)
        return BlockingCalls { work in queue.async(execute: work) }
    }

    private static var isThere: Bool { DispatchQueue.getSpecific(key: place) == true }

    @Test("a call runs on the threads for it, whoever calls, and its error is told")
    func elsewhere() async throws {
        let calls = Self.calls()
        #expect(!Self.isThere)
        #expect(try await calls.run { Self.isThere })
        await #expect(throws: Failed.self) { try await calls.run { throw Failed() } }
    }

    @Test("a task on these threads calls at once, and queues up behind nobody")
    func here() async throws {
        let serial = DispatchQueue(label: "one thread")
        let calls = BlockingCalls { work in serial.async(execute: work) }
        let order = Mutex<[String]>([])
        try await Task(executorPreference: calls.executor) {
            serial.async { order.withLock { $0.append("another") } }
            try await calls.run { order.withLock { $0.append("call") } }
        }.value
        serial.sync {}
        #expect(order.withLock { $0 } == ["call", "another"])
    }

    @Test("a task on other threads changes to these for the call alone")
    func others() async throws {
        let (calls, others) = (Self.calls(), BlockingCalls.concurrent(label: "others"))
        let places = try await Task(executorPreference: others.executor) {
            [Self.isThere, try await calls.run { Self.isThere }, Self.isThere]
        }.value
        #expect(places == [false, true, false])
    }
}
