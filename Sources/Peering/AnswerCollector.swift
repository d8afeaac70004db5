import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Replication
import Synchronization

/// Gathers one answer, and stops at the first byte over its limit. Each part of the body is copied
/// once, as a block, into the array that is handed out.
final class AnswerCollector: HTTPClientResponseDelegate {
    /// The most that is set aside for what a peer only announces.
    private static let reservedBytesMax = 256 * 1024

    struct Answer: Sendable {
        var status = 0
        var body: [UInt8] = []
    }

    private let bytesMax: Int
    private let answer = Mutex(Answer())

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    func didReceiveHead(
        task: HTTPClient.Task<Answer>, _ head: HTTPResponseHead
    ) -> EventLoopFuture<Void> {
        let status = Int(head.status.code)
        let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard announced <= limit(status) else {
            return task.eventLoop.makeFailedFuture(excess(status))
        }
        answer.withLock {
            $0.status = status
            $0.body.reserveCapacity(min(announced, Self.reservedBytesMax))
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(
        task: HTTPClient.Task<Answer>, _ part: ByteBuffer
    ) -> EventLoopFuture<Void> {
        let excessive = answer.withLock { answer -> Int? in
            guard answer.body.count + part.readableBytes <= limit(answer.status) else {
                return answer.status
            }
            part.withUnsafeReadableBytes { answer.body.append(contentsOf: $0) }
            return nil
        }
        guard let excessive else { return task.eventLoop.makeSucceededVoidFuture() }
        return task.eventLoop.makeFailedFuture(excess(excessive))
    }

    func didFinishRequest(task: HTTPClient.Task<Answer>) throws -> Answer {
        answer.withLock { answer in
            // Moved out, not copied: the collector has done its work.
            let whole = answer
            answer.body = []
            return whole
        }
    }

    private func limit(_ status: Int) -> Int {
        status == 200 ? bytesMax : PeerProblem.bytesMax
    }

    private func excess(_ status: Int) -> PeerError {
        status == 200
            ? .tooLarge(bytesMax: bytesMax)
            : .refused(
                status: status,
                detail: "its explanation is longer than \(PeerProblem.bytesMax) bytes")
    }
}
