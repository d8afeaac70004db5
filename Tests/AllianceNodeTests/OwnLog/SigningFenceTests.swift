import AllianceNames
import AllianceNode
import Foundation
import Replication
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
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let slots = [bytes[..<(bytes.count / 2)], bytes[(bytes.count / 2)...]].map { slot in
            String(decoding: slot.prefix { $0 != 0 }, as: UTF8.self)
        }
        let id = try #require(try fence.read().id)
        let (mark3, mark5, mark7) = (Digest.sha256([3]), Digest.sha256([5]), Digest.sha256([7]))
        let texts = [
            """
            touchstone-fence 1
            id \(id)
            write 2
            demo/alliance/maison/e1 7 \(mark7)
            demo/luxury/maison/e1 3 \(mark3)

            """,
            """
            touchstone-fence 1
            id \(id)
            write 3
            demo/alliance/maison/e1 7 \(mark7)
            demo/luxury/maison/e1 5 \(mark5)

            """,
        ]
        #expect(slots == texts.map { $0 + "sha256 \(Digest.sha256(Array($0.utf8)))\n" })
        #expect(try fence.read().marks.keys.sorted() == [maison, other])
        #expect(try SigningFence(path: path).read() == fence.read())
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test("is read again as it was printed")
    func roundTrip() throws {
        let marks = FenceMarks(
            write: 9,
            [
                maison: FenceMark(size: 0, root: MerkleHash.emptyRoot),
                other: FenceMark(size: treeSizeMax, root: .zero),
            ])
        #expect(FenceMarks(parsing: marks.description) == marks)
        #expect(FenceMarks(parsing: FenceMarks().description) == FenceMarks())
        let handedOver = FenceMarks(id: FenceID(), handedOver: FenceID(), write: 3, marks.marks)
        #expect(FenceMarks(parsing: handedOver.description) == handedOver)
    }

    @Test("is refused with any byte flipped, cut or added")
    func altered() throws {
        let text = FenceMarks(
            id: FenceID(), write: 1, [maison: FenceMark(size: 7, root: .sha256([7]))]
        )
        .description
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

    @Test("has the marks before, whatever is left of a write that broke off")
    func tornWrite() throws {
        let fence = try SigningFence.create(at: path)
        for size in 1...4 as ClosedRange<TreeSize> { try advance(fence, maison, to: size) }
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try advance(fence, maison, to: 5)
        let written = try Data(contentsOf: URL(fileURLWithPath: path))
        // The fifth write goes to the second slot.
        let slot = whole.count / 2
        let text = written[slot...].prefix { $0 != 0 }.count
        for count in 0..<text {
            let torn = whole[..<slot] + written[slot..<(slot + count)] + whole[(slot + count)...]
            try torn.write(to: URL(fileURLWithPath: path))
            let size = try SigningFence(path: path).read().marks[maison]?.size
            #expect(size == 4 || torn == written, "\(count) bytes")
        }
        try whole.write(to: URL(fileURLWithPath: path))
        try advance(fence, maison, to: 6)
        #expect(try SigningFence(path: path).read().marks[maison]?.size == 6)
    }

    @Test("grows with the number of its logs, and keeps every mark")
    func grows() throws {
        let fence = try SigningFence.create(at: path)
        func origin(_ number: Int) -> LogOrigin {
            LogOrigin(
                alliance: maison.alliance, channel: ChannelID(unchecked: "desk-\(number)"),
                member: maison.member, epoch: Epoch(1))
        }
        for number in 1...300 { try advance(fence, origin(number), to: TreeSize(number % 256)) }
        let marks = try SigningFence(path: path).read().marks
        #expect(marks.count == 300)
        #expect((1...300).allSatisfy { marks[origin($0)]?.size == TreeSize($0 % 256) })
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(size == 64 * 1024)
    }
}
