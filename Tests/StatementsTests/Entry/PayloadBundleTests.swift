import Statements
import Testing
import TransparencyLog

@Suite("A payload bundle")
struct PayloadBundleTests {
    private let salt = Salt([UInt8](0..<16))!

    @Test("frames salt and payload by a length that counts both")
    func layout() {
        var bytes: [UInt8] = []
        PayloadBundle.append(salt: salt, payload: [0xaa, 0xbb], to: &bytes)
        #expect(bytes == [0, 0, 0, 18] + [UInt8](0..<16) + [0xaa, 0xbb])
    }

    @Test("gives back the slots that were appended, absent ones among them")
    func roundTrip() throws {
        var bytes: [UInt8] = []
        PayloadBundle.append(salt: salt, payload: [1], to: &bytes)
        PayloadBundle.appendAbsent(to: &bytes)
        PayloadBundle.append(salt: salt, payload: [], to: &bytes)
        PayloadBundle.append(saltAndPayload: salt.bytes + [2, 3], to: &bytes)
        let slots = try PayloadBundle.parse(bytes, count: 4)
        #expect(slots.map(\.payload?.count) == [1, nil, 0, 2])
        #expect(slots[1] == .absent)
        #expect(Array(bytes[slots[3].payload!]) == [2, 3])
    }

    @Test("is cut off at no byte without a refusal")
    func truncation() throws {
        var bytes: [UInt8] = []
        PayloadBundle.append(salt: salt, payload: [1, 2, 3], to: &bytes)
        PayloadBundle.append(salt: salt, payload: [4], to: &bytes)
        for length in bytes.indices {
            #expect(throws: StatementError.self) {
                try PayloadBundle.parse(Array(bytes[..<length]), count: 2)
            }
        }
        #expect(throws: StatementError.bundleTrailingBytes(found: 1, count: 2)) {
            try PayloadBundle.parse(bytes + [0], count: 2)
        }
        #expect(throws: StatementError.bundleTruncated(slot: 2, count: 3)) {
            try PayloadBundle.parse(bytes, count: 3)
        }
    }

    @Test("accepts a payload of 16 KiB and refuses one byte more, and a salt that is cut")
    func limits() throws {
        let max = Salt.byteCount + PayloadBundle.payloadBytesMax
        var bytes: [UInt8] = []
        PayloadBundle.append(
            salt: salt, payload: .init(repeating: 1, count: PayloadBundle.payloadBytesMax),
            to: &bytes)
        #expect(try PayloadBundle.parse(bytes, count: 1) == [.present(4..<4 + max)])
        for length in [1, 15, max + 1, Int(UInt32.max)] {
            let head = withUnsafeBytes(of: UInt32(length).bigEndian) { Array($0) }
            #expect(throws: StatementError.slotLength(found: length, slot: 0)) {
                try PayloadBundle.parse(head + .init(repeating: 0, count: max + 1), count: 1)
            }
        }
    }

    @Test("commits to SHA-256 of salt and payload")
    func commit() {
        let saltAndPayload = salt.bytes + Array("payload".utf8)
        let commit = saltAndPayload.withUnsafeBytes { PayloadBundle.commit(saltAndPayload: $0) }
        #expect(commit == Digest.sha256(saltAndPayload))
    }

    @Test("keeps a salt's 16 bytes in order, and takes no other count")
    func salts() {
        #expect(salt.bytes == [UInt8](0..<16))
        #expect(Salt([UInt8](0..<15)) == nil)
        #expect(Salt([UInt8](0..<17)) == nil)
        var generator = SeededGenerator(seed: 1)
        #expect(Salt(from: &generator) != Salt(from: &generator))
    }
}
