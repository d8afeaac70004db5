import TransparencyLog

extension FuzzedParser {
    static let notes = [note, checkpoint, cosignedCheckpoint, verifierKey]

    private static let words = [
        "\u{2014} ", "\n\n", "\n\u{2014} ", Sample.origin, Sample.cosigner.name, "AAAA", "==\n",
        "18446744073709551615\n", "281474976710655\n", "\n0\n",
    ]

    private static let note = FuzzedParser(
        "note",
        samples: [
            Sample.note("one line\n", by: [Sample.authority]).description,
            Sample.note("a text\n\nwith an empty line\n", by: [Sample.authority, Sample.answer])
                .description,
            Sample.note("é 金\n", by: [Sample.log]).description,
            Sample.cosigned(3, at: [1_764_000_000]).description,
        ], words: words
    ) { input in
        guard let note = try understood({ try SignedNote(parsing: input) }) else { return false }
        try promise(note.bytes == input, "it is printed otherwise")
        try Sample.checkUnforged(note)
        return true
    }

    private static let checkpoint = FuzzedParser(
        "checkpoint",
        samples: [
            Sample.signed(0).description, Sample.signed(7).description,
            Sample.cosigned(300, at: [1_764_000_000, 1_764_000_060]).description,
            Sample.note(
                Sample.checkpoint(2).description + "an extension\n", by: [Sample.log]
            ).description,
        ], words: words
    ) { input in
        guard let signed = try understood({ try SignedCheckpoint(parsing: input) }) else {
            return false
        }
        try promise(Array(signed.description.utf8) == input, "it is printed otherwise")
        try promise(
            signed.checkpoint.description.utf8.elementsEqual(signed.note.text.utf8),
            "its text is another")
        try Sample.checkUnforged(signed.note)
        return true
    }

    /// What a node keeps of a checkpoint that is cosigned again and again.
    private static let cosignedCheckpoint = FuzzedParser(
        "cosigned-checkpoint",
        samples: [
            Sample.cosigned(5, at: [9, 7, 8]).description,
            Sample.cosigned(6, at: [UInt64(Int64.max)]).description,
        ], words: words
    ) { input in
        guard let text = text(input) else { return false }
        if let verified = try? SignedCheckpoint(parsing: text)
            .verified(by: Sample.log.verifierKey)
        {
            let kept = CosignedCheckpoint(verified, cosigners: [Sample.cosigner.verifierKey])
            try readsAgain(
                kept, { Array($0.noteText.utf8) },
                { try CosignedCheckpoint(recorded: String(decoding: $0, as: UTF8.self)) })
        }
        guard let kept = try understood({ try CosignedCheckpoint(recorded: text) }) else {
            return false
        }
        try readsAgain(
            kept, { Array($0.noteText.utf8) },
            { try CosignedCheckpoint(recorded: String(decoding: $0, as: UTF8.self)) })
        var joined = kept
        joined.join(kept)
        try promise(joined == kept, "joined with itself it is another")
        try promise(
            kept.cosignerCount <= CosignedCheckpoint.cosignersMax, "too many cosigners are kept")
        _ = try understood { try SignedCheckpoint(parsing: kept.servedNote(fresh: Sample.keys)) }
        return true
    }

    private static let verifierKey = FuzzedParser(
        "verifier-key", inputBytesMax: 512, samples: Sample.keys.map(\.description),
        words: ["+", "AQ", "BA", "="]
    ) { input in
        guard let text = text(input) else { return false }
        return try printsAsRead(
            input, { _ in try VerifierKey(parsing: text) }, { Array($0.description.utf8) })
    }
}
