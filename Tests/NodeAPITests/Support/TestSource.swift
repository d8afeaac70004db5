import AllianceNames
import Foundation
import NodeAPI
import Peering
import Replication
import Synchronization
import TestAlliance
import TransparencyLog

/// Answers with bytes that tell what was asked, except for what a test has put in.
final class TestSource: PeerPortSource {
    struct Broken: Error {}

    private struct State {
        var payloads: [UInt8]?
        var isBroken = false
        /// Called on the thread of the read, before it is answered.
        var gate: (@Sendable () -> Void)?
        var calls = 0
    }
    private let alliance: TestAlliance
    private let state = Mutex(State())
    private let store = InMemoryLogStore()

    init(_ alliance: TestAlliance) { self.alliance = alliance }

    func setPayloads(_ payloads: [UInt8]) { state.withLock { $0.payloads = payloads } }
    func setBroken() { state.withLock { $0.isBroken = true } }
    func setGate(_ gate: @escaping @Sendable () -> Void) { state.withLock { $0.gate = gate } }
    var calls: Int { state.withLock { $0.calls } }

    func rosterNote(version: UInt64) throws -> [UInt8]? {
        try enter()
        return alliance.note(version: version).map { Array($0.description.utf8) }
    }

    func tile(_ tile: TileCoordinate, of origin: LogOrigin) throws -> [UInt8]? {
        try enter()
        return tile.level > 1 ? nil : Array("\(tile.path) of \(origin)".utf8)
    }

    func entries(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]? {
        try enter()
        return bundle.index > 9 ? nil : Array("\(bundle.path) of \(origin)".utf8)
    }

    func payloads(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]? {
        try enter()
        return state.withLock { $0.payloads }
    }

    /// Readers of `luxury` may have this file and its key, and nobody another.
    static let file = Digest.sha256(Array("a file".utf8))

    func object(
        _ file: Digest, from: Int, readableIn channels: Set<ChannelID>
    ) throws -> [UInt8]? {
        try enter()
        let bytes = Array("the file".utf8)
        guard file == Self.file, from < bytes.count,
            channels.contains(ChannelID(unchecked: "luxury"))
        else { return nil }
        return Array(bytes[from...])
    }

    func snapshotKey(of file: Digest, readableIn channels: Set<ChannelID>) throws -> [UInt8]? {
        try enter()
        guard file == Self.file, channels.contains(ChannelID(unchecked: "luxury")) else {
            return nil
        }
        return Array(repeating: 7, count: 32)
    }

    func setEvidence(_ evidence: [EvidenceRecord]) throws {
        for piece in evidence { _ = try store.keep(piece) }
    }

    func evidence(
        after number: UInt64, readableIn channels: Set<ChannelID>
    ) throws -> EvidencePage {
        try enter()
        return try store.evidencePage(after: number, readableIn: channels)
    }

    private func enter() throws {
        let (isBroken, gate) = state.withLock { state in
            state.calls += 1
            return (state.isBroken, state.gate)
        }
        gate?()
        if isBroken { throw Broken() }
    }
}

/// Answers a question by naming the asker and repeating it.
struct TestQuestions: QuestionAnswering {
    func answer(
        _ question: [UInt8], from asker: MemberID, waited: UInt64
    ) throws(PeerProblem) -> [UInt8] {
        guard question != Array("refuse".utf8) else {
            throw PeerProblem(status: 429, keyword: "budget", detail: "Ask again tomorrow.")
        }
        return Array("\(asker): ".utf8) + question
    }
}
