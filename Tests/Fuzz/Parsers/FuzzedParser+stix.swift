import STIX
import Statements

extension FuzzedParser {
    /// A bundle in pieces of one byte has to give what it gives at once, and what it gives can be said.
    static let stix = FuzzedParser(
        "stix", inputBytesMax: 8_192,
        samples: [
            """
            {"type":"bundle","id":"bundle--1","objects":[{"type":"identity","id":"identity--1"},\
            {"type":"indicator","id":"indicator--1","pattern_type":"stix","confidence":80,\
            "pattern":"[domain-name:value = 'shop.example' OR url:value = 'https://a.example/']",\
            "valid_until":"2027-01-01T00:00:00.5Z","labels":["x"],"name":"n"}]}
            """,
            """
            {"objects":[{"type":"domain-name","id":"domain-name--1","value":"shop.example",\
            "object_marking_refs":["marking-definition--1"]},{"type":"file","id":"file--1",\
            "hashes":{"SHA-256":"\(String(repeating: "a0", count: 32))"}},\
            {"type":"user-account","id":"user-account--1","account_type":"ebay",\
            "account_login":"x"},7,{"type":"indicator","id":"indicator--2","pattern_type":"stix",\
            "pattern":"[ipv4-addr:value IN ('192.0.2.1','192.0.2.2')] OR [email-addr:value = 'a@b.example']"}\
            ],"type":"bundle"}
            """,
            """
            {"type":"bundle","objects":[{"type":"marking-definition","id":"marking-definition--1",\
            "definition_type":"tlp","definition":{"tlp":"amber"}},{"type":"marking-definition",\
            "id":"marking-definition--2","extensions":{"extension-definition--1":\
            {"tlp_2_0":"amber+strict"}}}]}
            """,
        ],
        words: [
            "\"type\":\"bundle\"", "\"objects\":[", "\"pattern\":\"[", "]\"", " OR ", " IN (",
            "\\'",
            "file:hashes.'SHA-256'", "AND", "\"revoked\":true", "\"valid_until\":", "},{",
        ]
    ) { input in
        let whole = Result { try STIXBundleReader.read(input) }
        let pieces = Result {
            var reader = STIXBundleReader()
            var items: [STIXImportItem] = []
            for piece in FuzzedParser.pieces(of: input) { items += try reader.read(piece) }
            // A bundle that is cut off is an item of the whole.
            do { try reader.finish() } catch STIXError.truncated { return (items, true) }
            return (items, false)
        }
        switch (whole, pieces) {
        case (.success(let items), .success((let same, let isCut))):
            try promise(
                isCut ? Array(items.dropLast()) == same : items == same,
                "\(items.count) items at once, others in pieces")
            return try items.contains { try isSaid($0) }
        case (.failure(let error), .failure): return try understood { throw error } ?? false
        case (.success, .failure(let error)): throw BrokenPromise("only in pieces: \(error)")
        case (.failure(let error), .success): throw BrokenPromise("only at once: \(error)")
        }
    }

    /// Whether it is an assertion; one that every reader takes.
    private static func isSaid(_ item: STIXImportItem) throws -> Bool {
        guard case .assertion(let assertion) = item.result else { return false }
        let payload = Statement.assertIndicator(assertion).payload()
        // What is too long for a payload is refused where it is appended.
        guard payload.count <= PayloadBundle.payloadBytesMax else { return true }
        let read = try understood {
            try Statement.decode(kind: .assertIndicator, payload: payload)
        }
        try promise(read == .assertIndicator(assertion), "no reader takes what is imported")
        return true
    }
}
