import DSA
import Foundation
import JSON
import Testing

@Suite("Rules of the DSA Transparency Database")
struct StatementRulesTests {
    /// The published vectors, where they are: `TOUCHSTONE_VECTORS`, else beside the project.
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            ProcessInfo.processInfo.environment["TOUCHSTONE_VECTORS"].map { URL(filePath: $0) }
            ?? root.appending(path: "../shared/vectors")
        let folder = shared.appending(path: "dsa-tdb")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()
    static let isThere = folder != nil

    private func json(_ path: String) throws -> JSONValue {
        let folder = try #require(Self.folder)
        return try JSONValue(parsing: Array(try Data(contentsOf: folder.appending(path: path))))
    }

    @Test(
        "the values are those of the schema, all of them",
        .enabled(if: isThere, "the vectors folder dsa-tdb is absent"))
    func enumerations() throws {
        guard case .object(let file) = try json("enums.json"),
            case .object(let enums) = file["enums"]
        else {
            Issue.record("enums.json has no enums")
            return
        }
        let ours: [String: Set<String>] = [
            "SOURCE_TYPES": Set(DSASource.allCases.map(\.rawValue)),
            "CONTENT_TYPES": Set(DSAContentType.allCases.map(\.rawValue)),
            "AUTOMATED_DECISIONS": Set(DSAAutomation.allCases.map(\.rawValue)),
            "DECISION_GROUNDS": Set(DSAGround.allCases.map(\.rawValue)),
            "DECISION_VISIBILITIES": Set(DSAVisibility.allCases.map(\.rawValue)),
            "DECISION_MONETARIES": Set(DSAMonetary.allCases.map(\.rawValue)),
            "DECISION_PROVISIONS": Set(DSAProvision.allCases.map(\.rawValue)),
            "DECISION_ACCOUNTS": Set(DSAAccount.allCases.map(\.rawValue)),
            "ACCOUNT_TYPES": Set(DSAAccountType.allCases.map(\.rawValue)),
            "STATEMENT_CATEGORIES": DSACategory.all,
            "KEYWORDS": DSAKeyword.accepted,
        ]
        #expect(Set(enums.keys) == Set(ours.keys))
        for (name, values) in enums {
            guard case .array(let list) = values else { continue }
            let texts = list.compactMap { if case .string(let text) = $0 { text } else { nil } }
            #expect(Set(texts) == ours[name], "\(name)")
        }
    }

    @Test(
        "the schema's own examples pass",
        .enabled(if: isThere, "the vectors folder dsa-tdb is absent"))
    func examples() throws {
        let one = try json("cypress/fixtures/example_statement.json")
        #expect(StatementRules.breaches(of: one) == [])
        guard case .object(let file) = try json("cypress/fixtures/example_multi_statements.json"),
            case .array(let many) = file["statements"]
        else {
            Issue.record("there are no statements")
            return
        }
        #expect(many.count == 10)
        for statement in many {
            guard case .object(let members) = statement,
                case .string(let begin) = members["application_date"],
                case .string(let end) = members["end_date_monetary_restriction"]
            else {
                Issue.record("a statement has no dates")
                continue
            }
            // The documentation forbids what some of these do.
            #expect(
                StatementRules.breaches(of: statement).map(\.field)
                    == (end < begin ? ["end_date_monetary_restriction"] : []))
        }
    }

    static let valid: [String: JSONValue] = [
        "decision_visibility": .array([.string("DECISION_VISIBILITY_CONTENT_REMOVED")]),
        "decision_ground": .string("DECISION_GROUND_ILLEGAL_CONTENT"),
        "illegal_content_legal_ground": .string("x"), "illegal_content_explanation": .string("x"),
        "decision_facts": .string("x"), "content_type": .array([.string("CONTENT_TYPE_PRODUCT")]),
        "category": .string("STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"),
        "territorial_scope": .array([.string("DE")]), "content_date": .string("2000-01-01"),
        "application_date": .string("2020-01-01"), "source_type": .string("SOURCE_ARTICLE_16"),
        "automated_detection": .string("No"),
        "automated_decision": .string("AUTOMATED_DECISION_FULLY"), "puid": .string("TK-421_a"),
    ]

    private func fields(_ changes: [String: JSONValue?]) -> Set<String> {
        var members = Self.valid
        for (field, value) in changes { members[field] = value }
        return Set(StatementRules.breaches(of: .object(members)).map(\.field))
    }

    @Test("each field that must be there is asked for, and one that is null is absent")
    func required() {
        #expect(fields([:]) == [])
        for field in Self.valid.keys {
            #expect(fields([field: nil]).contains(field), "\(field)")
            #expect(fields([field: .some(.null)]).contains(field), "\(field)")
        }
    }

    @Test("an other value needs its text, and illegal and incompatible need theirs")
    func conditions() {
        #expect(
            fields(["decision_visibility": .array([.string("DECISION_VISIBILITY_OTHER")])])
                == ["decision_visibility_other"])
        #expect(
            fields(["content_type": .array([.string("CONTENT_TYPE_OTHER")])]) == [
                "content_type_other"
            ])
        #expect(
            fields(["decision_monetary": .string("DECISION_MONETARY_OTHER")])
                == ["decision_monetary_other"])
        #expect(
            fields(["decision_ground": .string("DECISION_GROUND_INCOMPATIBLE_CONTENT")])
                == ["incompatible_content_ground", "incompatible_content_explanation"])
        #expect(
            fields([
                "decision_visibility": nil,
                "decision_account": .string("DECISION_ACCOUNT_SUSPENDED"),
            ]) == [])
    }

    @Test("texts are as long as they may be, and no longer")
    func lengths() {
        for (field, most) in [
            ("puid", 500), ("decision_facts", 5_000), ("illegal_content_explanation", 2_000),
            ("illegal_content_legal_ground", 500), ("source_identity", 500),
        ] {
            #expect(fields([field: .string(String(repeating: "x", count: most))]) == [])
            #expect(fields([field: .string(String(repeating: "x", count: most + 1))]) == [field])
        }
    }

    @Test("values, dates, countries, languages and identifiers have their form")
    func forms() {
        for (field, value) in [
            ("puid", JSONValue.string("a b")), ("puid", .string("é")), ("puid", .number("1")),
            ("content_date", .string("1999-12-31")), ("content_date", .string("2026-1-1")),
            ("application_date", .string("2019-12-31")),
            ("application_date", .string("2026-13-01")),
            ("end_date_account_restriction", .string("2019-12-31")),
            ("territorial_scope", .array([.string("US")])), ("territorial_scope", .array([])),
            ("territorial_scope", .string("DE")), ("content_language", .string("de")),
            ("content_language", .string("DEU")), ("category", .string("IP")),
            ("category_specification", .array([.string("KEYWORD_X")])),
            ("source_type", .string("ARTICLE_16")), ("automated_detection", .bool(false)),
            ("automated_decision", .string("maybe")), ("account_type", .string("BUSINESS")),
            ("content_id", .object(["EAN-13": .string("123")])),
            ("content_id", .object(["GTIN": .string("4006381333931")])),
            ("decision_ground_reference_url", .string("javascript:1")),
        ] {
            #expect(fields([field: value]) == [field], "\(field) \(value)")
        }
        #expect(!StatementRules.breaches(of: .array([])).isEmpty)
    }
}
