package import AsyncHTTPClient
import NIOCore

extension HTTPClientResponse.Body {
    /// The body of an answer by a server outside the alliance. The time of a request is over with the head, so that a
    /// body that does not end is let go, and with it one of the few connections that a server gets.
    ///
    /// - Parameter time: for all of it.
    /// - Throws: `NIOTooManyBytesError`; `UnendingBody`; what breaks it off.
    package func collect(upTo bytesMax: Int, within time: Duration) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { tasks in
            tasks.addTask { Array(buffer: try await self.collect(upTo: bytesMax)) }
            tasks.addTask {
                try await Task.sleep(for: time)
                throw UnendingBody()
            }
            defer { tasks.cancelAll() }
            guard let first = try await tasks.next() else { throw UnendingBody() }
            return first
        }
    }
}

struct UnendingBody: Error, CustomStringConvertible {
    var description: String { "its answer does not end" }
}
