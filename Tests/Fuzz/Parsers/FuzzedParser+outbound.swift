import AllianceNames
import ProductAuthentication
import Replication
import Statements
import TransparencyLog

extension FuzzedParser {
    /// What a member that takes no connections brings to a node that does, and fetches there.
    static let outbound = [
        addEntries, mirrorInfo, wantedObjects, waitingQuestions, routedQuestion,
    ]

    private static let addEntries = FuzzedParser(
        "add-entries", inputBytesMax: 8_192, bytes: uploads(),
        words: [Sample.origin, "\u{0}\u{0}", "\u{0}\u{1}", "\u{0}\u{0}\u{0}\u{10}"]
    ) { input in
        guard let request = try understood({ try AddEntriesRequest(parsing: input) }) else {
            return false
        }
        try promise(request.bytes == input, "it is printed otherwise")
        var next = request.start
        for package in request.packages {
            try promise(
                package.start == next && package.end <= request.end && package.subtree != nil,
                "its packages have a gap")
            let entries = try understood {
                try EntryBundle.parse(package.entries, count: package.count)
            }
            try promise(entries != nil, "its entries are no bundle")
            try promise(
                package.start == request.start || package.start & 255 == 0,
                "it has two packages of a bundle")
            // The lengths of payloads are the bundle's to judge.
            _ = try understood {
                try PayloadBundle.parse(package.payloads, count: package.count)
            }
            next = package.end
        }
        return true
    }

    private static func uploads() -> [[UInt8]] {
        guard let origin = try? LogOrigin(parsing: Sample.origin) else { return [] }
        var (entries, payloads): ([UInt8], [UInt8]) = ([], [])
        for entry in ["one", "two"] { EntryBundle.append(entry: Array(entry.utf8), to: &entries) }
        PayloadBundle.appendAbsent(to: &payloads)
        PayloadBundle.append(
            saltAndPayload: [UInt8](repeating: 7, count: Salt.byteCount + 3), to: &payloads)
        let package = EntryPackage(
            start: 5, count: 2, entries: entries, path: [.zero], payloads: payloads)
        return [
            AddEntriesRequest(origin: origin, start: 5, end: 9, packages: [package]).bytes,
            AddEntriesRequest(origin: origin, start: 4, end: 4, packages: []).bytes,
        ]
    }

    private static let mirrorInfo = FuzzedParser(
        "mirror-info", inputBytesMax: 512, samples: ["12\n7\n\n", "0\n0\nAAAA\n"],
        words: ["18446744073709551615\n", "=="]
    ) { input in
        guard let info = try understood({ try MirrorInfo(parsing: input) }) else { return false }
        try readsAgain(info, { Array($0.text.utf8) }, { try MirrorInfo(parsing: $0) })
        return true
    }

    private static let wantedObjects = FuzzedParser(
        "wanted-objects",
        samples: [
            String(
                decoding: WantedObjects([
                    .init(digest: .zero, held: 0, byteCount: 7),
                    .init(digest: .sha256([1]), held: 1_048_576, byteCount: 5_242_888),
                ]).bytes, as: UTF8.self)
        ],
        words: ["\"objects\":[", "\"version\":1", "\(Digest.sha256([2]).hex) 0 9", " 67108864\""]
    ) { input in
        guard let wanted = try understood({ try WantedObjects(parsing: input) }) else {
            return false
        }
        let digests = wanted.objects.map(\.digest)
        try promise(Set(digests).count == digests.count, "it names a file twice")
        try promise(wanted.objects.allSatisfy { $0.held < $0.byteCount }, "a part is a whole")
        try readsAgain(wanted, \.bytes) { try WantedObjects(parsing: $0) }
        return true
    }

    private static let waitingQuestions = FuzzedParser(
        "waiting-questions",
        samples: [
            String(
                decoding: WaitingQuestions([
                    .init(id: "q7-1f", milliseconds: 4_988, text: "a text\nof lines\n"),
                    .init(id: "q8", milliseconds: 0, text: ""),
                ]).bytes, as: UTF8.self)
        ], words: ["\"questions\":[", "\"version\":1", "\\n", "\\r", "\\u0301", " 5000\\n"]
    ) { input in
        guard let waiting = try understood({ try WaitingQuestions(parsing: input) }) else {
            return false
        }
        try readsAgain(waiting, \.bytes) { try WaitingQuestions(parsing: $0) }
        return true
    }

    private static let routedQuestion = FuzzedParser(
        "routed-question", samples: routed(),
        words: ["owner ", "sent ", "touchstone routed question v1\n", "\u{2014} ", "serial "]
    ) { input in
        guard let routed = try understood({ try RoutedQuestion(parsing: input) }) else {
            return false
        }
        try promise(routed.bytes == input, "it is printed otherwise")
        try Sample.checkUnforged(routed.note)
        let question = try understood { try Question(parsing: routed.question) }
        try promise(question?.asker == routed.claimedAsker, "it names another asker")
        return true
    }

    private static func routed() -> [String] {
        guard let question = questions[0].samples.first,
            let owner = try? MemberID(parsing: "maison"),
            let routed = try? RoutedQuestion(
                signing: question, to: owner, at: 1_764_000_000_000, by: Sample.answer)
        else { return [] }
        return [routed.note.description]
    }
}
