import AllianceNames
import AllianceNode
import Credentials
import Dispatch
import Foundation
import Logging
import NIOPosix
import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
import ServiceLifecycle
import Synchronization
import TransparencyLog

/// The hub as a liar would run it, under its own keys and at its own address: it follows everybody,
/// passes everything on, and keeps back what one log has gained since it began.
///
/// `touchstone serve` cannot do this. It is put together here from the parts of a node, as anybody
/// could who has a member's keys.
final class DemoHidingHub {
    private final class End: Sendable {
        let hasCome = DispatchSemaphore(value: 0)
        let failure = Mutex<String?>(nil)
    }

    private let opened: OpenedNode
    private let client: PeerClient
    private let group: ServiceGroup
    private let end = End()

    /// The signer of the log that is kept back.
    let key: VerifierKey

    /// Returns when it takes connections.
    init(of node: DemoNode, hiding origin: LogOrigin) throws {
        opened = try OpenedNode(HomeFolder(node.home.path()))
        guard let key = opened.roster.logKey(for: origin) else {
            throw DemoFailure("the member register has no key for \(origin)")
        }
        self.key = key
        let quiet = Logger(label: "hub") { _ in SwiftLogNoOpLogHandler() }
        let events = MultiThreadedEventLoopGroup.singleton
        let tls = try opened.tlsContexts()
        client = try opened.peerClient(tls: tls, eventLoopGroup: events, logger: quiet)
        let board = FrontierBoard(nonce: UInt64.random(in: .min ... .max))
        let posting = try Posting(opened, board: board, hiding: origin)
        let replicator = Replicator(
            member: opened.member, store: opened.logs, transport: client,
            register: opened.register, logger: quiet)
        let isReady = DispatchSemaphore(value: 0)
        let port = PeerPort(
            address: .init(host: "127.0.0.1", port: node.port), authority: opened.register,
            source: posting.source, questions: Silent(), board: board, tls: tls,
            threads: .singleton, eventLoopGroup: events, logger: quiet,
            onRunning: { _ in isReady.signal() })
        group = ServiceGroup(
            configuration: .init(
                services: ([port, Following(replicator: replicator), posting] as [any Service]).map
                {
                    .init(service: $0)
                }, logger: quiet))
        let (group, end) = (group, end)
        Task {
            do {
                try await group.run()
            } catch {
                end.failure.withLock { $0 = "\(error)" }
                isReady.signal()
            }
            end.hasCome.signal()
        }
        isReady.wait()
        try check()
    }

    /// Returns when its port is free.
    func stop() throws {
        Task { [group] in await group.triggerGracefulShutdown() }
        end.hasCome.wait()
        let (client, isShut) = (client, DispatchSemaphore(value: 0))
        Task {
            await client.shutdown()
            isShut.signal()
        }
        isShut.wait()
        try opened.close()
        try check()
    }

    private func check() throws {
        if let failure = end.failure.withLock({ $0 }) {
            throw DemoFailure("the hub that hides ended: \(failure)")
        }
    }
}

/// Shows every log as it is, and one as it was.
private struct Posting: Service {
    private let opened: OpenedNode
    private let board: FrontierBoard
    private let hidden: LogOrigin
    /// Of the hidden log; nil where nothing was there yet.
    private let before: CheckpointRecord?
    private let calls = BlockingCalls.serial(label: "demo.posting")

    init(_ opened: OpenedNode, board: FrontierBoard, hiding origin: LogOrigin) throws {
        self.opened = opened
        self.board = board
        hidden = origin
        before = try opened.logs.state(of: origin)?.served
        try post()
    }

    var source: some PeerPortSource {
        HidingSource(
            stored: StoredPeerSource(
                opened.logs, register: opened.register, objects: opened.servedObjects),
            hidden: hidden, size: before?.size ?? 0)
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await calls.run { try post() }
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func post() throws {
        for state in try opened.logs.states() {
            guard let served = state.origin == hidden ? before : state.served else { continue }
            let notes = try opened.logs.servedNotes(
                of: state.origin, served, in: opened.roster)
            board.publish(
                [(state.origin, notes.note)],
                witnessed: notes.witnessed.map { [state.origin: $0] } ?? [:])
        }
    }
}

/// What the hub has stored, but nothing of what it keeps back.
private struct HidingSource: PeerPortSource {
    let stored: StoredPeerSource
    let hidden: LogOrigin
    /// Entries of the hidden log that are shown.
    let size: TreeSize

    func rosterNote(version: UInt64) throws -> [UInt8]? { try stored.rosterNote(version: version) }

    func tile(_ tile: TileCoordinate, of origin: LogOrigin) throws -> [UInt8]? {
        try stored.tile(tile, of: origin)
    }

    func entries(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]? {
        isHidden(bundle, of: origin) ? nil : try stored.entries(bundle, of: origin)
    }

    func payloads(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]? {
        isHidden(bundle, of: origin) ? nil : try stored.payloads(bundle, of: origin)
    }

    func evidence(
        after number: UInt64, readableIn channels: Set<ChannelID>
    ) throws -> EvidencePage { try stored.evidence(after: number, readableIn: channels) }

    func object(
        _ file: Digest, from: Int, readableIn channels: Set<ChannelID>
    ) throws -> [UInt8]? { try stored.object(file, from: from, readableIn: channels) }

    func snapshotKey(of file: Digest, readableIn channels: Set<ChannelID>) throws -> [UInt8]? {
        try stored.snapshotKey(of: file, readableIn: channels)
    }

    private func isHidden(_ bundle: BundleCoordinate, of origin: LogOrigin) -> Bool {
        origin == hidden && bundle.firstEntry + UInt64(bundle.width) > size
    }
}

private struct Silent: QuestionAnswering {
    func answer(
        _ question: [UInt8], from asker: MemberID, waited: UInt64
    ) throws(PeerProblem) -> [UInt8] {
        throw PeerProblem(status: 503, keyword: "ending", detail: "Ask again later.")
    }
}

private struct Following: Service {
    let replicator: Replicator

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await replicator.run() }
    }
}
