import AllianceNames
import AuditTrail
import JSON
import SignIn
import Statements
import Testing

@Suite struct AuditRecordTests {
    private static func anna() throws -> AuditActor {
        .person(try PersonID(parsing: "anna"), roles: [.investigator, .approver], .link)
    }

    private static func records() throws -> [AuditRecord] {
        [
            AuditRecord(
                who: try anna(), action: .search,
                purpose: try Purpose(.complaint, reference: "2026-17"),
                details: [.query: "shop \"x\" \u{202e}\n 假货"], results: 25, status: 200,
                route: "GET /console/search", request: "k3j2"),
            AuditRecord(who: .program(try TokenName(parsing: "grafana")), action: .view),
            AuditRecord(
                who: .system(try MemberID(parsing: "verel")), action: .readCollection, rows: 1_000),
            AuditRecord(who: .operatorOfMachine("root"), action: .administer),
            AuditRecord(who: .node, action: .begin, details: [.after: "x/y/z/e1"]),
        ]
    }

    @Test("a record is read as it was written")
    func roundTrip() throws {
        for record in try Self.records() {
            #expect(try AuditRecord(parsing: record.bytes) == record)
        }
    }

    @Test("a record is one line of JSON with sorted keys, for whoever has no program of ours")
    func form() throws {
        let text = String(decoding: try Self.records()[0].bytes, as: UTF8.self)
        #expect(
            text
                == "{\"did\":\"search\",\"of\":{\"query\":\"shop \\\"x\\\" \u{202e}\\u000a 假货\"},\"purpose\":\"complaint: 2026-17\",\"request\":\"k3j2\",\"results\":25,\"route\":\"GET /console/search\",\"status\":200,\"v\":1,\"who\":{\"person\":\"anna\",\"roles\":[\"approver\",\"investigator\"],\"signedIn\":\"link\"}}"
        )
    }

    @Test("whatever somebody asks for, its record fits into an entry")
    func bounds() throws {
        var record = AuditRecord(who: try Self.anna(), action: .search)
        for number in 0..<40 {
            record.details["d\(number)"] = String(repeating: "\u{1}假\"", count: 4_000)
        }
        let bytes = record.bytes
        #expect(bytes.count <= PayloadBundle.payloadBytesMax)
        let read = try AuditRecord(parsing: bytes)
        #expect(read.details.count == AuditRecord.detailsMax)
        #expect(read.details.values.allSatisfy { $0.hasSuffix("…") })
        record.details = ["query": String(repeating: "a", count: AuditRecord.detailBytesMax)]
        #expect(try AuditRecord(parsing: record.bytes) == record)
    }

    @Test(
        "details that a record is found by are read back as they were, and are no others, however long"
    )
    func readBack() throws {
        let short = ["kind": "domain", "entries": String(repeating: "a", count: 4_096)]
        #expect(AuditRecord.readBack(short) == short)
        let all = [
            ["entries": String(repeating: "a", count: 4_097)],
            ["entries": String(repeating: "a", count: 4_097) + "b"],
            ["entries": String(repeating: "\u{1}", count: 4_000)],
            [
                "a": String(repeating: "\"", count: 4_000),
                "b": String(repeating: "\"", count: 4_000),
            ],
        ].map(AuditRecord.readBack)
        for details in all {
            var record = AuditRecord(
                who: try Self.anna(), action: .holdExport,
                purpose: try Purpose(.complaint, reference: "2026-17"),
                results: 1_000, status: 200, route: "GET /console/export", request: "k3j2")
            record.details = details
            #expect(try AuditRecord(parsing: record.bytes).details == details)
            #expect(AuditRecord.readBack(details) == details)
        }
        #expect(Set(all).count == all.count)
    }

    @Test("what is no record is refused, and what a later version adds is passed over")
    func strict() throws {
        let good = String(decoding: try Self.records()[0].bytes, as: UTF8.self)
        let read = try AuditRecord(parsing: Array(good.utf8))
        let later = good.replacing("\"v\":1", with: "\"v\":1,\"zz\":[]")
        #expect(try AuditRecord(parsing: Array(later.utf8)) == read)
        let unknown = good.replacing("\"search\"", with: "\"some-thing-new\"")
        #expect(try AuditRecord(parsing: Array(unknown.utf8)).action.rawValue == "some-thing-new")
        for bad in [
            "", "[]", good.replacing("\"v\":1", with: "\"v\":2"),
            good.replacing("\"results\":25", with: "\"results\":-1"),
            good.replacing("\"person\":\"anna\"", with: "\"person\":\"An na\""),
            good.replacing("\"signedIn\":\"link\"", with: "\"signedIn\":\"charm\""),
            good.replacing("complaint:", with: "fun:"), good.replacing("\"search\"", with: "\"S\""),
        ] {
            #expect(throws: AuditRecordError.self) {
                _ = try AuditRecord(parsing: Array(bad.utf8))
            }
        }
    }

    @Test("an entry is read with its record, without it, and not with another one")
    func lines() throws {
        let record = try Self.records()[0]
        let salt = try #require(Salt([UInt8](repeating: 7, count: 16)))
        let sealed = try SealedStatement.seal(
            .unknown(.auditRecord, payload: record.bytes), issuedAt: 5, salt: salt)
        var entries: [UInt8] = []
        var payloads: [UInt8] = []
        var other = try #require(sealed.saltAndPayload)
        other[20] ^= 1
        for saltAndPayload in [sealed.saltAndPayload, nil, other] {
            entries += [0, UInt8(sealed.entry.count)] + sealed.entry
            if let saltAndPayload {
                PayloadBundle.append(saltAndPayload: saltAndPayload, to: &payloads)
            } else {
                PayloadBundle.appendAbsent(to: &payloads)
            }
        }
        let lines = try AuditLine.lines(
            first: 256, count: 3, entries: entries, payloads: payloads)
        #expect(lines.map(\.index) == [256, 257, 258])
        #expect(lines.map(\.at) == [5, 5, 5])
        #expect(lines[0].record == record)
        #expect(lines[1].content == .erased)
        guard case .unreadable = lines[2].content else {
            Issue.record("a record that was altered was read: \(lines[2])")
            return
        }
    }
}
