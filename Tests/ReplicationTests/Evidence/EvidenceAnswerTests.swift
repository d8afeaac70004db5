import AllianceNames
import Replication
import Testing
import TransparencyLog

@Suite struct EvidenceAnswerTests {
    private let answer = EvidenceAnswer(
        token: "n-1-7", forkProofs: ["one\n\"two\"\n", "\u{2014} three"], erasures: ["four\n"])

    @Test("what an answer prints is read as the same answer, members in any order")
    func roundTrip() throws {
        #expect(try EvidenceAnswer(parsing: answer.bytes) == answer)
        let text = #" { "erasures" : [ ] , "token":"t","forkProofs":["a"], "version":1 } "#
        #expect(
            try EvidenceAnswer(parsing: Array(text.utf8))
                == EvidenceAnswer(token: "t", forkProofs: ["a"], erasures: []))
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "{}", #"{"version":2,"token":"t","forkProofs":[],"erasures":[]}"#,
            #"{"version":1,"token":"","forkProofs":[],"erasures":[]}"#,
            #"{"version":1,"token":"t","forkProofs":[]}"#,
            #"{"version":1,"token":"t","erasures":[]}"#,
            #"{"version":1,"token":"t","forkProofs":[],"erasures":[],"more":1}"#,
            #"{"version":1,"token":"t","forkProofs":[],"forkProofs":[],"erasures":[]}"#,
            #"{"version":1,"token":"t","forkProofs":[1],"erasures":[]}"#,
        ])
    func refusals(text: String) {
        #expect(throws: PeerError.self) { try EvidenceAnswer(parsing: Array(text.utf8)) }
    }

    @Test("an answer cut short, or with more pieces than a page has, is refused")
    func bounds() {
        for count in answer.bytes.indices {
            #expect(throws: PeerError.self) {
                try EvidenceAnswer(parsing: Array(answer.bytes.prefix(count)))
            }
        }
        let pieces = [String](repeating: "a", count: EvidencePage.piecesMax + 1)
        #expect(throws: PeerError.self) {
            try EvidenceAnswer(
                parsing: EvidenceAnswer(token: "t", forkProofs: [], erasures: pieces).bytes)
        }
    }

    // MARK: Pages

    /// Certificates as text only: what they say is for their own tests.
    private func store(
        _ pieces: [(channel: String, bytes: Int)]
    ) throws -> InMemoryLogStore {
        let store = InMemoryLogStore()
        for (place, piece) in pieces.enumerated() {
            _ = try store.keep(
                EvidenceRecord(
                    recorded: .erasure,
                    origin: LogOrigin(parsing: "alliance.example/\(piece.channel)/brand/e1"),
                    subject: "\(place)", text: String(repeating: "a", count: piece.bytes),
                    shownBy: nil, keptAt: 1))
        }
        return store
    }

    private let alliance: Set<ChannelID> = [.alliance]

    @Test("pages give every piece for the reader once, in order, and none of other channels")
    func pages() throws {
        let store = try store(
            (0..<2_500).map { ($0.isMultiple(of: 5) ? "luxury" : "alliance", 10) })
        var subjects: [Int] = []
        var end: UInt64 = 0
        var sizes: [Int] = []
        while true {
            let page = try store.evidencePage(after: end, readableIn: alliance)
            end = page.end
            if page.pieces.isEmpty { break }
            sizes.append(page.pieces.count)
            subjects += page.pieces.compactMap { Int($0.subject) }
        }
        #expect(subjects == (0..<2_500).filter { !$0.isMultiple(of: 5) })
        #expect(sizes == [1_000, 1_000])
        #expect(end == 2_500)
        #expect(try store.evidencePage(after: 0, readableIn: []).pieces.isEmpty)
    }

    @Test("a page holds so many bytes, and a single piece however long it is")
    func pageBytes() throws {
        let half = EvidencePage.textBytesMax / 2
        let store = try store(
            [half, half, 1, EvidencePage.textBytesMax + 1, 1].map { ("alliance", $0) })
        var counts: [Int] = []
        var end: UInt64 = 0
        for _ in 0..<4 {
            let page = try store.evidencePage(after: end, readableIn: alliance)
            end = page.end
            counts.append(page.pieces.count)
            #expect(EvidenceAnswer(page, token: "t").bytes.count <= PeerResource.evidenceBytesMax)
        }
        #expect(counts == [2, 1, 1, 1])
    }
}
