import AllianceNames
import NIOCore
import NIOPosix
import NodeAPI
import Peering
import Synchronization
import Testing

@Suite struct QuestionQueueTests {
    private static let asker = MemberID(unchecked: "customs")

    /// Repeats the question, and counts how many threads are at it.
    private final class Counting: QuestionAnswering {
        private let atWork = Mutex((now: 0, most: 0))
        var most: Int { atWork.withLock { $0.most } }

        func answer(
            _ question: [UInt8], from asker: MemberID, waited: UInt64
        ) throws(PeerProblem) -> [UInt8] {
            atWork.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            defer { atWork.withLock { $0.now -= 1 } }
            guard question.first != 0 else {
                throw PeerProblem(status: 429, keyword: "budget", detail: "Ask again tomorrow.")
            }
            return question
        }
    }

    /// Asks, and completes with the answer if it came on the event loop that it was asked on.
    private func ask(
        _ queue: QuestionQueue, _ question: [UInt8], on loop: any EventLoop
    ) -> EventLoopFuture<[UInt8]> {
        let promise = loop.makePromise(of: [UInt8].self)
        queue.ask(
            QuestionQueue.Asked(
                ByteBuffer(bytes: question), from: Self.asker, arrived: .now(), eventLoop: loop
            ) { result in
                #expect(loop.inEventLoop)
                promise.completeWith(result.mapError { $0 })
            })
        return promise.futureResult
    }

    @Test("every question gets its own answer on its own event loop, by few threads")
    func answers() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 3)
        let threads = NIOThreadPool(numberOfThreads: 4)
        threads.start()
        let counting = Counting()
        let queue = QuestionQueue(counting, threads: threads)
        // More than one turn of all threads.
        let count =
            3 * QuestionQueue.threadsMax * QuestionQueue.batchesMax * QuestionQueue.batchMax
        let asked = (0..<count).map { number in
            let question = [1, UInt8(number >> 8), UInt8(number & 0xff)]
            return (question, ask(queue, question, on: group.next()))
        }
        for (question, answer) in asked { #expect(try await answer.get() == question) }
        #expect((1...QuestionQueue.threadsMax).contains(counting.most))
        // Whoever came to the end of the queue begins again.
        #expect(try await ask(queue, [2], on: group.next()).get() == [2])
        try await threads.shutdownGracefully()
        try await group.shutdownGracefully()
    }

    @Test("a refusal is handed back as it is, and those beside it are answered")
    func refused() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        let queue = QuestionQueue(Counting(), threads: threads)
        let (before, refused, after) = (
            ask(queue, [1], on: group.next()), ask(queue, [0], on: group.next()),
            ask(queue, [2], on: group.next())
        )
        #expect(try await before.get() == [1])
        let problem = await #expect(throws: PeerProblem.self) { try await refused.get() }
        #expect(problem?.keyword == "budget")
        #expect(try await after.get() == [2])
        try await threads.shutdownGracefully()
        try await group.shutdownGracefully()
    }

    @Test("when the threads have ended, a question is refused and nobody waits")
    func ended() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        let counting = Counting()
        let queue = QuestionQueue(counting, threads: threads)
        try await threads.shutdownGracefully()
        for _ in 0...QuestionQueue.threadsMax {
            let problem = await #expect(throws: PeerProblem.self) {
                try await ask(queue, [1], on: group.next()).get()
            }
            #expect(problem?.status == 503)
        }
        #expect(counting.most == 0)
        try await group.shutdownGracefully()
    }
}
