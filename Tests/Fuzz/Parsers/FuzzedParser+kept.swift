import AllianceNames
import CRDT
import MergedView
import ProductAuthentication
import Replication
import Statements
import TransparencyLog

extension FuzzedParser {
    /// Files: what a node fetched, and what it wrote itself to a disk that may be damaged.
    static let kept = [serialSnapshot, questionBudget, fenceMarks, viewRow]

    private static let serialSnapshot = FuzzedParser(
        "serial-snapshot", bytes: snapshots(), words: ["touchstone-snap\n", "gtin/", "scheme/"]
    ) { input in
        guard let key = SnapshotKey([UInt8](repeating: 7, count: SnapshotKey.byteCount)),
            let snapshot = try understood({ try SerialSnapshot(parsing: input) })
        else { return false }
        try promise(snapshot.bytes == input, "it is printed otherwise")
        if let keyed = try understood({ try KeyedSnapshot(snapshot, key: key) }) {
            // Whatever the file says, looking up stays within it.
            for serial in ["", "A1", "0123456789ABCDEFGHJK"] { _ = keyed.contains(serial) }
        }
        return true
    }

    /// A snapshot of a few random numbers.
    private static func snapshots() -> [[UInt8]] {
        let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let serials = (0..<40 as Range<UInt8>).map { number in
            String(Digest.sha256([number]).bytes.prefix(20).map { letters[Int($0 & 31)] })
        }
        guard let key = SnapshotKey([UInt8](repeating: 7, count: SnapshotKey.byteCount)),
            let snapshot = try? SerialSnapshot(
                of: SerialList(serials), product: .scheme("chip"), key: key,
                issuedAt: 1_764_000_000_000, validDays: 30)
        else { return [] }
        return [snapshot.bytes]
    }

    private static let questionBudget = FuzzedParser(
        "question-budget",
        samples: [
            "touchstone question budget v1\nwindow 490000\nused hub 3\nused maison 100\n"
                + "alarm hub 489999 2\n"
        ], words: ["window ", "used ", "alarm ", " 1000\n", "18446744073709551615"]
    ) { input in
        guard let budget = try understood({ try QuestionBudget(parsing: input) }) else {
            return false
        }
        try readsAgain(budget, { Array($0.text.utf8) }, { try QuestionBudget(parsing: $0) })
        return true
    }

    private static let fenceMarks = FuzzedParser(
        "fence",
        samples: [
            FenceMarks().description,
            FenceMarks(
                write: 17,
                [
                    LogOrigin(
                        alliance: AllianceID(unchecked: "a"), channel: .alliance,
                        member: MemberID(unchecked: "maison"), epoch: Epoch(1)):
                        FenceMark(size: 300, root: Sample.tree.hash(0..<300))
                ]
            ).description,
        ], words: ["touchstone-fence 1\n", "write ", "sha256 "]
    ) { input in
        guard let text = text(input) else { return false }
        // The checksum is made right, which no mutation does.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2)
        let body = lines.map { $0 + "\n" }.joined()
        let whole = body + "sha256 \(Digest.sha256(Array(body.utf8)))\n"
        for text in [text, whole] {
            guard let marks = FenceMarks(parsing: text) else { continue }
            try promise(marks.description.utf8.elementsEqual(text.utf8), "it is printed otherwise")
        }
        return FenceMarks(parsing: whole) != nil
    }

    /// The kind, then the body.
    private static let viewRow = FuzzedParser("view-row", bytes: rows()) { input in
        guard let first = input.first else { return false }
        let row = row(EntryKind(rawValue: first), Array(input.dropFirst()))
        guard let (head, body) = try understood({ try row.decoded() }) else { return false }
        var printed: [UInt8] = []
        body.append(head: head, to: &printed)
        let again = try understood { try FuzzedParser.row(row.kind, printed).decoded() }
        try promise(
            again?.head == head && again?.body == body, "it is printed as another row")
        return true
    }

    private static func row(_ kind: EntryKind, _ body: [UInt8]) -> ViewRow {
        let origin = LogOrigin(
            alliance: AllianceID(unchecked: "a"), channel: .alliance,
            member: MemberID(unchecked: "maison"), epoch: Epoch(1))
        return ViewRow(
            keyHash: 0, dot: StatementDot(log: origin, index: 0), kind: kind, body: body)
    }

    private static func rows() -> [[UInt8]] {
        let head = RowHead(issuedAt: 1_764_000_000_000, keys: [[1] + Array("shop.example".utf8)])
        let bodies: [(EntryKind, RowBody)] = [
            (
                .assertIndicator,
                .assertion(
                    AssertionBody(
                        basis: .testBuy, confidence: 90, tlp: .amber, firstSeen: 5, lastSeen: 9,
                        validUntil: 11, isNaturalPerson: true, marketplace: "ebay.de",
                        marks: ["Aurum", "金"]))
            ),
            (
                .dispute,
                .dispute(DisputeBody(reason: .sellerReply, onBehalfOfSeller: true, tlp: .green))
            ),
            (.sight, .sighting(SightingBody(total: 3, firstSeen: 5, lastSeen: 9))),
            (.link, .link(LinkBody(basis: .inspection, confidence: 80, tlp: .amber))),
            (
                .right,
                .right(
                    RightBody(
                        kind: .trademark, registration: "EM/1", title: "AURUM", validFrom: 1,
                        validUntil: 2))
            ),
            (
                .registerProduct,
                .product(ProductBody(brand: "Aurum", serialisation: .serialisedWithSnapshot))
            ),
            (.stixObject, .stixObject(.clear)),
        ]
        return bodies.map { kind, body in
            var bytes: [UInt8] = []
            body.append(head: head, to: &bytes)
            return [kind.rawValue] + bytes
        }
    }
}
