import AllianceNames
import AllianceNode
import Credentials
import Crypto
import GS1
import HostilePeers
import NIOSSL
import Peering
import ProductAuthentication
import Replication
import Roster
import SQLiteStore
import Testing
import TransparencyLog

/// What a node asks another for seldom, or on an occasion alone: asked here in its name, with a client of its own, and
/// read by what reads it there, so that nothing is taken which does not prove itself.
struct OccasionalQuestions: Sendable {
    /// All that a node which follows another does not ask for by itself, again and again.
    static let slots: [HostilePeer.Slot] = [
        .checkpoint, .object, .snapshotKey, .questions, .certificate, .addCheckpoint,
        .witnessCheckpoint, .mirror, .relay,
    ]
    /// Of these, where an honest answer of the peer proves itself, or needs no proof, so that it is taken. For the others
    /// it would need keys that it has not, or the question itself: its answer is of the right form, comes as far as what
    /// reads it, and is refused there.
    static let provable: Set<HostilePeer.Slot> = [
        .checkpoint, .object, .snapshotKey, .mirror, .relay,
    ]
    private static let deadline = Duration.seconds(1_200)
    /// What an honest peer has: a file and the key of a snapshot.
    private static let file = [UInt8](repeating: 1, count: 4_096)
    private static let key = [UInt8](repeating: 1, count: SnapshotKey.byteCount)

    /// Bytes that are not what they are said to be.
    struct Refused: Error {}

    let node: OpenedNode
    let peer: MemberID
    /// A log of the peer's own.
    let log: LogOrigin
    let client: PeerClient

    /// Bytes of the right form where a log store alone has nothing to say: what is made of them is nearer to what an
    /// honest node would send than noise is.
    static func forms(of hostile: OpenedNode) throws -> @Sendable (PeerResource) -> [UInt8]? {
        let origin = hostile.writer.origin(in: .alliance)
        let note = try #require(try hostile.logs.state(of: origin)?.served).noteText
        let signatures = try #require(note.split(separator: "\n\n").last)
        let certificate = try DurableFile.text(hostile.home.certs.tlsCertificate)
        return { resource in
            switch resource {
            case .object: file
            case .snapshotKey: key
            case .questions, .routedQuestion, .witnessCheckpoint: Array(note.utf8)
            case .certificate: Array(certificate.utf8)
            case .addCheckpoint: Array(signatures.utf8)
            case .mirrorCheckpoint: Array(MirrorInfo(pending: 0, next: 0).text.utf8)
            case .waitingQuestions:
                WaitingQuestions([.init(id: "1-1", milliseconds: 1_000, text: note)]).bytes
            default: nil
            }
        }
    }

    /// Asks once.
    ///
    /// - Throws: what refuses the answer. Of a mirror's and a relay's the form alone is looked at: nobody believes more
    ///   of them.
    func ask(_ slot: HostilePeer.Slot) async throws {
        switch slot {
        case .checkpoint:
            let key = try #require(node.roster.logKey(for: log))
            _ = try SignedCheckpoint(parsing: await fetch(.checkpoint(log))).verified(by: key)
        case .object:
            let digest = Digest.sha256(Self.file)
            let bytes = try await client.file(
                digest, byteCount: Self.file.count, from: peer, deadline: Self.deadline)
            guard Digest.sha256(bytes) == digest else { throw Refused() }
        case .snapshotKey:
            let digest = try #require(SnapshotKey(Self.key)).digest
            let key = SnapshotKey(try await fetch(.snapshotKey(digest)))
            guard key?.digest == digest else { throw Refused() }
        case .questions: try await askAboutProduct()
        case .certificate: try await askForCertificate()
        case .addCheckpoint, .witnessCheckpoint, .mirror: try await showOwnLog(slot)
        case .relay:
            _ = try WaitingQuestions(parsing: await fetch(.waitingQuestions(wait: 1)))
        case .roster, .frontier, .evidence, .tile, .entries, .payloads:
            preconditionFailure("a follower asks for that by itself")
        }
    }

    private func fetch(_ resource: PeerResource) async throws -> [UInt8] {
        try await client.fetch(resource, from: peer, deadline: Self.deadline)
    }

    private func askAboutProduct() async throws {
        var random = SystemRandomNumberGenerator()
        let question = try Question(
            nonce: Nonce(using: &random), askedAt: node.clock.now(), asker: node.member,
            product: .gs1(
                ItemIdentifiers(
                    gtin: GTIN(parsing: "09521001000017"), serial: Serial(parsing: "A1"))))
        let bytes = try await client.ask(question.bytes, of: peer, deadline: Self.deadline)
        _ = try SignedAnswer(parsing: bytes).verify(question: question, roster: node.roster)
    }

    private func askForCertificate() async throws {
        let key = P256.Signing.PrivateKey()
        let request = try CertificateRequest(
            for: SPIFFEID(alliance: node.alliance, member: node.member), key: key)
        let pem = try await client.certify(
            Array(request.pem.utf8), by: peer, deadline: Self.deadline)
        guard let certificate = try? NIOSSLCertificate(bytes: pem, format: .pem) else {
            throw Refused()
        }
        let issued = try await PeerVerifier(anchors: node.anchors, alliance: node.alliance)
            .verify(
                chainDER: [certificate.toDERBytes()],
                at: UTCTimestamp(millisecondsSince1970: node.clock.now()))
        guard issued.member == node.member, issued.spkiDigest == request.spkiDigest else {
            throw Refused()
        }
    }

    /// To a witness or a mirror.
    private func showOwnLog(_ slot: HostilePeer.Slot) async throws {
        let own = node.writer.origin(in: .alliance)
        if slot == .witnessCheckpoint {
            let key = try #require(node.roster.logKey(for: own))
            let bytes = try await fetch(.witnessCheckpoint(.sha256(Array(own.description.utf8))))
            _ = try SignedCheckpoint(parsing: bytes).verified(by: key)
            return
        }
        let served = try #require(try node.logs.state(of: own)?.served)
        let shown = try OwnLogUpload(member: node.member, store: node.logs).checkpoint(
            LogPush.Note(text: served.noteText, size: served.size, isCosigned: false), of: own,
            from: 0)
        if slot == .mirror {
            let reply = try await client.mirror(
                shown.body, as: shown.resource, at: peer, deadline: Self.deadline)
            if case .refused = reply { throw Refused() }
            return
        }
        let reply = try await client.addCheckpoint(shown.body, to: peer, deadline: Self.deadline)
        guard case .cosigned(let lines) = reply else { throw Refused() }
        let cosigned = try SignedNote(parsing: Array(served.noteText.utf8) + lines)
        let keys = node.roster.cosignerKeys(of: peer)
        guard try !cosigned.signatures(ifAnyVerifiedBy: keys).isEmpty else { throw Refused() }
    }
}
