import JSON
import STIX
import Statements
import TAXII
import Testing

@Suite struct PostedObjectTests {
    private static let uuid = "5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a11"
    private static let times =
        #""spec_version":"2.1","created":"2026-01-31T12:00:00Z","modified":"2026-01-31T12:00:00Z""#
    private static let observable =
        #"{"type":"domain-name","id":"domain-name--\#(uuid)","value":"a.example"}"#

    private func read(_ text: String) throws -> [PostedObject] {
        try PostedObject.read(Array(text.utf8))
    }

    private func statements(
        _ object: String, with others: [String] = []
    ) throws -> [Statement] {
        let objects = try read(#"{"objects":[\#(([object] + others).joined(separator: ","))]}"#)
        guard case .object(let head, let value) = objects[0].reading else {
            throw TAXIIError.envelope("not read")
        }
        return try PostedStatements(defaults: STIXImportDefaults(tlp: .green), of: objects)
            .statements(objects[0], head, value)
    }

    private func indicator(_ pattern: String, _ more: String = "") -> String {
        #"{"type":"indicator","spec_version":"2.1","id":"indicator--\#(Self.uuid)","created":"2026-01-31T12:00:00Z","modified":"2026-01-31T12:00:00Z","pattern_type":"stix","pattern":"\#(pattern)"\#(more)}"#
    }

    @Test("objects are taken as they stand, whatever is around them")
    func envelope() throws {
        let one = #"{ "type" : "note", "x":"]},{\"\\" }"#
        let objects = try read(" {\"more\": false,\"objects\" :[\(one) , 7,[{}] ]\n} ")
        #expect(objects.map { String(decoding: $0.json, as: UTF8.self) } == [one, "7", "[{}]"])
        for object in objects {
            guard case .refused = object.reading else {
                Issue.record("taken")
                continue
            }
        }
    }

    @Test(
        "what is no envelope is refused",
        arguments: [
            "", "[]", "{", "{}", #"{"objects":[]}"#, #"{"objects":{}}"#, #"{"objects":[{}]"#,
            #"{"objects":[{},]}"#, #"{"objects":[{}] "more":true}"#, #"{"objects":[{}]}x"#,
            #"{"objects":[{}],"objects":[{}]}"#, #"{"objects":[{}],"more":maybe}"#,
            #"{"objects":["#, #"{"objects":[{}}}"#, #"{objects:[{}]}"#, #"{"objects":[{} {}]}"#,
        ])
    func refused(text: String) {
        #expect(throws: TAXIIError.self) { try read(text) }
    }

    @Test("an envelope has so many objects at most")
    func count() throws {
        func envelope(_ count: Int) -> String {
            #"{"objects":[\#(Array(repeating: "0", count: count).joined(separator: ","))]}"#
        }
        #expect(try read(envelope(PostedObject.objectsMax)).count == PostedObject.objectsMax)
        #expect(throws: TAXIIError.objectCount(objectsMax: PostedObject.objectsMax)) {
            try read(envelope(PostedObject.objectsMax + 1))
        }
    }

    @Test("an indicator of identifiers is a report of each, with the object in it")
    func reports() throws {
        let object = indicator(
            "[domain-name:value = 'a.example' OR domain-name:value = 'b.example']")
        let said = try statements(object)
        #expect(said.count == 2)
        for statement in said {
            guard case .assertIndicator(let report) = statement else {
                Issue.record("no report")
                continue
            }
            #expect(report.originalObject?.bytes == Array(object.utf8))
            #expect(report.tlp == .green)
        }
    }

    @Test("an opinion against an identifier is an objection, a relationship that says so a link")
    func references() throws {
        let other = #"{"type":"email-addr","id":"email-addr--\#(Self.uuid)","value":"a@b.example"}"#
        func opinion(_ word: String) -> String {
            #"{"type":"opinion","id":"opinion--\#(Self.uuid)",\#(Self.times),"opinion":"\#(word)","explanation":"ours","object_refs":["domain-name--\#(Self.uuid)"]}"#
        }
        guard
            case .dispute(let said)? = try statements(
                opinion("strongly-disagree"), with: [Self.observable]
            ).first
        else {
            Issue.record("no objection")
            return
        }
        #expect(said.indicator.value == "a.example")
        #expect(said.text == "ours")
        #expect(said.originalObject?.bytes == Array(opinion("strongly-disagree").utf8))
        func relationship(_ more: String) -> String {
            #"{"type":"relationship","id":"relationship--\#(Self.uuid)",\#(Self.times),"relationship_type":"related-to","source_ref":"domain-name--\#(Self.uuid)","target_ref":"email-addr--\#(Self.uuid)"\#(more)}"#
        }
        let ours = #","extensions":{"\#(STIXExtension.statement)":{"same_operator":true}}"#
        guard
            case .link(let link)? = try statements(
                relationship(ours), with: [Self.observable, other]
            )
            .first
        else {
            Issue.record("no link")
            return
        }
        #expect([link.a.value, link.b.value] == ["a.example", "a@b.example"])
        // What agrees, what only relates, what is about something unknown, and an indicator of something benign are kept
        // as they came.
        for (object, others) in [
            (opinion("agree"), [Self.observable]), (opinion("disagree"), []),
            (relationship(""), [Self.observable, other]), (relationship(ours), [Self.observable]),
            (indicator("[domain-name:value = 'a.example']", #","indicator_types":["benign"]"#), []),
        ] {
            #expect(try statements(object, with: others).map(\.kind) == [.stixObject])
        }
    }

    @Test("any other object is kept as it came, its marking obeyed")
    func kept() throws {
        let marking =
            #"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--\#(Self.uuid)","created":"2026-01-31T12:00:00Z","definition_type":"tlp","definition":{"tlp":"red"}}"#
        let marked = #","object_marking_refs":["marking-definition--\#(Self.uuid)"]"#
        for object in [
            indicator("[domain-name:value LIKE 'a%']", marked),
            indicator("[domain-name:value = 'a.example']", marked + #","revoked":true"#),
            #"{"type":"domain-name","id":"domain-name--\#(Self.uuid)","value":"a.example"\#(marked)}"#,
        ] {
            guard case .stixObject(let kept)? = try statements(object, with: [marking]).first
            else {
                Issue.record("not kept")
                continue
            }
            #expect(kept.json == Array(object.utf8))
            #expect(kept.tlp == .red)
        }
    }

    @Test("a report of which a part is marked has the narrowest of its markings")
    func partlyMarked() throws {
        let (clear, red) = (TLPMarking(.clear).id, TLPMarking(.red).id)
        let object = indicator(
            "[domain-name:value = 'a.example']",
            #","object_marking_refs":["\#(clear)"],"granular_markings":[{"marking_ref":"\#(red)","selectors":["pattern"]}]"#
        )
        guard case .assertIndicator(let report)? = try statements(object).first else {
            Issue.record("no report")
            return
        }
        #expect(report.tlp == .red)
    }

    @Test(
        "a name that STIX gives to another type may mean anything",
        arguments: [
            ("value", "42"), ("value", "{}"), ("kind", "1"), ("iban", "[]"), ("hashes", "7"),
            ("hashes", #"{"SHA-256":1}"#), ("user_id", "1000"), ("definition", "true"),
            ("account_type", "1"),
        ])
    func foreignNames(name: String, value: String) throws {
        let more = #","\#(name)":\#(value)"#
        guard
            case .assertIndicator(let report)? = try statements(
                indicator("[domain-name:value = 'a.example']", more)
            ).first
        else {
            Issue.record("no report")
            return
        }
        #expect(report.indicator.value == "a.example")
        for type in ["x-acme-measurement", "mutex"] {
            let object =
                #"{"type":"\#(type)","id":"\#(type)--\#(Self.uuid)","pattern":1,"name":{},"confidence":"high"\#(more)}"#
            guard case .stixObject(let kept)? = try statements(object).first else {
                Issue.record("not kept")
                continue
            }
            #expect(kept.json == Array(object.utf8))
        }
    }

    @Test(
        "a property of its own type has the type that STIX gives it",
        arguments: [
            ("domain-name", #""value":42"#), ("file", #""hashes":7"#),
            ("user-account", #""user_id":1000"#), ("bank-account", #""iban":[]"#),
            (STIXExtension.reportedIdentifierType, #""kind":1"#), ("mutex", #""extensions":1"#),
            ("mutex", #""granular_markings":{}"#), ("mutex", #""object_marking_refs":[1]"#),
        ])
    func ownNames(type: String, property: String) throws {
        #expect(throws: STIXError.self) {
            try statements(
                #"{"type":"\#(type)","id":"\#(type)--\#(Self.uuid)",\#(property)}"#)
        }
        #expect(throws: STIXError.self) {
            try statements(indicator("[domain-name:value = 'a.example']", #","name":1"#))
        }
    }

    @Test(
        "an object without the times that its type has is refused, and nothing else for its times")
    func times() throws {
        func error(_ type: String, _ more: String) throws -> STIXError? {
            let object = #"{"type":"\#(type)","id":"\#(type)--\#(Self.uuid)"\#(more)}"#
            guard case .refused(_, let error) = try read(#"{"objects":[\#(object)]}"#)[0].reading
            else { return nil }
            return error
        }
        let created = #","spec_version":"2.1","created":"2026-01-31T12:00:00Z""#
        for type in ["indicator", "note", "relationship", "sighting", "extension-definition"] {
            #expect(try error(type, "") == .propertyMissing("created"))
            #expect(try error(type, created) == .propertyMissing("modified"))
            #expect(try error(type, created + #","modified":"2026-01-31T12:00:00Z""#) == nil)
        }
        #expect(try error("marking-definition", "") == .propertyMissing("created"))
        for type in ["marking-definition", "domain-name", "x-acme-measurement"] {
            #expect(try error(type, created) == nil)
        }
        for type in ["domain-name", "x-acme-measurement"] {
            #expect(try error(type, "") == nil)
        }
    }

    @Test("a sighting notes what it counts, and one that came late that it counts nothing")
    func counted() throws {
        let sighting =
            #"{"type":"sighting","id":"sighting--\#(Self.uuid)",\#(Self.times),"sighting_of_ref":"domain-name--\#(Self.uuid)"}"#
        func counted(_ statement: Statement?) -> STIXObject.Counted? {
            if case .stixObject(let said)? = statement { said.counted } else { nil }
        }
        let domain = try Indicator(.domain, parsing: "a.example")
        #expect(try counted(statements(sighting, with: [Self.observable]).first) == .of(domain))
        #expect(try counted(statements(sighting).first) == .nothing)
        #expect(try counted(statements(Self.observable).first) == nil)
        let objects = try read(#"{"objects":[\#(sighting),\#(Self.observable)]}"#)
        guard case .object(let head, let value) = objects[0].reading else {
            Issue.record("not read")
            return
        }
        let late = try PostedStatements(defaults: STIXImportDefaults(), of: objects)
            .kept(objects[0], head, value)
        #expect(counted(late) == .nothing)
    }

    @Test("a sighting that is for persons only counts nothing, for totals have no marking")
    func countedRed() throws {
        func counted(_ marking: String) throws -> [STIXObject.Counted?] {
            let sighting =
                #"{"type":"sighting","id":"sighting--\#(Self.uuid)",\#(Self.times),"sighting_of_ref":"domain-name--\#(Self.uuid)","object_marking_refs":["marking-definition--\#(marking)"]}"#
            return try statements(sighting, with: [Self.observable]).map { statement in
                if case .stixObject(let said) = statement { said.counted } else { nil }
            }
        }
        let domain = try Indicator(.domain, parsing: "a.example")
        #expect(try counted("939a9414-2ddd-4d32-a0cd-375ea402b003") == [.of(domain)])
        #expect(try counted("e828b379-4e03-4974-9ac4-e53a884c97c1") == [.nothing])
        #expect(try counted("5e57c739-391a-4eb3-b6be-7d15ca92d5ed") == [.nothing])
    }

    @Test("what only TLP:RED tells is told by what is TLP:RED itself alone")
    func knownFromRed() throws {
        let red =
            #","object_marking_refs":["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"]"#
        let domain = try Indicator(.domain, parsing: "a.example")
        func observable(_ more: String) -> String {
            #"{"type":"domain-name","id":"domain-name--\#(Self.uuid)","value":"a.example"\#(more)}"#
        }
        let mail = #"{"type":"email-addr","id":"email-addr--\#(Self.uuid)","value":"a@b.example"}"#
        func sighting(_ more: String) -> String {
            #"{"type":"sighting","id":"sighting--\#(Self.uuid)",\#(Self.times),"sighting_of_ref":"domain-name--\#(Self.uuid)"\#(more)}"#
        }
        func opinion(_ more: String) -> String {
            #"{"type":"opinion","id":"opinion--\#(Self.uuid)",\#(Self.times),"opinion":"disagree","object_refs":["domain-name--\#(Self.uuid)"]\#(more)}"#
        }
        func link(_ more: String) -> String {
            #"{"type":"relationship","id":"relationship--\#(Self.uuid)",\#(Self.times),"relationship_type":"related-to","source_ref":"email-addr--\#(Self.uuid)","target_ref":"domain-name--\#(Self.uuid)","extensions":{"\#(STIXExtension.statement)":{"same_operator":true}}\#(more)}"#
        }
        for object in [sighting(""), opinion(""), link("")] {
            guard
                case .stixObject(let said)? = try statements(object, with: [observable(red), mail])
                    .first
            else {
                Issue.record("\(object) tells what it is about")
                continue
            }
            #expect(said.counted == (object == sighting("") ? .nothing : nil))
        }
        let kinds = try [sighting(red), opinion(red), link(red)].map {
            try statements($0, with: [observable(red), mail]).map(\.kind)
        }
        #expect(kinds == [[.stixObject], [.dispute], [.link]])

        // What was TLP:RED before is that still, where it is not said anew.
        let objects = try read(#"{"objects":[\#(sighting("")),\#(observable(""))]}"#)
        guard case .object(let head, let value) = objects[0].reading else {
            Issue.record("not read")
            return
        }
        func counted(isRed: Bool?) throws -> STIXObject.Counted? {
            var mapping = PostedStatements(defaults: STIXImportDefaults(), of: objects)
            #expect(mapping.unknown.isEmpty)
            #expect(mapping.referred == ["domain-name--\(Self.uuid)"])
            var known = KnownIdentifiers()
            if let isRed { known.learn("domain-name--\(Self.uuid)", domain, isRed: isRed) }
            mapping.learn(known)
            guard
                case .stixObject(let said)? = try mapping.statements(objects[0], head, value).first
            else { return nil }
            return said.counted
        }
        #expect(try counted(isRed: nil) == .of(domain))
        #expect(try counted(isRed: false) == .of(domain))
        #expect(try counted(isRed: true) == .nothing)
    }

    @Test("of versions that come together the newest tells what the object is about")
    func knownFromNewest() throws {
        let red =
            #","object_marking_refs":["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"]"#
        func version(_ month: Int, of domain: String, _ more: String = "") -> String {
            #"{"type":"indicator","spec_version":"2.1","id":"indicator--\#(Self.uuid)","created":"2026-01-31T12:00:00Z","modified":"2026-0\#(month)-01T00:00:00Z","pattern_type":"stix","pattern":"[domain-name:value = '\#(domain)']"\#(more)}"#
        }
        let sighting =
            #"{"type":"sighting","id":"sighting--\#(Self.uuid)",\#(Self.times),"sighting_of_ref":"indicator--\#(Self.uuid)"}"#
        func counted(_ versions: [String]) throws -> STIXObject.Counted? {
            guard case .stixObject(let said)? = try statements(sighting, with: versions).first
            else { return nil }
            return said.counted
        }
        let moved = [version(2, of: "a.example"), version(3, of: "b.example")]
        let hidden = [version(2, of: "a.example"), version(3, of: "a.example", red)]
        let newest = try Indicator(.domain, parsing: "b.example")
        #expect(try counted(moved) == .of(newest))
        #expect(try counted(moved.reversed()) == .of(newest))
        #expect(try counted(hidden) == .nothing)
        #expect(try counted(hidden.reversed()) == .nothing)
    }

    @Test("an object that no statement has room for is refused")
    func tooLong() throws {
        func object(_ bytes: Int) -> String {
            let empty = #"{"type":"mutex","id":"mutex--\#(Self.uuid)","x":""}"#
            return empty.replacing(
                #""x":"""#,
                with: #""x":"\#(String(repeating: "x", count: bytes - empty.utf8.count))""#)
        }
        #expect(try statements(object(16_000)).count == 1)
        #expect(throws: STIXError.self) { try statements(object(16_384)) }
    }
}
