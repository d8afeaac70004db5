import Dispatch

/// Runs what blocks (databases, signing after a database) on threads of its own, so that a slow disk
/// holds up nobody on the cooperative pool.
package struct BlockingCalls: Sendable {
    /// Tasks that prefer it begin on these threads: what they run here changes no thread.
    package var executor: any TaskExecutor { threads }

    private let threads: Threads

    package init(submit: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
        threads = Threads(submit: submit)
    }

    /// Several at a time, as many as the system finds threads for.
    package static func concurrent(label: String) -> BlockingCalls {
        let queue = DispatchQueue(label: label, attributes: .concurrent)
        return BlockingCalls { work in queue.async(execute: work) }
    }

    /// One at a time, in the order of the calls.
    package static func serial(label: String) -> BlockingCalls {
        let queue = DispatchQueue(label: label)
        return BlockingCalls { work in queue.async(execute: work) }
    }

    package func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let isHere = withUnsafeCurrentTask {
            $0?.unownedTaskExecutor == threads.asUnownedTaskExecutor()
        }
        if isHere { return try body() }
        return try await withCheckedThrowingContinuation { continuation in
            threads.submit { continuation.resume(with: Result(catching: body)) }
        }
    }

    private final class Threads: TaskExecutor {
        let submit: @Sendable (@escaping @Sendable () -> Void) -> Void

        init(submit: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
            self.submit = submit
        }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            submit { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }
}
