import Testing
import TransparencyLog

@Suite struct TransparencyLogErrorTests {
    private let errors: [TransparencyLogError] = [
        .noteTooLong(bytes: 1), .note(.utf8, line: 1), .signaturesTooMany(found: 101),
        .verifierKey(.lowOrder, found: "k"), .verifierKey(.algorithm(2), found: "k"),
        .badSignature(of: "k", keyID: 0x0a0b_0c0d), .unsigned(expected: ["a"], found: ["b"]),
        .origin(expected: "a", found: "b"), .checkpoint(.size, line: 2), .treeSize(found: 1 << 60),
        .tilePath(found: "x"), .bundlePath(found: "x"),
        .tileLength(TileCoordinate(level: 0, index: 0), expected: 8192, found: 1),
        .bundle(entry: 3, fault: .truncated), .bundle(entry: 3, fault: .trailing(bytes: 1)),
        .compactRange(size: 5, expected: 2, found: 3), .index(found: 5, size: 5),
        .sizes(from: 6, to: 5), .subtree(start: 1, end: 3), .proofLength(expected: 1, found: 2),
        .consistencyLength(from: 1, to: 2, found: 0),
        .rootMismatch(expected: .zero, found: MerkleHash.emptyRoot),
        .proofText(line: 1, expected: "x"), .quorum(expected: 2, found: 1),
        .fork(.sameRoot),
        .entryRanges(found: "3,2"),
    ]

    @Test("each error is one sentence on one line, and its keyword a few words in kebab case")
    func sentences() {
        for error in errors {
            #expect(!error.description.isEmpty && !error.description.contains("\n"))
            #expect(error.keyword.allSatisfy { $0.isLowercase || $0 == "-" }, "\(error.keyword)")
        }
        #expect(errors[5].description.contains("key ID 0a0b0c0d"))
    }

    @Test("a sentence stays short, however many and long the names from outside are")
    func bounded() {
        let name = String(repeating: "n", count: 255)
        let names = [String](repeating: name, count: 100)
        #expect(
            TransparencyLogError.unsigned(expected: names, found: names).description.count < 3000)
        let origin = String(repeating: "o", count: 8000)
        #expect(TransparencyLogError.origin(expected: "a", found: origin).description.count < 400)
        #expect(
            TransparencyLogError.unsigned(expected: ["a"], found: []).description.contains("nobody")
        )
    }
}
