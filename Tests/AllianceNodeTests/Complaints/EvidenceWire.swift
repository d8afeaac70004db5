import AllianceNames
import AllianceNode
import Complaints
import Logging
import Peering
import Replication
import Statements
import Synchronization
import TransparencyLog

/// Asks the shelf of another member, as the peer port would, and may alter what comes.
final class EvidenceWire: PeerTransport {
    let shelf: EvidenceShelf
    let channels: Set<ChannelID>
    let altered = Mutex<(@Sendable ([UInt8]) -> [UInt8])?>(nil)
    let asked = Mutex(0)
    /// Whether a peer answers. Called before it does, or does not.
    let answers = Mutex<(@Sendable (MemberID) -> Bool)?>(nil)

    init(_ shelf: EvidenceShelf, _ channels: Set<ChannelID> = [JudgeParty.channel]) {
        self.shelf = shelf
        self.channels = channels
    }

    func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        asked.withLock { $0 += 1 }
        guard answers.withLock({ $0 })?(peer) ?? true else { throw .timeout(after: deadline) }
        guard case .object(let file, let from) = resource else {
            throw .malformed("files only")
        }
        let found: [UInt8]?
        do {
            found = try shelf.piece(of: file, from: from, readableIn: channels)
        } catch {
            throw .malformed("\(error)")
        }
        guard let found else { throw .refused(status: 404, detail: "not found") }
        return altered.withLock { $0 }?(found) ?? found
    }

    func ask(
        _ question: [UInt8], of peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] { throw .malformed("files only") }

    func fetching(for desk: DeskOfParty) -> EvidenceFetching {
        desk.node.evidenceFetching(
            desk.complaints, transport: self, pulse: Pulse(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}
