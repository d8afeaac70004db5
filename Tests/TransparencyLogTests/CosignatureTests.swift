import Testing
import TransparencyLog

@Suite struct CosignatureTests {
    private func checkpoint() throws -> SignedCheckpoint {
        try SignedCheckpoint(
            signing: Checkpoint(
                origin: TestKeys.origin, size: 1,
                root: MerkleHash.leaf(Array("entry".utf8))),
            by: TestKeys.log())
    }

    @Test("a cosignature is 8 bytes of time and an Ed25519 signature of time and text")
    func layout() throws {
        let witness = try TestKeys.witness1()
        let signed = try checkpoint()
        let signature = witness.sign(text: signed.note.text, timestamp: 1_679_315_147)
        #expect(signature.bytes.count == 72)
        #expect(Array(signature.bytes.prefix(8)) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb])
        let message = "cosignature/v1\ntime 1679315147\n\(signed.note.text)"
        #expect(
            witness.verifierKey.isValid(
                Array(signature.bytes.dropFirst(8)), message: Array(message.utf8)))
    }

    @Test("cosignatures of known witnesses are found with their times, the log's signature is not")
    func found() throws {
        let (first, second) = (try TestKeys.witness1(), try TestKeys.witness2())
        var signed = try checkpoint()
        signed.add(second.sign(text: signed.note.text, timestamp: 20))
        signed.add(first.sign(text: signed.note.text, timestamp: 10))
        let log = try TestKeys.log().verifierKey
        let verified = try SignedCheckpoint(parsing: signed.description).verified(by: log)
        let both = try verified.cosignatures(by: [first.verifierKey, second.verifierKey, log])
        #expect(both.map(\.key.name) == ["w2.example", "w1.example"])
        #expect(both.map(\.timestamp) == [20, 10])
        #expect(try verified.cosignatures(by: [first.verifierKey]).map(\.timestamp) == [10])
        #expect(try verified.cosignatures(by: []).isEmpty)
    }

    @Test("a cosignature for another time, text or extension line is refused")
    func altered() throws {
        let witness = try TestKeys.witness1()
        let text = try checkpoint().note.text
        let good = witness.sign(text: text, timestamp: 10)
        func verify(_ signature: NoteSignature, _ text: String) throws {
            _ = try SignedNote(text: text, signatures: [signature])
                .signatures(verifiedBy: [witness.verifierKey])
        }
        try verify(good, text)
        for byte in good.bytes.indices {
            var bytes = good.bytes
            bytes[byte] ^= 1
            #expect(throws: TransparencyLogError.self, "byte \(byte)") {
                try verify(
                    NoteSignature(name: good.name, keyID: good.keyID, bytes: bytes), text)
            }
        }
        #expect(throws: TransparencyLogError.self) { try verify(good, text + "extension\n") }
    }

    @Test("a time of 2^63 - 1 seconds is the last one")
    func timestampLimit() throws {
        let witness = try TestKeys.witness1()
        let text = try checkpoint().note.text
        let last = witness.sign(text: text, timestamp: VerifierKey.timestampMax)
        let note = try SignedNote(text: text, signatures: [last])
        #expect(
            try note.signatures(verifiedBy: [witness.verifierKey]).first?.timestamp
                == UInt64(Int64.max))
        // The same key signs the message with a time that is one beyond, which NoteSigner refuses.
        let plain = try TestKeys.signer("w1.example", seed: 1)
        let beyond = plain.sign(text: "cosignature/v1\ntime 9223372036854775808\n\(text)").bytes
        let forged = NoteSignature(
            name: witness.name, keyID: witness.verifierKey.keyID,
            bytes: [0x80, 0, 0, 0, 0, 0, 0, 0] + beyond)
        #expect(throws: TransparencyLogError.self) {
            try SignedNote(text: text, signatures: [forged])
                .signatures(verifiedBy: [witness.verifierKey])
        }
    }

    @Test("a plain signature does not pass for a cosignature, nor the other way round")
    func domainSeparation() throws {
        let plain = try TestKeys.signer("w1.example", seed: 1)
        let cosigner = try TestKeys.witness1()
        let text = try checkpoint().note.text
        let crossed = [
            (cosigner, plain.sign(text: text).bytes),
            (cosigner, [UInt8](repeating: 0, count: 8) + plain.sign(text: text).bytes),
            (plain, Array(cosigner.sign(text: text, timestamp: 1).bytes.dropFirst(8))),
            (plain, cosigner.sign(text: text, timestamp: 1).bytes),
        ]
        for (signer, bytes) in crossed {
            let signature = NoteSignature(
                name: signer.name, keyID: signer.verifierKey.keyID, bytes: bytes)
            #expect(throws: TransparencyLogError.self) {
                try SignedNote(text: text, signatures: [signature])
                    .signatures(verifiedBy: [signer.verifierKey])
            }
        }
    }
}
