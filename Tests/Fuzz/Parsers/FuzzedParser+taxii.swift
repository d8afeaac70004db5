import JSON
import STIX
import Statements
import TAXII

extension FuzzedParser {
    private static let uuid = "5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a11"
    private static let times =
        #""created":"2026-01-31T12:00:00Z","modified":"2026-01-31T12:00:00.5Z""#

    static let taxii = [
        // What a client posts: each object is what stands in the bytes, and what is said of it every reader takes.
        FuzzedParser(
            "taxii-envelope", inputBytesMax: 8_192,
            samples: [
                """
                {"more":false,"objects":[{"type":"indicator","spec_version":"2.1",\
                "id":"indicator--\(uuid)",\(times),"pattern_type":"stix","confidence":80,\
                "pattern":"[domain-name:value = 'shop.example' OR url:value = 'https://a.example/']"},\
                {"type":"opinion","spec_version":"2.1","id":"opinion--\(uuid)",\(times),\
                "opinion":"disagree","explanation":"x","object_refs":["domain-name--\(uuid)"]},\
                {"type":"domain-name","id":"domain-name--\(uuid)","value":"shop.example"},7]}
                """,
                """
                {"objects":[{"type":"relationship","spec_version":"2.1",\
                "id":"relationship--\(uuid)",\(times),"source_ref":"email-addr--\(uuid)",\
                "target_ref":"phone-number--\(uuid)","extensions":{"\(STIXExtension.statement)":\
                {"same_operator":true}}},{"type":"email-addr","id":"email-addr--\(uuid)",\
                "value":"a@b.example"},{"type":"phone-number","id":"phone-number--\(uuid)",\
                "value":"4930123456"}]}
                """,
            ],
            words: [
                "\"objects\":[", "\"more\":", "},{", "]}", "\"revoked\":true",
                "\"spec_version\":\"2.1\"",
                "\"object_refs\":[", "--", uuid, "\\\"",
            ]
        ) { input in
            guard let objects = try understood({ try PostedObject.read(input) }) else {
                return false
            }
            try promise(objects.count <= PostedObject.objectsMax, "more objects than the limit")
            if let whole = try understood({ try JSONValue(parsing: input, depthMax: 66) }) {
                try promise(isList(whole, of: objects), "other objects than JSON has")
            } else {
                try promise(
                    objects.contains { $0.head == nil }, "objects of what is no JSON")
            }
            let mapping = PostedStatements(defaults: STIXImportDefaults(), of: objects)
            var taken = false
            for object in objects {
                guard case .object(let head, let value) = object.reading,
                    let said = try understood({ try mapping.statements(object, head, value) })
                else { continue }
                for statement in said {
                    let read = try understood {
                        try Statement.decode(kind: statement.kind, payload: statement.payload())
                    }
                    try promise(read == statement, "no reader takes what is said")
                }
                taken = true
            }
            return taken
        },
        // The query of a request, as `name=value` pairs.
        FuzzedParser(
            "taxii-query",
            samples: [
                "limit=5&next=zik0zj&added_after=2026-01-31T12:00:00.000001Z&match[id]=a,b",
                "match[type]=indicator&match[version]=first,last,2026-01-31T12:00:00Z"
                    + "&match[spec_version]=2.1&x=y",
            ],
            words: ["match[", "]=", "all", ",", "Z", "limit=", "next=", "added_after="]
        ) { input in
            guard let text = text(input) else { return false }
            let pairs = text.split(separator: "&").map { pair in
                let sides = pair.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (name: String(sides[0]), value: sides.count > 1 ? String(sides[1]) : "")
            }
            let fields = ObjectQuery.Field.allCases
            guard let query = try understood({ try ObjectQuery(pairs, fields: fields) }) else {
                return false
            }
            try promise(
                (1...ObjectQuery.limitMax).contains(query.limit)
                    && query.after <= UInt64(Int64.max)
                    && (query.ids?.count ?? 0) <= ObjectQuery.valuesMax,
                "a value outside of its limits")
            let cursor = PageCursor(sequence: query.after)
            try promise(
                (try? PageCursor(parsing: cursor.description)) == cursor, "a place is lost")
            _ = TAXIIMediaType.isAccepted(text)
            _ = TAXIIMediaType.isRead(text)
            return true
        },
    ]

    /// Whether the list of an envelope, read as a whole, is these objects.
    private static func isList(_ whole: JSONValue, of objects: [PostedObject]) -> Bool {
        guard case .object(let members) = whole, case .array(let values)? = members["objects"],
            values.count == objects.count
        else { return false }
        return zip(values, objects).allSatisfy { value, object in
            guard case .object(_, let read) = object.reading else { return true }
            return read == value
        }
    }
}
