package import AllianceNames
import Synchronization

/// Has what one member brings worked on one request at a time. Further ones wait in the order in which they came,
/// and take no thread meanwhile. How many can wait is how many connections the port gives a member.
package final class PosterTurns: Sendable {
    /// Those that wait, of each member whose turn it is.
    private let waiting = Mutex<[MemberID: [CheckedContinuation<Void, Never>]]>([:])

    package init() {}

    /// Requests of a member that wait.
    package func waiting(of member: MemberID) -> Int {
        waiting.withLock { $0[member]?.count ?? 0 }
    }

    func run<Value: Sendable>(
        of member: MemberID, _ body: () async throws -> Value
    ) async throws -> Value {
        await begin(member)
        defer { end(member) }
        return try await body()
    }

    private func begin(_ member: MemberID) async {
        await withCheckedContinuation { continuation in
            let isFirst = waiting.withLock { waiting in
                guard waiting[member] == nil else {
                    waiting[member]?.append(continuation)
                    return false
                }
                waiting[member] = []
                return true
            }
            if isFirst { continuation.resume() }
        }
    }

    private func end(_ member: MemberID) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard waiting[member]?.isEmpty == false else {
                waiting[member] = nil
                return nil
            }
            return waiting[member]?.removeFirst()
        }
        next?.resume()
    }
}
