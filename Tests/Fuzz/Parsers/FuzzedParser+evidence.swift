import AllianceNames
import Peering
import Replication
import Roster
import TransparencyLog

extension FuzzedParser {
    static let evidence = [
        evidenceAnswer, erasure, frontier, evidenceFile, peerPath, peerProblem, witnessReply,
    ]

    private static let words = [
        "\"version\":1", "\"token\":", "\"checkpoints\":", "\"forkProofs\":", "\"erasures\":",
        "\"rosters\":", "\"evidence\":", "\\u00e9", "\\ud83d\\ude00", "[]", "\\\"", "\\n",
    ]

    private static let evidenceAnswer = FuzzedParser(
        "evidence-answer",
        samples: [
            #"{"version":1,"token":"a-1-2","forkProofs":["x\n"],"erasures":["\u00e9"]}"#,
            #"{"version":1,"token":"a","forkProofs":[],"erasures":[]}"#,
        ], words: words
    ) { input in
        guard let answer = try understood({ try EvidenceAnswer(parsing: input) }) else {
            return false
        }
        try readsAgain(answer, \.bytes) { try EvidenceAnswer(parsing: $0) }
        return true
    }

    private static let frontier = FuzzedParser(
        "frontier-answer",
        samples: [
            String(
                decoding: FrontierAnswer(
                    token: "5f0c-12-345", evidence: "5f0c-12-3",
                    checkpoints: [Sample.signed(7).description]
                ).bytes, as: UTF8.self),
            #"{ "checkpoints": [], "token": "A_z-9", "version": 1 }"#,
        ], words: words
    ) { input in
        guard let answer = try understood({ try FrontierAnswer(parsing: input) }) else {
            return false
        }
        try readsAgain(answer, \.bytes) { try FrontierAnswer(parsing: $0) }
        return true
    }

    private static let evidenceFile = FuzzedParser(
        "evidence-file",
        samples: [
            String(
                decoding: EvidenceFile(
                    forkProof: "touchstone/fork-proof/v1\n", rosters: ["{}\n\n\u{2014} a b\n"]
                ).bytes, as: UTF8.self)
        ], words: words
    ) { input in
        guard let file = try understood({ try EvidenceFile(parsing: input) }) else { return false }
        try readsAgain(file, \.bytes) { try EvidenceFile(parsing: $0) }
        return true
    }

    private static func certificate(
        _ ranges: [Range<EntryIndex>], _ reason: ErasureCertificate.Reason
    ) -> String {
        let certificate = try? ErasureCertificate(
            origin: LogOrigin(parsing: Sample.origin), entries: EntryRanges(ranges),
            reason: reason, issuedAt: UTCTimestamp(secondsSince1970: 1_764_000_000))
        return certificate.map {
            SignedErasure($0, by: [Sample.log, Sample.authority]).note.description
        } ?? ""
    }

    private static let erasure = FuzzedParser(
        "erasure-certificate",
        samples: [
            certificate([3..<4, 17..<21], .request), certificate([0..<4_096], .retentionLimit),
        ],
        words: [
            "reason legal-order", "reason authors-error", "entries ", "281474976710654", ",", "-",
            "time ", "\u{2014} ", Sample.origin,
        ]
    ) { input in
        guard let signed = try understood({ try SignedErasure(parsing: input) }) else {
            return false
        }
        try promise(signed.note.bytes == input, "it is printed otherwise")
        try promise(
            signed.certificate.text.utf8.elementsEqual(signed.note.text.utf8),
            "its text is another")
        let entries = signed.certificate.entries
        try promise(
            entries.count <= ErasureCertificate.entriesMax
                && entries.ranges.count <= ErasureCertificate.rangesMax
                && UInt64(Array(entries.indexes).count) == entries.count,
            "it names more than it may")
        try Sample.checkUnforged(signed.note)
        return true
    }

    private static let peerPath = FuzzedParser(
        "peer-path", inputBytesMax: 640,
        samples: [
            "/roster", "/roster/17", "/frontier?after=a-1_Z&wait=60", "/evidence?after=x",
            "/log/\(Sample.origin)/checkpoint", "/log/\(Sample.origin)/tile/0/x001/x234/067.p/5",
            "/log/\(Sample.origin)/tile/entries/000.p/44",
            "/log/\(Sample.origin)/payload/001.p/9?from=4",
            "/object/\(Digest.zero.hex)?from=4194304", "/snapshot-key/\(Digest.zero.hex)",
            "/mirror/wanted-objects?after=\(Digest.zero.hex)",
            "/mirror/add-object/\(Digest.zero.hex)?from=1048576",
            "/questions", "/certificate", "/witness/add-checkpoint",
            "/witness/\(Digest.zero.hex)/checkpoint",
        ],
        words: ["/log/", "/tile/", "?from=", "?after=", "&wait=", "%2e", "..", "//", "x000/", "é"]
    ) { input in
        guard let text = text(input) else { return false }
        return try printsAsRead(
            input, { _ in try PeerResource(parsing: text) }, { Array($0.path.utf8) })
    }

    private static let peerProblem = FuzzedParser(
        "peer-problem",
        samples: [
            String(
                decoding: PeerProblem(status: 403, keyword: "k", detail: "No.").bytes,
                as: UTF8.self)
        ], words: words + ["\"status\":", "\"detail\":", "\"keyword\":"]
    ) { input in
        guard let problem = try understood({ try PeerProblem(parsing: input) }) else {
            return false
        }
        try readsAgain(problem, \.bytes) { try PeerProblem(parsing: $0) }
        return true
    }

    /// The status, then the body.
    private static let witnessReply = FuzzedParser(
        "witness-reply", samples: ["409 12\n", "200 \u{2014} a b\n", "422 no"],
        words: ["409 ", "18446744073709551615\n"]
    ) { input in
        guard let space = input.firstIndex(of: UInt8(ascii: " ")),
            let status = Int(String(decoding: input[..<space], as: UTF8.self))
        else { return false }
        let body = Array(input[(space + 1)...])
        let reply = try understood { try WitnessReply(status: status, body: body, detail: "") }
        if case .conflict(let size) = reply {
            try promise(body == Array("\(size)\n".utf8), "a size has two spellings")
        }
        return reply != nil
    }
}
