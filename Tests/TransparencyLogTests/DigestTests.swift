import Foundation
import Testing
import TransparencyLog

@Suite struct DigestTests {
    private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test("the digest of 'abc' is that of FIPS 180-4")
    func published() {
        #expect(Digest.sha256(Array("abc".utf8)).hex == abc)
    }

    @Test("bytes, base64, hex, memory and JSON all lead back to the same digest")
    func roundTrips() throws {
        let digest = try #require(Digest(hex: abc))
        #expect(Digest(digest.bytes) == digest)
        #expect(Digest(base64: digest.base64) == digest)
        #expect(digest.withUnsafeBytes { Digest(loading: $0) } == digest)
        var bytes: [UInt8] = [7]
        digest.append(to: &bytes)
        #expect(bytes == [7] + digest.bytes)
        #expect(bytes.withUnsafeBytes { Digest(loading: $0, at: 1) } == digest)
        var copy = [UInt8](repeating: 0, count: 33)
        copy.withUnsafeMutableBytes { digest.store(into: $0, at: 1) }
        #expect(copy == [0] + digest.bytes)
        let json = try JSONEncoder().encode([digest])
        #expect(String(decoding: json, as: UTF8.self).filter { $0 != "\\" } == "[\"\(digest)\"]")
        #expect(try JSONDecoder().decode([Digest].self, from: json) == [digest])
    }

    @Test("31 and 33 bytes are no digest, nor is a base64 or hex text of them")
    func wrongLengths() {
        for count in [0, 31, 33] {
            let bytes = [UInt8](repeating: 1, count: count)
            #expect(Digest(bytes) == nil)
            #expect(Digest(base64: Base64.encode(bytes)) == nil)
            #expect(Digest(hex: Hex.encode(bytes)) == nil)
        }
    }

    @Test("digests sort as their bytes do")
    func order() {
        var generator = SeededGenerator(seed: 1)
        let digests = (0..<200).map { _ in generator.digest() }
        let byBytes = digests.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        #expect(digests.sorted() == byBytes)
        for byte in 0..<32 {
            var bytes = Digest.zero.bytes
            bytes[byte] = 1
            #expect(Digest(bytes).map { Digest.zero < $0 } == true)
        }
    }
}
