import Dispatch

/// Runs what blocks (databases, signing after a database) on threads of its own, so that a slow disk
/// holds up nobody on the cooperative pool.
package struct BlockingCalls: Sendable {
    private let submit: @Sendable (@escaping @Sendable () -> Void) -> Void

    package init(submit: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
        self.submit = submit
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
        try await withCheckedThrowingContinuation { continuation in
            submit { continuation.resume(with: Result(catching: body)) }
        }
    }
}
