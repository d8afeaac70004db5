import AllianceNames
import CRDT
import MergedView
import Statements
import Testing
import TransparencyLog

@Suite("the body of a row")
struct RowBodyTests {
    private static let bodies: [(EntryKind, RowBody)] = [
        (.assertIndicator, .assertion(AssertionBody(basis: .testBuy, confidence: 0, tlp: .clear))),
        (
            .assertIndicator,
            .assertion(
                AssertionBody(
                    basis: .automated, confidence: 100, tlp: .red, firstSeen: 0, lastSeen: 1 << 40,
                    validUntil: 7, isNaturalPerson: false, marketplace: "shopee",
                    marks: ["Maison Q", "金龙"]))
        ),
        (.dispute, .dispute(DisputeBody(reason: .resolved, onBehalfOfSeller: true, tlp: .amber))),
        (.sight, .sighting(SightingBody(total: 300, firstSeen: 1, lastSeen: .max))),
        (.link, .link(LinkBody(basis: .inspection, confidence: 55, tlp: .green))),
        (
            .right,
            .right(
                RightBody(
                    kind: .trademark, registration: "EM/018012345", title: "Maison Q",
                    validFrom: 0, validUntil: nil))
        ),
        (.registerProduct, .product(ProductBody(brand: "Q", serialisation: .serialised))),
        (
            .serialSnapshot,
            .snapshot(
                SnapshotBody(
                    PublishedSnapshot(
                        product: .scheme("chip"), file: .sha256([1]), fileBytes: 300, items: 9,
                        expiresAt: 1 << 41, keyDigest: .sha256([2]))))
        ),
        (.stixObject, .stixObject(.amberStrict)),
    ]

    private func row(_ kind: EntryKind, _ body: [UInt8]) -> ViewRow {
        ViewRow(
            keyHash: 1,
            dot: StatementDot(
                log: LogOrigin(
                    alliance: AllianceID(unchecked: "test"), channel: .alliance,
                    member: MemberID(unchecked: "a"), epoch: Epoch(1)), index: 3),
            kind: kind, body: body)
    }

    @Test("reads back as it was written")
    func roundTrip() throws {
        for (kind, body) in Self.bodies {
            let head = RowHead(issuedAt: 1_700_000_000_123, keys: [[1, 97], []])
            var bytes: [UInt8] = []
            body.append(head: head, to: &bytes)
            let decoded = try row(kind, bytes).decoded()
            #expect(decoded.head == head)
            #expect(decoded.body == body)
        }
    }

    @Test("cut short or with a byte too many it is refused, never misread")
    func truncated() {
        for (kind, body) in Self.bodies {
            var bytes: [UInt8] = []
            body.append(head: RowHead(issuedAt: 300, keys: [[1, 97]]), to: &bytes)
            for count in bytes.indices {
                #expect(throws: MergedViewError.self) {
                    try row(kind, Array(bytes[..<count])).decoded()
                }
            }
            #expect(throws: MergedViewError.self) { try row(kind, bytes + [0]).decoded() }
        }
    }

    @Test("has the layout that the format page shows")
    func layout() {
        var bytes: [UInt8] = []
        RowBody.assertion(
            AssertionBody(
                basis: .testBuy, confidence: 80, tlp: .amber, validUntil: 300, marks: ["Q"])
        ).append(head: RowHead(issuedAt: 128, keys: [[1, 0x61]]), to: &bytes)
        #expect(
            bytes == [
                0x80, 0x01,  // issued at 128
                1, 2, 1, 0x61,  // one key of two bytes
                0x13, 80, 0x44,  // test buy and amber; confidence; 'valid until' and marks
                0xac, 0x02,  // 300
                1, 1, 0x51,  // one mark of one byte
            ])
    }
}
