import STIX
import TAXII
import Testing

@Suite struct ObjectQueryTests {
    private func query(
        _ parameters: [(String, String)], fields: [ObjectQuery.Field] = ObjectQuery.Field.allCases
    ) throws -> ObjectQuery {
        try ObjectQuery(parameters.map { (name: $0.0, value: $0.1) }, fields: fields)
    }

    @Test("everything that is asked for is read; what is not said has its default")
    func read() throws {
        let plain = try query([])
        #expect(plain.limit == ObjectQuery.limitMax)
        #expect(plain.versions == .last)
        let full = try query([
            ("limit", "5"), ("added_after", "1970-01-01T00:00:01.0000025Z"),
            ("match[id]", "a,b"), ("match[type]", "indicator"),
            ("match[version]", "first,2026-01-31T12:00:00Z"), ("match[spec_version]", "2.0,2.1"),
            ("somebody", "else"),
        ])
        #expect(full.limit == 5)
        #expect(full.after == 1_000_002)
        #expect(full.ids == ["a", "b"])
        #expect(full.types == ["indicator"])
        #expect(full.versions.wantsFirst && !full.versions.wantsLast)
        #expect(full.versions.times.count == 1)
        #expect(!full.isOfOtherSpecification)
        #expect(try query([("match[spec_version]", "2.0")]).isOfOtherSpecification)
        #expect(try query([("limit", "100000000")]).limit == ObjectQuery.limitMax)
    }

    @Test(
        "what was added after a time before 1970 is everything",
        arguments: [
            "1969-12-31T23:59:59.999999Z", "1904-02-29T00:00:00Z", "0001-01-01T00:00:00Z",
            "0000-02-29T00:00:00Z", "1970-01-01T00:00:00.000Z",
        ])
    func early(time: String) throws {
        #expect(try query([("added_after", time)]).after == 0)
    }

    @Test("a page goes on behind the later of two places")
    func places() throws {
        let next = PageCursor(sequence: 5_000_000).description
        let query = try query([("next", next), ("added_after", "1970-01-01T00:00:01Z")])
        #expect(query.after == 5_000_000)
        #expect(try PageCursor(parsing: next).sequence == 5_000_000)
    }

    @Test(
        "what cannot be answered as it was asked is refused",
        arguments: [
            ("limit", "0"), ("limit", "-1"), ("limit", "+1"), ("limit", "1.5"), ("limit", ""),
            ("next", ""), ("next", "-1"), ("next", "ZZ"), ("next", "zzzzzzzzzzzzzzzzzzzz"),
            ("added_after", "yesterday"), ("added_after", "1900-02-29T00:00:00Z"),
            ("match[x]", "1"), ("match[id", "1"),
            ("match[id]", ""), ("match[type]", "a,,b"), ("match[version]", "newest"),
            ("match[version]", "all,last"), ("match[version]", "first,first"),
            ("match[id]", Array(repeating: "a", count: 101).joined(separator: ",")),
        ])
    func refused(name: String, value: String) {
        #expect(throws: TAXIIError.self) { try query([(name, value)]) }
    }

    @Test(
        "what has no pages takes no place in them",
        arguments: [("limit", "1"), ("next", "zik0zj"), ("added_after", "2026-01-31T12:00:00Z")])
    func unpaged(name: String, value: String) throws {
        #expect(throws: TAXIIError.self) {
            try ObjectQuery([(name: name, value: value)], fields: [.version], isPaged: false)
        }
        let named = try ObjectQuery(
            [(name: "match[version]", value: "last")], fields: [.version], isPaged: false)
        #expect(named.versions == .last)
    }

    @Test("a filter that the resource does not take, and one that stands twice, are refused")
    func fields() {
        #expect(throws: TAXIIError.self) { try query([("match[id]", "a")], fields: [.version]) }
        #expect(throws: TAXIIError.self) { try query([("limit", "1"), ("limit", "2")]) }
    }
}
