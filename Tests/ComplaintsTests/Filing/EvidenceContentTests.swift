import Complaints
import Statements
import Testing
import TransparencyLog

@Suite("Evidence files")
struct EvidenceContentTests {
    private func fault(_ bytes: [UInt8], _ mediaType: String) -> EvidenceContent.Fault? {
        EvidenceContent.fault(
            of: bytes,
            named: EvidenceFile(
                digest: .sha256(bytes), mediaType: mediaType, byteCount: UInt64(bytes.count),
                role: .other))
    }

    static let samples: [String: [UInt8]] = [
        "application/json": Array(" {\"a\": 1}\n".utf8),
        "application/pdf": Array("%PDF-1.7\n".utf8),
        "image/jpeg": [0xff, 0xd8, 0xff, 0xe0, 0],
        "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0],
        "image/webp": Array("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ".utf8),
        "text/csv": Array("a,b\r\n".utf8), "text/plain": Array("Größe\n".utf8),
        "video/mp4": [0, 0, 0, 24] + Array("ftypisom".utf8),
    ]

    @Test("a file is what it says that it is by its first bytes, and nothing else")
    func types() {
        #expect(Set(Self.samples.keys) == Set(EvidenceFile.mediaTypes))
        for (mediaType, bytes) in Self.samples {
            #expect(fault(bytes, mediaType) == nil, "\(mediaType)")
            for (other, foreign) in Self.samples
            where other != mediaType && !mediaType.hasPrefix("text/") {
                #expect(fault(foreign, mediaType) == .type, "\(other) as \(mediaType)")
            }
            #expect(fault([0x4d, 0x5a, 0], mediaType) == .type)
        }
        #expect(fault([0xff, 0x41], "text/plain") == .type)
        #expect(fault(Array("<html>".utf8), "application/json") == .type)
        #expect(fault(Array("a".utf8), "text/html") == .type)
    }

    @Test("a file of another length or digest is not the one that was named")
    func identity() throws {
        let bytes = try #require(Self.samples["image/png"])
        var file = EvidenceFile(
            digest: .sha256(bytes), mediaType: "image/png", byteCount: UInt64(bytes.count),
            role: .other)
        #expect(EvidenceContent.fault(of: bytes, named: file) == nil)
        #expect(EvidenceContent.fault(of: bytes + [0], named: file) == .length)
        file.digest = .sha256([1])
        #expect(EvidenceContent.fault(of: bytes, named: file) == .digest)
    }
}
