package import Peering
import Synchronization

/// The body of a request on its way from its connection to whoever reads it, piece by piece: whoever sends
/// faster than it is read waits.
///
/// One reader. It ends with nil, or with what broke it off.
package final class RequestStream: Sendable {
    /// Beyond that nothing more is read from the socket, until half of it is taken.
    package static let waitingBytesMax = 256 * 1024

    package struct BrokenOff: Error, Equatable {
        /// What the sender is told, where it still listens.
        package let problem: PeerProblem?

        package init(_ problem: PeerProblem?) { self.problem = problem }
    }

    private struct State {
        var pieces: [[UInt8]] = []
        var byteCount = 0
        var isFull = false
        var end: Result<Void, BrokenOff>?
        var reader: CheckedContinuation<[UInt8]?, any Error>?

        /// The next piece, and whether there is room again with it.
        mutating func take() -> (bytes: [UInt8], hasRoom: Bool)? {
            guard !pieces.isEmpty else { return nil }
            let bytes = pieces.removeFirst()
            byteCount -= bytes.count
            let hasRoom = isFull && byteCount <= RequestStream.waitingBytesMax / 2
            if hasRoom { isFull = false }
            return (bytes, hasRoom)
        }
    }

    private let state = Mutex(State())
    /// Called where there is room again after `offer` said that there is none.
    private let onRoom: @Sendable () -> Void

    package init(onRoom: @escaping @Sendable () -> Void) { self.onRoom = onRoom }

    /// - Returns: whether more may come at once.
    package func offer(_ bytes: [UInt8]) -> Bool {
        let (reader, isFull): (CheckedContinuation<[UInt8]?, any Error>?, Bool) = state.withLock {
            state in
            guard state.end == nil, !bytes.isEmpty else { return (nil, false) }
            if let reader = state.reader {
                state.reader = nil
                return (reader, false)
            }
            state.pieces.append(bytes)
            state.byteCount += bytes.count
            state.isFull = state.byteCount >= Self.waitingBytesMax
            return (nil, state.isFull)
        }
        reader?.resume(returning: bytes)
        return !isFull
    }

    /// All is there.
    package func end() { end(.success(())) }

    /// Nothing more comes. What waits is read still where there is something to tell the sender, as of a body that is
    /// too long; without, it is dropped.
    package func breakOff(_ problem: PeerProblem? = nil) { end(.failure(BrokenOff(problem))) }

    private func end(_ end: Result<Void, BrokenOff>) {
        let reader: CheckedContinuation<[UInt8]?, any Error>? = state.withLock { state in
            guard state.end == nil else { return nil }
            state.end = end
            // Of whoever is gone, or is heard no more, nothing is done that was not begun.
            if case .failure(let broken) = end, broken.problem == nil {
                (state.pieces, state.byteCount, state.isFull) = ([], 0, false)
            }
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(with: end.map { nil }.mapError { $0 as any Error })
    }

    /// The next piece; nil at the end.
    /// - Throws: `BrokenOff`.
    package func next() async throws -> [UInt8]? {
        if let (bytes, hasRoom) = state.withLock({ $0.take() }) {
            if hasRoom { onRoom() }
            return bytes
        }
        return try await withCheckedThrowingContinuation { reader in
            // Something may have come, or ended, meanwhile.
            let (now, hasRoom): (Result<[UInt8]?, any Error>?, Bool) = state.withLock { state in
                if let (bytes, hasRoom) = state.take() { return (.success(bytes), hasRoom) }
                if let end = state.end {
                    let ended: Result<[UInt8]?, any Error> = end.map { nil }
                        .mapError { $0 as any Error }
                    return (ended, false)
                }
                precondition(state.reader == nil, "a request's body has one reader")
                state.reader = reader
                return (nil, false)
            }
            if hasRoom { onRoom() }
            if let now { reader.resume(with: now) }
        }
    }
}
