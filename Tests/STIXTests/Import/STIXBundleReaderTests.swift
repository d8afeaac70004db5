import STIX
import Statements
import Testing

@Suite("A STIX bundle")
struct STIXBundleReaderTests {
    private func bundle(_ objects: String...) -> [UInt8] {
        Array(
            """
            {"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d",
             "objects": [\(objects.joined(separator: ",\n"))]}
            """.utf8)
    }

    private func object(_ type: String, _ properties: String) -> String {
        """
        {"type": "\(type)", "spec_version": "2.1", "id": "\(type)--1", \(properties)}
        """
    }

    private func indicator(_ pattern: String, _ more: String = "") -> String {
        object(
            "indicator",
            "\"pattern_type\": \"stix\", \"pattern\": \"\(pattern)\", "
                + "\"valid_from\": \"2026-01-01T00:00:00Z\"\(more)")
    }

    private func assertions(_ items: [STIXImportItem]) -> [IndicatorAssertion] {
        items.compactMap {
            guard case .assertion(let assertion) = $0.result else { return nil }
            return assertion
        }
    }

    private func keywords(_ items: [STIXImportItem]) -> [String] {
        items.map {
            switch $0.result {
            case .assertion(let assertion): assertion.indicator.description
            case .context: "context"
            case .refused(let error): error.keyword
            }
        }
    }

    @Test("gives a report for each observable that is an identifier")
    func observables() throws {
        let hash = String(repeating: "Ab", count: 32)
        let items = try STIXBundleReader.read(
            bundle(
                object("domain-name", "\"value\": \"SHOP.example\""),
                object("url", "\"value\": \"https://shop.example/a\""),
                object("email-addr", "\"value\": \"Sales@shop.example\""),
                object("ipv4-addr", "\"value\": \"192.0.2.1/32\""),
                object("ipv6-addr", "\"value\": \"2001:DB8::1\""),
                object("file", "\"name\": \"bag.jpg\", \"hashes\": {\"SHA-256\": \"\(hash)\"}"),
                object("user-account", "\"account_type\": \"twitter\", \"user_id\": \"Shop\"")))
        #expect(
            keywords(items) == [
                "domain shop.example", "url https://shop.example/a", "email sales@shop.example",
                "ip 192.0.2.1", "ip 2001:db8::1", "image-sha256 " + hash.lowercased(),
                "social-account twitter:shop",
            ])
        #expect(items.map(\.position) == Array(0..<7))
        #expect(items[0].objectID == "domain-name--1")
    }

    @Test("takes over what exporters say with an observable, and passes over what it cannot read")
    func observableExtras() throws {
        let items = try STIXBundleReader.read(
            bundle(
                object(
                    "domain-name",
                    #""value": "a.example", "confidence": 85, "labels": ["fake-shop"], "name": "Fake""#
                ),
                object(
                    "domain-name",
                    #""value": "b.example", "confidence": "high", "labels": {}, "name": 1, "iban": 2"#
                )
            ))
        let said = assertions(items)
        #expect(said.map(\.indicator.value) == ["a.example", "b.example"])
        #expect(said.map(\.confidence) == [85, 50])
        #expect(said.map(\.note) == ["Fake", nil])
        #expect(said.map(\.attributes.count) == [1, 0])
    }

    @Test("gives a report for each comparison of a simple pattern")
    func patterns() throws {
        let items = try STIXBundleReader.read(
            bundle(
                indicator("[domain-name:value = 'a.example' OR url:value='https://b.example/']"),
                indicator("[ipv4-addr:value = '192.0.2.1'] OR [email-addr:value = 'a@b.example']"),
                indicator("[domain-name:value IN ('c.example', 'd.example')]"),
                indicator("[file:hashes.'SHA-256' = '\(String(repeating: "0", count: 64))']"),
                indicator("[url:value = 'https://e.example/it\\\\'s']"),
                indicator(
                    "[user-account:account_type = 'forum' AND user-account:user_id = 'x' OR "
                        + "domain-name:value = 'f.example']")))
        #expect(
            keywords(items) == [
                "domain a.example", "url https://b.example/", "ip 192.0.2.1", "email a@b.example",
                "domain c.example", "domain d.example",
                "image-sha256 " + String(repeating: "0", count: 64), "url https://e.example/it's",
                "social-account forum:x", "domain f.example",
            ])
    }

    @Test("makes no report of an indicator that says what it describes is benign")
    func benign() throws {
        let pattern = "[domain-name:value = 'a.example']"
        let items = try STIXBundleReader.read(
            bundle(
                indicator(pattern, #", "indicator_types": ["benign"]"#),
                indicator(pattern, #", "indicator_types": ["anonymization", "benign"]"#),
                indicator(pattern, #", "indicator_types": ["malicious-activity"]"#),
                object("domain-name", #""value": "b.example", "indicator_types": ["benign"]"#)))
        #expect(
            keywords(items) == [
                "stix-indicator-benign", "stix-indicator-benign", "domain a.example",
                "domain b.example",
            ])
    }

    @Test(
        "refuses a pattern that says more or less than that an identifier is bad",
        arguments: [
            ("[a:b = 'x' AND c:d = 'y']", "stix-pattern-operator"),
            (
                "[domain-name:value = 'a.example' AND url:value = 'https://a.example/']",
                "stix-pattern-operator"
            ),
            (
                "[user-account:account_type = 'unix' AND user-account:user_id = 'x']",
                "stix-pattern-operator"
            ),
            (
                "[user-account:account_type = 'f' AND user-account:user_id IN ('x', 'y')]",
                "stix-pattern-operator"
            ),
            ("[domain-name:value LIKE '%.example']", "stix-pattern-operator"),
            ("[domain-name:value != 'a.example']", "stix-pattern-operator"),
            ("[NOT domain-name:value = 'a.example']", "stix-pattern-operator"),
            ("[a:b = 'x'] FOLLOWEDBY [c:d = 'y']", "stix-pattern-operator"),
            ("[a:b = 'x'] WITHIN 5 SECONDS", "stix-pattern-operator"),
            ("[process:name = 'x']", "stix-pattern-path"), ("[", "stix-pattern-malformed"),
            ("", "stix-pattern-malformed"), ("[domain-name:value = 'x", "stix-pattern-malformed"),
            ("[domain-name:value = x]", "stix-pattern-malformed"),
            ("[domain-name:value = 'x'", "stix-pattern-malformed"),
        ])
    func otherPatterns(pattern: String, keyword: String) throws {
        #expect(keywords(try STIXBundleReader.read(bundle(indicator(pattern)))) == [keyword])
    }

    @Test("goes on after every object that it cannot take over, and says why")
    func goesOn() throws {
        let items = try STIXBundleReader.read(
            bundle(
                object("malware", "\"name\": \"x\""), "17", "\"text\"", "{\"a\": }", "{}",
                object("domain-name", "\"value\": 5"), object("domain-name", "\"x\": 1"),
                object("domain-name", "\"value\": \"localhost\""), "[1, [2]]",
                object("ipv4-addr", "\"value\": \"192.0.2.0/24\""),
                object("file", "\"hashes\": {\"MD5\": \"0\"}"),
                object("user-account", "\"account_type\": \"unix\", \"user_id\": \"0\""),
                object("user-account", "\"user_id\": \"0\""),
                object("domain-name", "\"value\": \"a.example\", \"revoked\": true"),
                indicator("[domain-name:value = 'a.example']", ", \"valid_until\": \"soon\""),
                object("indicator", "\"pattern_type\": \"yara\", \"pattern\": \"rule\""),
                object("indicator", "\"pattern_type\": \"stix\""),
                object("domain-name", "\"value\": \"last.example\"")))
        #expect(
            keywords(items) == [
                "stix-object-type", "stix-object-malformed", "stix-object-malformed",
                "stix-object-malformed", "stix-object-malformed", "stix-object-malformed",
                "stix-property-missing", "domain-single-label", "stix-object-malformed",
                "ip-network", "stix-property-missing", "stix-object-type", "stix-property-missing",
                "stix-object-revoked", "stix-timestamp", "stix-pattern-type",
                "stix-property-missing", "domain last.example",
            ])
        for item in items {
            guard case .refused(let error) = item.result else { continue }
            #expect(!error.description.isEmpty)
        }
    }

    @Test("carries confidence, expiry, labels, names and the object itself into the report")
    func properties() throws {
        let text = indicator(
            "[domain-name:value = 'a.example']",
            """
            , "confidence": 85, "valid_until": "2026-01-31T12:00:00.5Z", "labels": ["fake-shop"],
            "indicator_types": ["malicious-activity"], "name": "Fake", "description": "bags"
            """)
        let defaults = STIXImportDefaults(basis: .inspection, marks: ["Aurum"])
        let items = try STIXBundleReader.read(bundle(text), defaults: defaults)
        let assertion = try #require(assertions(items).first)
        #expect(assertion.confidence == 85)
        #expect(assertion.validUntil == 1_769_860_800_500)
        #expect(assertion.basis == .inspection)
        #expect(assertion.marks == ["Aurum"])
        #expect(assertion.note == "Fake: bags")
        #expect(
            assertion.attributes == [
                .init(name: "label", value: "fake-shop"),
                .init(name: "indicator-type", value: "malicious-activity"),
            ])
        #expect(assertion.originalObject?.bytes == Array(text.utf8))
        #expect(assertion.originalObject?.mediaType == "application/stix+json;version=2.1")
    }

    @Test("keeps the object only where it fits the payload, and what it gives can be sealed")
    func largeObjects() throws {
        let salt = Salt([UInt8](repeating: 1, count: 16))!
        for padding in [10, 15_000, 17_000, 300_000] {
            let description = String(repeating: "ü", count: padding)
            let labels = (0..<60).map { "\"label \($0) \(String(repeating: "x", count: 500))\"" }
            let items = try STIXBundleReader.read(
                bundle(
                    object(
                        "domain-name",
                        "\"value\": \"a.example\", \"description\": \"\(description)\", "
                            + "\"labels\": [\(padding == 10 ? "" : labels.joined(separator: ","))]"
                    )))
            let assertion = try #require(assertions(items).first)
            #expect((assertion.originalObject != nil) == (padding == 10))
            _ = try SealedStatement.seal(.assertIndicator(assertion), issuedAt: 1, salt: salt)
        }
    }

    @Test(
        "marks a report as the object is marked, in both versions of the protocol",
        arguments: [
            ("613f2e26-407d-48c7-9eca-b8e91df99dc9", TLP.clear),
            ("34098fce-860f-48ae-8e50-ebd3cc5e41da", .green),
            ("f88d31f6-486f-44da-b317-01333bde0b82", .amber),
            ("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", .red),
            ("94868c89-83c2-464b-929b-a1a8aa3c8487", .clear),
            ("bab4a63c-aed9-4cf5-a766-dfca5abac2bb", .green),
            ("55d920b0-5e8b-4f79-9ee9-91f868d9b421", .amber),
            ("939a9414-2ddd-4d32-a0cd-375ea402b003", .amberStrict),
            ("e828b379-4e03-4974-9ac4-e53a884c97c1", .red),
        ])
    func markings(id: String, tlp: TLP) throws {
        let marked = object(
            "domain-name",
            "\"value\": \"a.example\", \"object_marking_refs\": [\"marking-definition--\(id)\"]")
        #expect(assertions(try STIXBundleReader.read(bundle(marked))).map(\.tlp) == [tlp])
    }

    @Test("never widens what a marking that it does not know may narrow")
    func unknownMarkings() throws {
        func marked(_ refs: String) -> String {
            object("domain-name", "\"value\": \"a.example\", \"object_marking_refs\": [\(refs)]")
        }
        let clear = "\"marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487\""
        let own = """
            {"type": "marking-definition", "id": "marking-definition--own", "extensions":
             {"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": {"tlp_2_0": "red"}}}
            """
        let items = try STIXBundleReader.read(
            bundle(
                marked(clear + ", \"marking-definition--own\""), marked(""), own,
                marked(clear + ", \"marking-definition--own\""),
                object("identity", "\"name\": \"Aurum\"")))
        #expect(assertions(items).map(\.tlp) == [.amber, .amber, .red])
        #expect(keywords(items)[2] == "context")
        #expect(keywords(items)[4] == "context")
    }

    @Test(
        "takes the narrowest of what marks the whole and what marks a part of it",
        arguments: [
            (["clear"], [#"{"marking_ref": "RED", "selectors": ["value"]}"#], TLP.red),
            (["red"], [#"{"marking_ref": "CLEAR", "selectors": ["value"]}"#], .red),
            (
                ["clear"],
                [
                    #"{"marking_ref": "GREEN", "selectors": ["id"]}"#,
                    #"{"marking_ref": "RED", "selectors": ["value"]}"#,
                ], .red
            ),
            // What is not marked has the default, which is amber.
            ([], [#"{"marking_ref": "CLEAR", "selectors": ["value"]}"#], .amber),
            ([], [#"{"marking_ref": "RED", "selectors": ["value"]}"#], .red),
            (["clear"], [#"{"marking_ref": "marking-definition--x"}"#], .amber),
            (["clear"], ["{}"], .amber), (["clear"], ["7"], .amber),
            (["clear"], [#"{"lang": "de", "selectors": ["value"]}"#], .clear),
            (["clear"], [], .clear),
        ])
    func granularMarkings(whole: [String], parts: [String], tlp: TLP) throws {
        let ids = [
            "CLEAR": "94868c89-83c2-464b-929b-a1a8aa3c8487",
            "GREEN": "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
            "RED": "e828b379-4e03-4974-9ac4-e53a884c97c1",
        ].mapValues { "marking-definition--\($0)" }
        let refs = try whole.map { try #require(ids[$0.uppercased()]) }
        let marked = object(
            "domain-name",
            """
            "value": "a.example", "object_marking_refs": [\(refs.map { "\"\($0)\"" }.joined(separator: ","))],
            "granular_markings": [\(parts.joined(separator: ","))]
            """)
        let text = ids.reduce(marked) {
            $0.replacing("\"\($1.key)\"", with: "\"\($1.value)\"")
        }
        #expect(assertions(try STIXBundleReader.read(bundle(text))).map(\.tlp) == [tlp])
    }

    @Test("reads the same in pieces of any size")
    func pieces() throws {
        let bytes = bundle(
            object("domain-name", "\"value\": \"a.example\", \"name\": \"]}\\\"[{\""), "3",
            object("domain-name", "\"value\": \"b.example\", \"x\": [[{}], {\"y\": []}]"))
        let whole = try STIXBundleReader.read(bytes)
        #expect(
            keywords(whole) == ["domain a.example", "stix-object-malformed", "domain b.example"])
        for size in [1, 2, 7, 64] {
            var reader = STIXBundleReader()
            var items: [STIXImportItem] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                items += try reader.read(bytes[start..<min(start + size, bytes.count)])
            }
            try reader.finish()
            #expect(items == whole)
        }
    }

    @Test("carries no indicator into its report that has not the times of one")
    func withoutTimes() throws {
        let uuid = "5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d1001"
        func indicator(_ times: String) -> String {
            """
            {"type": "indicator", "spec_version": "2.1", "id": "indicator--\(uuid)"\(times),
             "pattern_type": "stix", "pattern": "[domain-name:value = 'a.example']"}
            """
        }
        let created = #", "created": "2026-01-01T00:00:00.000Z""#
        let modified = #", "modified": "2026-02-01T00:00:00.000Z""#
        let items = try STIXBundleReader.read(
            bundle(indicator(""), indicator(created), indicator(created + modified)))
        let said = assertions(items)
        #expect(said.map(\.indicator.value) == Array(repeating: "a.example", count: 3))
        #expect(said.map { $0.originalObject != nil } == [false, false, true])
    }

    @Test("finds its objects wherever they stand in it, and nowhere else")
    func memberOrder() throws {
        let text = """
            \u{feff}{"objects" : [{"type":"domain-name","id":"domain-name--1","value":"a.example"}],
            "x": {"objects": [{"type":"domain-name","id":"domain-name--2","value":"b.example"}]},
            "y": "\\"objects\\": [", "type": "bundle"}

            """
        #expect(keywords(try STIXBundleReader.read(Array(text.utf8))) == ["domain a.example"])
        #expect(try STIXBundleReader.read(Array("{\"type\":\"bundle\"}".utf8)).isEmpty)
    }

    @Test(
        "is refused when it is something else",
        arguments: [
            "", "  ", "[]", "null", "{\"type\": \"report\"}", "{}", "{\"type\":\"bundle\"} x",
        ])
    func notBundles(text: String) {
        #expect {
            try STIXBundleReader.read(Array(text.utf8))
        } throws: {
            ($0 as? STIXError)?.keyword == "stix-not-a-bundle"
        }
    }

    @Test("that is cut off anywhere gives what came before, and says so")
    func truncation() throws {
        let bytes = bundle(
            object("domain-name", "\"value\": \"a.example\""),
            object("domain-name", "\"value\": \"b.example\""))
        for length in 60..<bytes.count {
            let items = try STIXBundleReader.read(Array(bytes[..<length]))
            #expect(keywords(items).last == "stix-truncated")
            #expect(assertions(items).count == items.count - 1)
        }
    }

    @Test("skips an object above 1 MiB, or nested deeper than 64, and reads the next")
    func limits() throws {
        let max = STIXBundleReader.objectBytesMax
        let frame = object("domain-name", "\"value\": \"a.example\", \"x\": \"\"").utf8.count
        func padded(_ count: Int) -> String {
            object(
                "domain-name",
                "\"value\": \"a.example\", \"x\": \"\(String(repeating: "x", count: count - frame))\""
            )
        }
        func nested(_ depth: Int) -> String {
            object(
                "domain-name",
                "\"value\": \"a.example\", \"x\": " + String(repeating: "[", count: depth - 1)
                    + String(repeating: "]", count: depth - 1))
        }
        let items = try STIXBundleReader.read(
            bundle(
                padded(max), padded(max + 1), nested(STIXBundleReader.depthMax),
                nested(STIXBundleReader.depthMax + 1)))
        #expect(
            keywords(items) == [
                "domain a.example", "stix-object-length", "domain a.example", "stix-object-depth",
            ])
    }

    @Test("refuses a pattern of more than 1,000 comparisons")
    func comparisonCount() throws {
        func pattern(_ count: Int) -> String {
            "["
                + (0..<count).map { "domain-name:value = 'a\($0).example'" }
                .joined(separator: " OR ") + "]"
        }
        let items = try STIXBundleReader.read(bundle(indicator(pattern(1_000))))
        #expect(assertions(items).count == 1_000)
        let more = try STIXBundleReader.read(bundle(indicator(pattern(1_001))))
        #expect(keywords(more) == ["stix-pattern-count"])
    }

    @Test("hands on an object with versions as it came, with each report and each refusal of it")
    func originals() throws {
        let uuid = "5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d1001"
        func versioned(_ pattern: String, _ more: String = "") -> String {
            """
            {"type": "indicator", "spec_version": "2.1", "id": "indicator--\(uuid)", \
            "created": "2026-01-01T00:00:00.000Z", "modified": "2026-02-01T00:00:00.000Z", \
            "pattern_type": "stix", "pattern": "\(pattern)"\(more)}
            """
        }
        let two = versioned("[domain-name:value IN ('a.example', 'localhost')]")
        let revoked = versioned("[domain-name:value = 'b.example']", ", \"revoked\": true")
        let observable =
            "{\"type\": \"domain-name\", \"id\": \"domain-name--\(uuid)\", \"value\": \"c.example\"}"
        let items = try STIXBundleReader.read(bundle(two, revoked, observable))
        #expect(
            keywords(items) == [
                "domain a.example", "domain-single-label", "stix-object-revoked",
                "domain c.example",
            ])
        let expected: [[UInt8]?] = [
            Array(two.utf8), Array(two.utf8), Array(revoked.utf8), nil,
        ]
        #expect(items.map { $0.original?.json } == expected)
        #expect(items.map { $0.original?.head.isRevoked } == [false, false, true, nil])
        #expect(items[0].original?.head.version == STIXTimestamp(parsing: "2026-02-01T00:00:00Z"))
    }
}
