import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import NodeAPI
import Replication
import Statements
import Testing
import TransparencyLog

/// Files that members bring to the platform's node which nobody can call.
@Suite(.timeLimit(.minutes(8))) struct BroughtEvidenceTests {
    private static let piece = PeerResource.broughtPieceBytes
    private static let brand = MemberID(unchecked: "brand")
    private static let m1 = MemberID(unchecked: "m1")

    private static func with(
        room: EvidenceShelf.Room = .init(),
        _ body: (JudgeParty, EvidenceShelf) async throws -> Void
    ) async throws {
        let party = try await JudgeParty(
            outbound: ["brand", "m1"], seats: ["brand", "platform", "m1"])
        let shelf = try EvidenceShelf(party.platform, room: room)
        try await body(party, shelf)
        try shelf.close()
        try party.close()
    }

    private static func file(
        _ bytes: [UInt8], type: String = "image/png", byteCount: Int? = nil
    ) -> Statements.EvidenceFile {
        Statements.EvidenceFile(
            digest: .sha256(bytes), mediaType: type,
            byteCount: UInt64(byteCount ?? bytes.count), role: .featurePhotographs)
    }

    /// A statement that names them arrives at the platform.
    @discardableResult
    private static func name(
        _ files: [Statements.EvidenceFile], by name: String = "brand", _ party: JudgeParty
    ) async throws -> EntryReference {
        var complaint = JudgeParty.complaint(
            [try JudgeParty.listing(1)], ground: .counterfeitFeatures)
        complaint.evidence = files
        return try await party.say(
            [.complaint(.complaint(complaint))], by: name, in: JudgeParty.channel)
    }

    /// Takes a piece of the file, as long as a piece is.
    private static func take(
        _ bytes: [UInt8], from offset: Int, by author: MemberID = brand, count: Int = piece,
        at shelf: EvidenceShelf
    ) throws -> MirrorInfo {
        try shelf.take(
            Array(bytes.dropFirst(offset).prefix(count)), of: .sha256(bytes), from: offset,
            by: author)
    }

    private static func parts(_ party: JudgeParty) throws -> [String] {
        let folder = "\(party.platform.home.evidence)/unfinished"
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder)
    }

    @Test("a file arrives piece by piece, also over a restart, and is here as if it was fetched")
    func brought() async throws {
        try await Self.with { party, shelf in
            let bytes = DeskOfParty.picture(2 * Self.piece + 500, seed: 3)
            let digest = Digest.sha256(bytes)
            try await Self.name([Self.file(bytes)], party)
            func wanted(_ shelf: EvidenceShelf) throws -> [Int] {
                let found = try shelf.wanted(of: Self.brand, after: nil).objects
                #expect(found.allSatisfy { $0.digest == digest && $0.byteCount == bytes.count })
                return found.map(\.held)
            }
            #expect(try wanted(shelf) == [0])
            let length = UInt64(bytes.count)
            #expect(
                try Self.take(bytes, from: 0, at: shelf)
                    == MirrorInfo(pending: length, next: UInt64(Self.piece)))
            // What was acknowledged is there for another process of this node.
            let again = try EvidenceShelf(party.platform)
            #expect(try wanted(again) == [Self.piece])
            #expect(
                try Self.take(bytes, from: Self.piece, at: again)
                    == MirrorInfo(pending: length, next: UInt64(2 * Self.piece)))
            #expect(!again.holds(digest))
            let name = try #require(try Self.parts(party).first)
            let path = "\(party.platform.home.evidence)/unfinished/\(name)"
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            #expect(
                try Self.take(bytes, from: 2 * Self.piece, at: again)
                    == MirrorInfo(pending: length, next: length))
            #expect(try again.bytes(of: Self.file(bytes)) == bytes)
            #expect(try wanted(again).isEmpty && Self.parts(party).isEmpty)
            #expect(throws: MirrorRefusal.notWanted, "it is here") {
                try Self.take(bytes, from: 0, at: again)
            }
            // Other readers of the desk fetch it here.
            #expect(
                try again.piece(of: digest, from: 0, readableIn: [JudgeParty.channel])
                    == Array(bytes.prefix(PeerResource.objectPieceBytesMax)))
            try again.close()
        }
    }

    @Test("only what own statements name is taken, where it goes on, and a piece is a piece")
    func refused() async throws {
        try await Self.with { party, shelf in
            let (own, others) = (
                DeskOfParty.picture(Self.piece + 9, seed: 1), DeskOfParty.picture(200, seed: 2)
            )
            try await Self.name([Self.file(own)], party)
            try await Self.name([Self.file(others)], by: "m1", party)
            let nobodys = DeskOfParty.picture(100, seed: 9)
            for bytes in [others, nobodys] {
                #expect(throws: MirrorRefusal.notWanted) {
                    try Self.take(bytes, from: 0, at: shelf)
                }
            }
            for stranger in ["m2", "nobody"] {
                let stranger = MemberID(unchecked: stranger)
                #expect(try shelf.wanted(of: stranger, after: nil).objects.isEmpty)
                #expect(throws: MirrorRefusal.notWanted) {
                    try Self.take(own, from: 0, by: stranger, at: shelf)
                }
            }
            #expect(
                try shelf.wanted(of: Self.m1, after: nil).objects.map(\.digest)
                    == [.sha256(others)])
            let whole = UInt64(own.count)
            #expect(throws: MirrorRefusal.conflict(MirrorInfo(pending: whole, next: 0))) {
                try Self.take(own, from: Self.piece, at: shelf)
            }
            for count in [0, 1, Self.piece - 1] {
                #expect(throws: MirrorRefusal.self) {
                    try Self.take(own, from: 0, count: count, at: shelf)
                }
            }
            #expect(throws: MirrorRefusal.self, "longer than a piece") {
                try Self.take(own, from: 0, count: Self.piece + 1, at: shelf)
            }
            #expect(try Self.parts(party).isEmpty, "nothing of it was kept")
            _ = try Self.take(own, from: 0, at: shelf)
            let here = MirrorInfo(pending: whole, next: UInt64(Self.piece))
            for offset in [0, Self.piece + 1] {
                #expect(throws: MirrorRefusal.conflict(here)) {
                    try Self.take(own, from: offset, at: shelf)
                }
            }
            #expect(throws: MirrorRefusal.self, "beyond its end") {
                try shelf.take(
                    Array(own.suffix(9)) + [0], of: .sha256(own), from: Self.piece, by: Self.brand)
            }
            _ = try Self.take(own, from: Self.piece, at: shelf)
            #expect(shelf.holds(.sha256(own)))
        }
    }

    @Test("other bytes than the statement names are not kept, and wanted from the start again")
    func otherBytes() async throws {
        try await Self.with { party, shelf in
            let bytes = DeskOfParty.picture(Self.piece + 9, seed: 1)
            let digest = Digest.sha256(bytes)
            try await Self.name([Self.file(bytes)], party)
            _ = try Self.take(bytes, from: 0, at: shelf)
            #expect(throws: MirrorRefusal.unlike(fault: "digest")) {
                try shelf.take(
                    [UInt8](repeating: 7, count: bytes.count - Self.piece), of: digest,
                    from: Self.piece, by: Self.brand)
            }
            #expect(!shelf.holds(digest))
            #expect(try Self.parts(party).isEmpty)
            #expect(try shelf.wanted(of: Self.brand, after: nil).objects.map(\.held) == [0])
        }
    }

    @Test("a file of another type than its statement says is not kept, and never wanted again")
    func otherType() async throws {
        try await Self.with { party, shelf in
            let bytes = DeskOfParty.picture(300)
            try await Self.name([Self.file(bytes, type: "application/pdf")], party)
            #expect(throws: MirrorRefusal.unlike(fault: "type")) {
                try Self.take(bytes, from: 0, at: shelf)
            }
            #expect(!shelf.holds(.sha256(bytes)))
            #expect(try shelf.wanted(of: Self.brand, after: nil).objects.isEmpty)
            #expect(throws: MirrorRefusal.notWanted) { try Self.take(bytes, from: 0, at: shelf) }
        }
    }

    @Test("what a member names has its own room and no more, which the first piece is told")
    func room() async throws {
        var room = EvidenceShelf.Room()
        room.ofOneMember = UInt64(Self.piece) + 200
        try await Self.with(room: room) { party, shelf in
            let (small, large) = (
                DeskOfParty.picture(100, seed: 1), DeskOfParty.picture(Self.piece + 150, seed: 2)
            )
            try await Self.name([Self.file(small), Self.file(large)], party)
            try await Self.name([Self.file(large)], by: "m1", party)
            _ = try Self.take(small, from: 0, at: shelf)
            #expect(throws: MirrorRefusal.noRoom) { try Self.take(large, from: 0, at: shelf) }
            #expect(try Self.parts(party).isEmpty)
            // Another member's room is its own.
            _ = try Self.take(large, from: 0, by: Self.m1, at: shelf)
            _ = try Self.take(large, from: Self.piece, by: Self.m1, at: shelf)
            #expect(shelf.holds(.sha256(large)))
        }
    }

    @Test("a member has one unfinished file; it is forgotten when another is begun, or after a day")
    func unfinished() async throws {
        try await Self.with { party, shelf in
            let files = (0..<3).map { DeskOfParty.picture(3 * Self.piece, seed: UInt8($0)) }
            try await Self.name(files.map { Self.file($0) }, party)
            try await Self.name([Self.file(files[0])], by: "m1", party)
            _ = try Self.take(files[0], from: 0, by: Self.m1, at: shelf)
            for bytes in files {
                _ = try Self.take(bytes, from: 0, at: shelf)
                _ = try Self.take(bytes, from: Self.piece, at: shelf)
                #expect(try Self.parts(party).count == 3, "two of this member, one of the other")
                let held = try shelf.wanted(of: Self.brand, after: nil).objects
                    .filter { $0.held > 0 }
                #expect(held.map(\.digest) == [.sha256(bytes)])
            }
            #expect(
                try shelf.wanted(of: Self.m1, after: nil).objects.map(\.held) == [Self.piece])
            party.pass(hours: 23)
            try shelf.eraseUnnamed()
            #expect(try Self.parts(party).count == 3)
            party.pass(hours: 2)
            try shelf.eraseUnnamed()
            #expect(try Self.parts(party).isEmpty)
            #expect(
                try shelf.wanted(of: Self.brand, after: nil).objects.allSatisfy { $0.held == 0 })
        }
    }

    @Test("more than an answer holds is listed page after page, each file once")
    func pages() async throws {
        try await Self.with { party, shelf in
            let files = (0..<(WantedObjects.objectsMax + 40)).map {
                Self.file(DeskOfParty.picture(8, seed: 1) + [UInt8($0 & 255), UInt8($0 >> 8)])
            }
            var start = 0
            while start < files.count {
                let some = files[start..<min(start + 30, files.count)]
                // Named twice, which is no reason to list it twice.
                try await Self.name(some + files[..<2].filter { !some.contains($0) }, party)
                start += 30
            }
            let first = try shelf.wanted(of: Self.brand, after: nil).objects
            let second = try shelf.wanted(of: Self.brand, after: first.last?.digest).objects
            #expect(first.count == WantedObjects.objectsMax && second.count == 40)
            #expect((first + second).map(\.digest) == files.map(\.digest).sorted())
            #expect(try WantedObjects(parsing: WantedObjects(first).bytes).objects == first)
        }
    }
}
