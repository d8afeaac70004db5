import AllianceNames
import AllianceNode
import Foundation
import Synchronization
import Testing
import TransparencyLog

@Suite("The signing fence")
struct SigningFenceTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("touchstone-\(UUID().uuidString)")
    private var path: String { folder.appendingPathComponent("fence").path }
    private let maison = LogOrigin(
        alliance: AllianceID(unchecked: "demo"), channel: .alliance,
        member: MemberID(unchecked: "maison"), epoch: Epoch(1))
    private let other = LogOrigin(
        alliance: AllianceID(unchecked: "demo"), channel: ChannelID(unchecked: "luxury"),
        member: MemberID(unchecked: "maison"), epoch: Epoch(1))

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func advance(_ fence: SigningFence, _ origin: LogOrigin, to size: TreeSize) throws {
        try fence.withLock { fence in
            try fence.advance(origin, to: FenceMark(size: size, root: .sha256([UInt8(size)])))
        }
    }

    @Test("keeps its marks in the documented form")
    func format() throws {
        let fence = try SigningFence.create(at: path)
        try advance(fence, other, to: 3)
        try advance(fence, maison, to: 7)
        try advance(fence, other, to: 5)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.dropLast(2) == [
                "touchstone-fence 1",
                "demo/alliance/maison/e1 7 \(Digest.sha256([7]))",
                "demo/luxury/maison/e1 5 \(Digest.sha256([5]))",
            ])
        #expect(try SigningFence(path: path).read() == fence.read())
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test("is read again as it was printed")
    func roundTrip() throws {
        let marks = FenceMarks([
            maison: FenceMark(size: 0, root: MerkleHash.emptyRoot),
            other: FenceMark(size: treeSizeMax, root: .zero),
        ])
        #expect(FenceMarks(parsing: marks.description) == marks)
        #expect(FenceMarks(parsing: FenceMarks().description) == FenceMarks())
    }

    @Test("is refused with any byte flipped, cut or added")
    func altered() throws {
        let text = FenceMarks([maison: FenceMark(size: 7, root: .sha256([7]))]).description
        let bytes = Array(text.utf8)
        for place in bytes.indices {
            var flipped = bytes
            flipped[place] ^= 1
            #expect(FenceMarks(parsing: String(decoding: flipped, as: UTF8.self)) == nil)
            let cut = String(decoding: bytes[..<place], as: UTF8.self)
            #expect(FenceMarks(parsing: cut) == nil)
        }
        for added in [" ", "\n", "x"] { #expect(FenceMarks(parsing: text + added) == nil) }
    }

    @Test("is not made anew where it is there, missing or damaged")
    func neverReplaced() throws {
        #expect(throws: OwnLogError.fenceAbsent(path: path)) { try SigningFence(path: path) }
        _ = try SigningFence.create(at: path)
        #expect(throws: OwnLogError.fenceExists(path: path)) {
            try SigningFence.create(at: path)
        }
        try "touchstone-fence 1\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: OwnLogError.fenceDamaged(path: path)) { try SigningFence(path: path) }
        #expect(throws: OwnLogError.fenceExists(path: path)) {
            try SigningFence.create(at: path)
        }
    }

    @Test("is held by one at a time, whichever object holds it")
    func lock() throws {
        _ = try SigningFence.create(at: path)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            do {
                let fence = try SigningFence(path: path)
                for _ in 0..<25 {
                    try fence.withLock { fence in
                        // Read and write: two holders at once would lose a step.
                        let size = (fence.mark(of: maison)?.size ?? 0) + 1
                        let mark = FenceMark(size: size, root: .sha256([UInt8(size)]))
                        try fence.advance(maison, to: mark)
                    }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(try SigningFence(path: path).read().marks[maison]?.size == 100)
    }

    @Test("keeps the old marks where the new ones cannot be written")
    func unwritable() throws {
        let fence = try SigningFence.create(at: path)
        try advance(fence, maison, to: 1)
        // A folder stands where the new file would be written.
        let obstacle = path + ".new"
        try FileManager.default.createDirectory(
            atPath: obstacle, withIntermediateDirectories: false)
        let failure = #expect(throws: OwnLogError.self) { try advance(fence, maison, to: 2) }
        #expect(failure?.keyword == "fence-failed")
        #expect(try fence.read().marks[maison]?.size == 1)
        try FileManager.default.removeItem(atPath: obstacle)
        try advance(fence, maison, to: 2)
        #expect(try fence.read().marks[maison]?.size == 2)
    }
}
