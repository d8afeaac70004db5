import Testing
import TransparencyLog

@Suite struct CosignedCheckpointTests {
    private func bare(size: TreeSize = 1) throws -> SignedCheckpoint {
        try SignedCheckpoint(
            signing: Checkpoint(
                origin: TestKeys.origin, size: size,
                root: MerkleHash.leaf(Array("entry".utf8))),
            by: TestKeys.log())
    }

    /// The checkpoint with lines of witnesses, given as (witness, time).
    private func cosigned(_ lines: [(NoteSigner, UInt64)]) throws -> CosignedCheckpoint {
        var signed = try bare()
        for (signer, time) in lines {
            signed.add(signer.sign(text: signed.note.text, timestamp: time))
        }
        return CosignedCheckpoint(
            try signed.verified(by: TestKeys.log().verifierKey),
            cosigners: [
                try TestKeys.witness1().verifierKey, try TestKeys.witness2().verifierKey,
            ])
    }

    @Test("keeps the earliest and the latest line of each cosigner")
    func extremes() throws {
        let (first, second) = (try TestKeys.witness1(), try TestKeys.witness2())
        let joined = try cosigned([(first, 30), (second, 5), (first, 10), (first, 20)])
        #expect(joined.earliest(by: first.verifierKey)?.time == 10)
        #expect(joined.latest(by: first.verifierKey)?.time == 30)
        #expect(joined.earliest(by: second.verifierKey)?.time == 5)
        #expect(joined.latest(by: second.verifierKey)?.time == 5)
        #expect(joined.cosignatures.count == 3)
        #expect(joined.cosignerCount == 2)
        #expect(joined.earliest(by: try TestKeys.log().verifierKey) == nil)
    }

    @Test("a time that no clock has can still be reckoned with, and the line stays as it came")
    func hostileTime() throws {
        let (first, second) = (try TestKeys.witness1(), try TestKeys.witness2())
        let latest = VerifierKey.timestampMax
        let joined = try cosigned([(first, latest), (second, 1_800_000_000_000_000_000)])
        for cosignature in joined.cosignatures {
            let milliseconds = cosignature.time.multipliedReportingOverflow(by: 1_000)
            #expect(!milliseconds.overflow && milliseconds.partialValue <= UInt64(Int64.max))
        }
        #expect(joined.latest(by: first.verifierKey)?.signature.cosignedAt == latest)
    }

    @Test("a line from ahead gives way to any other of its cosigner, in any order")
    func ahead() throws {
        let (first, second) = (try TestKeys.witness1(), try TestKeys.witness2())
        let parts = try [
            cosigned([(first, 5), (second, 900)]), cosigned([(first, 800)]),
            cosigned([(first, 7)]),
        ]
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]] {
            var joined = parts[order[0]]
            for place in order.dropFirst() {
                joined.join(parts[place], isAhead: { $0.cosignedAt ?? 0 > 100 })
            }
            #expect(joined.cosignatures.map(\.time) == [5, 7, 900], "\(order)")
        }
        var all = parts[0]
        all.join(parts[1])
        all.join(parts[2])
        #expect(all.cosignatures.map(\.time) == [5, 800, 900])
    }

    @Test("joining commutes, associates and is idempotent", arguments: 1...40)
    func laws(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let signers = [try TestKeys.witness1(), try TestKeys.witness2()]
        let sets = try (0..<3).map { _ in
            try cosigned(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                    (signers.randomElement(using: &random)!, .random(in: 1..<9, using: &random))
                })
        }
        func join(_ parts: CosignedCheckpoint...) -> CosignedCheckpoint {
            var all = parts[0]
            for part in parts.dropFirst() { all.join(part) }
            return all
        }
        let (a, b, c) = (sets[0], sets[1], sets[2])
        #expect(join(a, b) == join(b, a), "seed \(seed)")
        #expect(join(join(a, b), c) == join(a, join(b, c)), "seed \(seed)")
        #expect(join(a, a) == a, "seed \(seed)")
        #expect(join(a, b, b) == join(a, b), "seed \(seed)")
    }

    @Test("is read back from its note, which any C2SP verifier takes")
    func roundTrip() throws {
        let (first, second) = (try TestKeys.witness1(), try TestKeys.witness2())
        let cosigned = try cosigned([(second, 7), (first, 9), (first, 3)])
        #expect(try CosignedCheckpoint(recorded: cosigned.noteText) == cosigned)
        let verified = try SignedCheckpoint(parsing: cosigned.noteText)
            .verified(by: TestKeys.log().verifierKey)
        #expect(
            try verified.cosignatures(by: [first.verifierKey, second.verifierKey])
                .map(\.timestamp) == [3, 9, 7])
    }

    @Test("serves one line of each cosigner: the latest of the author's, the earliest of others'")
    func served() throws {
        let (first, second) = (try TestKeys.witness1(), try TestKeys.witness2())
        let cosigned = try cosigned([(second, 7), (second, 8), (first, 9), (first, 3)])
        let served = cosigned.servedNote(fresh: [second.verifierKey])
        let verified = try SignedCheckpoint(parsing: served)
            .verified(by: TestKeys.log().verifierKey)
        #expect(
            try verified.cosignatures(by: [first.verifierKey, second.verifierKey])
                .map(\.timestamp) == [3, 8])
        #expect(verified.note.signatures.count == 3)
    }

    @Test("leaves out lines of others, lines that do not hold, and names that two keys share")
    func leftOut() throws {
        let (first, second) = (try TestKeys.witness1(), try TestKeys.witness2())
        let key = try TestKeys.log().verifierKey
        var signed = try bare()
        let text = signed.note.text
        let good = first.sign(text: text, timestamp: 3)
        // A relay puts a bad line of a known witness before the good one.
        signed.add(
            NoteSignature(
                name: second.name, keyID: second.verifierKey.keyID,
                bytes: good.bytes))
        signed.add(try TestKeys.signer("stranger.example", seed: 1).sign(text: text))
        signed.add(good)
        let verified = try signed.verified(by: key)
        let cosigned = CosignedCheckpoint(
            verified, cosigners: [first.verifierKey, second.verifierKey])
        #expect(cosigned.cosignatures.map(\.signature) == [good])
        #expect(cosigned.holds(good))
        // The same name and key ID twice is nobody's line.
        #expect(
            CosignedCheckpoint(verified, cosigners: [first.verifierKey, first.verifierKey])
                .cosignatures.isEmpty)
    }

    @Test("never prints a note that is not read, however many cosign")
    func limit() throws {
        let signers = try (0..<60).map {
            try TestKeys.signer("w\($0).example", seed: 1, .cosignatureV1)
        }
        var signed = try bare()
        let text = signed.note.text
        for signer in signers { signed.add(signer.sign(text: text, timestamp: 1)) }
        var all = CosignedCheckpoint(
            try signed.verified(by: TestKeys.log().verifierKey),
            cosigners: signers.map(\.verifierKey))
        var later = try bare()
        for signer in signers { later.add(signer.sign(text: text, timestamp: 2)) }
        all.join(
            CosignedCheckpoint(
                try later.verified(by: TestKeys.log().verifierKey),
                cosigners: signers.map(\.verifierKey)))
        #expect(all.cosignerCount == CosignedCheckpoint.cosignersMax)
        #expect(try CosignedCheckpoint(recorded: all.noteText) == all)
    }
}
