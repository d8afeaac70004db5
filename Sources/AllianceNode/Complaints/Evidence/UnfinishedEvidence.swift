import AllianceNames
import Credentials
import Replication
import TransparencyLog

/// Files that are being brought, piece by piece, each piece a file of its own in `evidence/unfinished/`: so what was
/// acknowledged is there after a crash, and takes no memory.
///
/// Of one member there is one file at a time, less than one whole file of evidence: who begins another has given up
/// the one before. So a member that finishes nothing takes 16 MiB at most, and nobody else's place. Calls block, and
/// come one at a time.
struct UnfinishedEvidence: Sendable {
    /// How long a part waits for what follows.
    static let waitMilliseconds: UInt64 = 24 * 3_600_000

    /// `<SHA-256>.<number of the piece>.<member>`.
    private struct Piece {
        let digest: Digest
        let number: Int
        let member: MemberID

        init(_ digest: Digest, _ number: Int, _ member: MemberID) {
            (self.digest, self.number, self.member) = (digest, number, member)
        }

        init?(name: String) {
            let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let digest = Digest(hex: parts[0]), let number = Int(parts[1]),
                let member = try? MemberID(parsing: parts[2])
            else { return nil }
            self.init(digest, number, member)
        }

        var name: String { "\(digest.hex).\(number).\(member)" }
    }

    private let path: String

    init(path: String) { self.path = path }

    /// The file that a member is bringing, and how much of it is here.
    func begun(by member: MemberID) throws -> (digest: Digest, byteCount: Int)? {
        let pieces = try pieces().filter { $0.member == member }
        guard let digest = pieces.first?.digest else { return nil }
        // What a crash has left of another file is not counted.
        let numbers = Set(pieces.filter { $0.digest == digest }.map(\.number))
        let count = (0...numbers.count).first { !numbers.contains($0) } ?? 0
        return (digest, count * PeerResource.broughtPieceBytes)
    }

    /// Durable on return; what is here of another file of this member is forgotten before.
    func keep(_ bytes: [UInt8], of digest: Digest, at offset: Int, by member: MemberID) throws {
        precondition(bytes.count == PeerResource.broughtPieceBytes, "pieces have one length")
        try DurableFile.makeFolder(path, mode: 0o700)
        for piece in try pieces() where piece.member == member && piece.digest != digest {
            try DurableFile.remove("\(path)/\(piece.name)")
        }
        let piece = Piece(digest, offset / PeerResource.broughtPieceBytes, member)
        try DurableFile.write(bytes, to: "\(path)/\(piece.name)", mode: .secret, replacing: true)
    }

    /// The file's first bytes, as many as were kept.
    func bytes(of digest: Digest, upTo end: Int, by member: MemberID) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end)
        for number in 0..<end / PeerResource.broughtPieceBytes {
            bytes += try DurableFile.read(
                "\(path)/\(Piece(digest, number, member).name)",
                bytesMax: PeerResource.broughtPieceBytes, secret: true)
        }
        return bytes
    }

    func forget(_ member: MemberID) throws {
        for piece in try pieces() where piece.member == member {
            try DurableFile.remove("\(path)/\(piece.name)")
        }
    }

    /// Forgets what has waited for too long by now, also what a crash left behind.
    func forget(before now: UInt64) throws {
        for name in try names() {
            let file = "\(path)/\(name)"
            guard let time = DurableFile.modifiedAt(file).map({ UInt64(max(0, $0)) * 1_000 }),
                now >= Self.waitMilliseconds, time <= now - Self.waitMilliseconds
            else { continue }
            try DurableFile.remove(file)
        }
    }

    private func pieces() throws -> [Piece] { try names().compactMap { Piece(name: $0) } }

    private func names() throws -> [String] {
        DurableFile.isFolder(path) ? try DurableFile.names(in: path) : []
    }
}
