package import AllianceNames
package import NIOCore
package import NIOPosix
package import Peering
import Synchronization

/// Questions that wait for a thread to answer them, and the threads that do.
///
/// To wake a thread for each question, and its event loop for each answer, costs more than most
/// answers. So whoever has begun goes on while there are questions, and hands answers back several at
/// a time: under load nobody sleeps, and nobody has to be woken.
///
/// A connection has one question under way at most, and keeps its place until that is answered, so the number of
/// places bounds what waits.
package final class QuestionQueue: Sendable {
    /// Threads that answer at once; the others of the pool stay free for other members' reads.
    package static let threadsMax = 2
    /// Answers that are handed back together. The first of them waits for the last.
    package static let batchMax = 8
    /// Batches after which a thread lets other work of the pool go first.
    package static let batchesMax = 32

    package struct Asked: Sendable {
        let question: ByteBuffer
        let asker: MemberID
        let arrived: NIODeadline
        let eventLoop: any EventLoop
        let answered: @Sendable (Result<[UInt8], PeerProblem>) -> Void

        /// - Parameter answered: called once, on `eventLoop`.
        package init(
            _ question: ByteBuffer, from asker: MemberID, arrived: NIODeadline,
            eventLoop: any EventLoop,
            answered: @escaping @Sendable (Result<[UInt8], PeerProblem>) -> Void
        ) {
            self.question = question
            self.asker = asker
            self.arrived = arrived
            self.eventLoop = eventLoop
            self.answered = answered
        }
    }

    private struct State {
        var waiting: [Asked] = []
        /// Threads at work or called to it.
        var threads = 0
    }

    private let questions: any QuestionAnswering
    private let threads: NIOThreadPool
    private let state = Mutex(State())

    /// - Parameter threads: running.
    package init(_ questions: any QuestionAnswering, threads: NIOThreadPool) {
        self.questions = questions
        self.threads = threads
    }

    package func ask(_ asked: Asked) {
        let begins = state.withLock { state in
            state.waiting.append(asked)
            guard state.threads < Self.threadsMax else { return false }
            state.threads += 1
            return true
        }
        if begins { begin() }
    }

    private func begin() {
        threads.submit { state in
            switch state {
            case .active: self.work()
            case .cancelled: self.refuseAll()
            }
        }
    }

    private func work() {
        for _ in 0..<Self.batchesMax {
            guard let batch = take() else { return }
            handBack(batch.map { asked in (asked, answer(asked)) })
        }
        begin()
    }

    /// Nil where nobody waits; then this thread is done.
    private func take() -> [Asked]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.threads -= 1
                return nil
            }
            // What waits is shared with the other threads.
            let count = min(Self.batchMax, max(1, state.waiting.count / Self.threadsMax))
            let batch = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(count)
            return batch
        }
    }

    private func answer(_ asked: Asked) -> Result<[UInt8], PeerProblem> {
        let waited = (NIODeadline.now() - asked.arrived).nanoseconds / 1_000_000
        do throws(PeerProblem) {
            return .success(
                try questions.answer(
                    Array(asked.question.readableBytesView), from: asked.asker,
                    waited: UInt64(max(0, waited))))
        } catch {
            return .failure(error)
        }
    }

    private func handBack(_ answers: [(asked: Asked, result: Result<[UInt8], PeerProblem>)]) {
        var rest = answers[...]
        while let eventLoop = rest.first?.asked.eventLoop {
            let ofLoop = rest.filter { $0.asked.eventLoop === eventLoop }
            rest.removeAll { $0.asked.eventLoop === eventLoop }
            eventLoop.execute {
                for (asked, result) in ofLoop { asked.answered(result) }
            }
        }
    }

    /// The node ends, and its threads have ended.
    private func refuseAll() {
        let waiting = state.withLock { state in
            state.threads -= 1
            defer { state.waiting = [] }
            return state.waiting
        }
        handBack(
            waiting.map { asked in
                (
                    asked,
                    .failure(
                        PeerProblem(
                            status: 503, keyword: "ending",
                            detail: "This node is shutting down; ask again later."))
                )
            })
    }
}
