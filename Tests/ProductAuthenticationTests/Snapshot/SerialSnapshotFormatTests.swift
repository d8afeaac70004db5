import ProductAuthentication
import Testing
import TransparencyLog

@Suite("Of the snapshot's file")
struct SerialSnapshotFormatTests {
    private func file() throws -> [UInt8] {
        var random = RandomSerials(seed: 11)
        return try SnapshotSamples.snapshot(of: random.serials(40)).bytes
    }

    private func keyword(_ file: [UInt8]) -> String? {
        do {
            _ = try SerialSnapshot(parsing: file)
            return nil
        } catch {
            return error.keyword
        }
    }

    @Test("what is printed is read again, and the head has its documented bytes")
    func roundTrip() throws {
        let bytes = try file()
        let snapshot = try SerialSnapshot(parsing: bytes)
        #expect(snapshot.bytes == bytes)
        #expect(Array(bytes[..<20]) == Array("touchstone-snap\n".utf8) + [1, 1, 24, 0])
        #expect(
            Array(bytes[20..<28]) == withUnsafeBytes(of: snapshot.issuedAt.bigEndian) { Array($0) })
        #expect(Array(bytes[36..<44]) == [0, 0, 0, 0, 0, 0, 0, 40])
        #expect(Array(bytes[60..<92]) == snapshot.keyDigest.bytes)
        #expect(Array(bytes[92..<94]) == [0, 19])
        #expect(String(decoding: bytes[94..<113], as: UTF8.self) == "gtin/04006381333931")
        #expect((bytes.count - 113) % 3 == 0)
    }

    @Test("a file that is cut or has more bytes is refused")
    func lengths() throws {
        let bytes = try file()
        for count in 0..<bytes.count { #expect(keyword(Array(bytes[..<count])) == "file-length") }
        #expect(keyword(bytes + [0]) == "file-length")
    }

    @Test("every field of the head is held to its range")
    func head() throws {
        let bytes = try file()
        // Offset, bytes put there, keyword.
        let cases: [(Int, [UInt8], String)] = [
            (0, [0], "not-a-snapshot"), (16, [2], "not-a-snapshot"), (17, [0], "not-a-snapshot"),
            (18, [32], "not-a-snapshot"), (19, [1], "not-a-snapshot"),
            (20, [0xff], "not-a-snapshot"),
            (28, Array(bytes[20..<28]), "not-a-snapshot"),
            (28, [0x7f], "not-a-snapshot"),
            (36, Array(repeating: 0, count: 8), "not-a-snapshot"),
            (36, Array(repeating: 0xff, count: 8), "not-a-snapshot"),
            (40, [0, 0, 1, 0], "not-a-snapshot"),
            (52, [0, 0, 0, 2], "not-a-snapshot"), (52, [0, 0, 0, 5], "not-a-snapshot"),
            (52, [0xff, 0xff, 0xff, 0xff], "not-a-snapshot"),
            (56, [0, 0, 0, 0], "not-a-snapshot"), (56, [0xff, 0xff, 0xff, 0xff], "not-a-snapshot"),
            (56, [0, 1, 0, 0], "file-length"),
            (92, [0, 0], "not-a-snapshot"), (92, [0xff, 0xff], "not-a-snapshot"),
            (92, [0, 20], "file-length"),
            (94, Array("GTIN/".utf8), "not-a-snapshot"), (99, [0xff], "not-a-snapshot"),
            (112, Array("0".utf8), "not-a-snapshot"),
        ]
        for (offset, replacement, expected) in cases {
            var changed = bytes
            changed.replaceSubrange(offset..<offset + replacement.count, with: replacement)
            #expect(keyword(changed) == expected, "at \(offset): \(replacement)")
        }
    }

    @Test("changed bytes are refused or make another snapshot, and never trap")
    func flipped() throws {
        let bytes = try file()
        let snapshot = try SerialSnapshot(parsing: bytes)
        for offset in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[offset] ^= 1 << bit
                guard let other = try? SerialSnapshot(parsing: changed) else { continue }
                #expect(other != snapshot, "byte \(offset)")
                if let keyed = try? KeyedSnapshot(other, key: SnapshotSamples.key(1)) {
                    _ = keyed.contains("ABC")
                }
            }
        }
    }
}
