import AllianceNode
import Credentials
import Foundation
import NodeAPI
import Testing
import TransparencyLog

/// What crashes leave in `evidence/`, with real files.
@Suite(.timeLimit(.minutes(8))) struct EvidenceLeftoversTests {
    private static let name = Digest.sha256([1]).hex
    private static let own = ProcessInfo.processInfo.processIdentifier
    private static let hour: TimeInterval = 3_600

    /// A file that was written to so long ago.
    private static func put(_ name: String, _ age: TimeInterval, in folder: String) throws {
        try Data([1]).write(to: URL(filePath: "\(folder)/\(name)"))
        try setAge(name, age, in: folder)
    }

    private static func setAge(_ name: String, _ age: TimeInterval, in folder: String) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -age)],
            ofItemAtPath: "\(folder)/\(name)")
    }

    private static func names(in folder: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    @Test("what was left goes when nobody has written to it for an hour, unless this process does")
    func left() async throws {
        let party = try await JudgeParty()
        let folder = party.platform.home.evidence
        let shelf = try EvidenceShelf(party.platform)
        let whole = try shelf.keep(DeskOfParty.picture(300)).digest.hex
        try Self.setAge(whole, 3 * Self.hour, in: folder)
        let (young, written) = ("\(Self.name).new-4711-2", "\(whole).new-\(Self.own)-3")
        try Self.put("\(whole).new-4711-1", 2 * Self.hour, in: folder)
        // Of one that had this process's number before.
        try Self.put("\(Self.name).new-\(Self.own)-4294967295", 2 * Self.hour, in: folder)
        try Self.put(young, 0.9 * Self.hour, in: folder)
        try Self.put(written, 0, in: folder)
        try shelf.eraseUnnamed()
        #expect(try Self.names(in: folder) == [whole, young, written])
        #expect(try shelf.keep(DeskOfParty.picture(300)).digest.hex == whole)

        party.pass(hours: 2)
        try shelf.eraseUnnamed()
        #expect(try Self.names(in: folder) == [whole, written])
        // As after the next start.
        try shelf.close()
        let again = try EvidenceShelf(party.platform)
        try again.eraseUnnamed()
        #expect(try Self.names(in: folder) == [whole])
        try again.close()
        try party.close()
    }

    @Test("what has another name, and what is no file, stays however old it is")
    func foreign() async throws {
        let party = try await JudgeParty()
        let folder = party.platform.home.evidence
        let shelf = try EvidenceShelf(party.platform)
        let whole = try shelf.keep(DeskOfParty.picture(300)).digest.hex
        let name = Self.name
        let others = [
            "notes.txt", "list.new-1-2", "\(name).new", "\(name).new-1", "\(name).new-01-2",
            "\(name).new-1-2.bak", "\(name).old-1-2", "\(name.dropLast()).new-1-2",
            "\(name.uppercased()).new-1-2", "x\(name).new-1-2", "\(name).0.new-1-2",
        ]
        for other in others { try Self.put(other, 2 * Self.hour, in: folder) }
        let (inner, link) = ("\(name).new-1-3", "\(name).new-1-4")
        try FileManager.default.createDirectory(
            atPath: "\(folder)/\(inner)", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/\(link)", withDestinationPath: "notes.txt")
        try Self.put("\(name).new-1-2", 2 * Self.hour, in: folder)
        party.pass(hours: 3)
        try shelf.eraseUnnamed()
        #expect(try Self.names(in: folder) == Set(others + [whole, inner, link]))
        try shelf.close()
        try party.close()
    }
}
