import Foundation
import Testing
import TransparencyLog

/// The probes of transparency-dev/merkle: 196 valid and invalid proofs of trees, 322 of subtrees.
@Suite struct MerkleVectorTests {
    private struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool
    }

    private struct SubtreeInclusion: Decodable {
        let leafIdx: UInt64
        let start: UInt64
        let end: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool
    }

    private struct SubtreeConsistency: Decodable {
        let start: UInt64
        let end: UInt64
        let size: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool
    }

    /// Consistency from size 0: c2sp.org/tlog-witness asks that an empty proof succeeds, whatever
    /// the new root; this collection has it fail.
    private static let documentedDifferences: Set = [
        "size1-is-zero-and-size2-is-not-zero.json"
    ]

    /// What cannot be a digest never reaches a verifier: a hash that is not 32 bytes is refused
    /// where it is parsed.
    private struct NotADigest: Error {}

    private func digest(_ text: String) throws -> Digest {
        guard let digest = Digest(base64: text) else { throw NotADigest() }
        return digest
    }

    /// The consistency probes use texts as roots nobody looks into. Each stands for a digest of its
    /// own here, equal only to itself.
    private func root(_ text: String) throws -> Digest {
        guard let bytes = Base64.decode(text) else { throw NotADigest() }
        return Digest(bytes) ?? Digest.sha256(bytes)
    }

    /// Runs all cases below a folder and returns how many were valid and invalid.
    private func run<Case: Decodable>(
        _ folder: String, _ type: Case.Type, wantError: (Case) -> Bool,
        verify: (Case) throws -> Void
    ) throws -> (valid: Int, invalid: Int) {
        var (valid, invalid) = (0, 0)
        for path in try Vectors.files(below: "merkle/testdata/\(folder)", suffix: ".json") {
            let vector = try Vectors.json(path, as: type)
            let isAccepted = (try? verify(vector)) != nil
            let file = String(path.split(separator: "/").last ?? "")
            if folder == "consistency", Self.documentedDifferences.contains(file) {
                #expect(isAccepted, "\(path)")
                continue
            }
            #expect(isAccepted != wantError(vector), "\(path)")
            if isAccepted { valid += 1 } else { invalid += 1 }
        }
        return (valid, invalid)
    }

    @Test("inclusion proofs are accepted and refused as expected", vectors("merkle"))
    func inclusion() throws {
        let counts = try run("inclusion", Inclusion.self, wantError: \.wantErr) { vector in
            try InclusionProof(
                index: vector.leafIdx, size: vector.treeSize,
                path: (vector.proof ?? []).map { try digest($0) }
            ).verify(leaf: digest(vector.leafHash), root: digest(vector.root))
        }
        #expect(counts == (6, 92))
    }

    @Test("consistency proofs are accepted and refused as expected", vectors("merkle"))
    func consistency() throws {
        let counts = try run("consistency", Consistency.self, wantError: \.wantErr) { vector in
            try ConsistencyProof(
                from: vector.size1, to: vector.size2,
                path: (vector.proof ?? []).map { try digest($0) }
            ).verify(fromRoot: root(vector.root1), toRoot: root(vector.root2))
        }
        #expect(counts == (6, 91))
    }

    @Test("subtree inclusion proofs are accepted and refused as expected", vectors("merkle"))
    func subtreeInclusion() throws {
        let counts = try run(
            "subtreeinclusion", SubtreeInclusion.self, wantError: \.wantErr
        ) { vector in
            try SubtreeInclusionProof(
                index: vector.leafIdx, subtree: Subtree(start: vector.start, end: vector.end),
                path: (vector.proof ?? []).map { try digest($0) }
            ).verify(leaf: digest(vector.leafHash), subtreeRoot: digest(vector.root))
        }
        #expect(counts == (12, 192))
    }

    @Test("subtree consistency proofs are accepted and refused as expected", vectors("merkle"))
    func subtreeConsistency() throws {
        let counts = try run(
            "subtreeconsistency", SubtreeConsistency.self, wantError: \.wantErr
        ) { vector in
            try SubtreeConsistencyProof(
                subtree: Subtree(start: vector.start, end: vector.end), size: vector.size,
                path: (vector.proof ?? []).map { try digest($0) }
            ).verify(subtreeRoot: root(vector.root1), root: root(vector.root2))
        }
        #expect(counts == (12, 106))
    }
}
