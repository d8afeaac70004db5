import Peering
import Synchronization

/// Room for large bodies that are taken whole: a few at a time, over all connections.
package final class BodyPlaces: Sendable {
    package let bytesMax: Int
    let atOnceMax: Int
    /// Whoever sends slower gives its place to others.
    let time: Duration
    private let taken = Mutex(0)

    /// - Parameter time: for a whole body.
    package init(bytesMax: Int, atOnceMax: Int, time: Duration = .seconds(60)) {
        self.bytesMax = bytesMax
        self.atOnceMax = atOnceMax
        self.time = time
    }

    /// - Throws: `PeerProblem` where there is no place, or what broke the body off.
    func collect(_ body: RequestStream) async throws -> [UInt8] {
        guard enter() else {
            throw PeerProblem(
                status: 503, keyword: "busy",
                detail: "\(atOnceMax) such requests are being taken already; send it again later.")
        }
        defer { leave() }
        let time = time
        let deadline = Task {
            try await Task.sleep(for: time)
            body.breakOff(Self.tooSlow)
        }
        defer { deadline.cancel() }
        var bytes: [UInt8] = []
        do {
            while let piece = try await body.next() { bytes += piece }
        } catch let broken as RequestStream.BrokenOff {
            throw broken.problem ?? Self.brokenOff
        }
        return bytes
    }

    static let brokenOff = PeerProblem(
        status: 400, keyword: "broken-off", detail: "The request broke off.")

    private static let tooSlow = PeerProblem(
        status: 408, keyword: "request-timeout",
        detail: "The body did not come whole in the time that there is for it.")

    private func enter() -> Bool {
        taken.withLock { count in
            guard count < atOnceMax else { return false }
            count += 1
            return true
        }
    }

    private func leave() { taken.withLock { $0 -= 1 } }
}
