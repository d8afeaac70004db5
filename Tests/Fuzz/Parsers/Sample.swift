import Evidence
import TransparencyLog

/// A made-up member with keys of fixed seeds and a small log, so that samples are real objects and the
/// same ones everywhere.
enum Sample {
    static let alliance = "sample.example"
    static let origin = "sample.example/alliance/maison/e1"

    static let log = signer(origin, 1)
    static let cosigner = signer("sample.example/cosigner/hub", 2, .cosignatureV1)
    static let authority = signer("sample.example/authority", 3)
    static let answer = signer("sample.example/answer/maison", 4)

    static let keys = [log, cosigner, authority, answer].map(\.verifierKey)

    static func signer(
        _ name: String, _ seed: UInt8, _ algorithm: VerifierKey.Algorithm = .ed25519
    ) -> NoteSigner {
        guard
            let signer = try? NoteSigner(
                name: name, seed: [UInt8](repeating: seed, count: 32), algorithm: algorithm)
        else { preconditionFailure("\(name) is no name of a key") }
        return signer
    }

    /// Two histories of one log that part after four entries.
    static let tree = ReferenceTree((0..<300).map { Array("entry \($0)".utf8) })
    static let otherTree = ReferenceTree(
        (0..<300).map { Array("\($0 < 4 ? "entry" : "other") \($0)".utf8) })

    static func checkpoint(_ size: Int, of tree: ReferenceTree = tree) -> Checkpoint {
        Checkpoint(origin: origin, size: TreeSize(size), root: tree.hash(0..<size))
    }

    static func signed(_ size: Int, of tree: ReferenceTree = tree) -> SignedCheckpoint {
        guard let signed = try? SignedCheckpoint(signing: checkpoint(size, of: tree), by: log)
        else { preconditionFailure("a checkpoint is signed") }
        return signed
    }

    static func cosigned(_ size: Int, at times: [UInt64]) -> SignedCheckpoint {
        var signed = signed(size)
        for time in times {
            signed.add(cosigner.sign(text: signed.note.text, timestamp: time))
        }
        return signed
    }

    static func note(_ text: String, by signers: [NoteSigner]) -> SignedNote {
        guard var note = try? SignedNote(text: text) else {
            preconditionFailure("\(text) is no text")
        }
        for signer in signers { note.add(signer.sign(text: text)) }
        return note
    }

    /// Every text that the keys above ever signed: whatever else verifies is forged.
    static let signedTexts: Set<[UInt8]> = Set(
        FuzzedParser.all.flatMap(\.samples).flatMap(texts).map { Array($0.utf8) })

    /// The texts of the notes that a sample is or holds. What a note is held by is a note too, of another
    /// text, so it comes first.
    private static func texts(in sample: [UInt8]) -> [String] {
        if let bundle = try? EvidenceBundle(parsing: sample) {
            return [bundle.note.text] + bundle.contents.registers.map(\.text)
                + bundle.contents.statements.map(\.proof.checkpoint.note.text)
        }
        if let proof = try? ForkProof(parsing: sample) {
            return [proof.smaller.note.text, proof.larger.note.text]
        }
        if let proof = try? TLogProof(parsing: sample) { return [proof.checkpoint.note.text] }
        if let request = try? AddCheckpointRequest(parsing: sample) {
            return [request.checkpoint.note.text]
        }
        return (try? SignedNote(parsing: sample)).map { [$0.text] } ?? []
    }

    /// - Throws: `BrokenPromise` where a signature holds over a text that nobody signed.
    static func checkUnforged(_ note: SignedNote) throws {
        guard let verified = try? note.signatures(ifAnyVerifiedBy: keys), !verified.isEmpty else {
            return
        }
        try FuzzedParser.promise(
            signedTexts.contains(Array(note.text.utf8)), "a signature holds over another text")
    }
}
