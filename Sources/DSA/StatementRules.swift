package import JSON

/// The rules of the database for a statement of reasons, as its documentation of the programming
/// interface has them; members that it does not name it passes over, and so does this.
package enum StatementRules {
    package static let otherCharactersMax = 500
    package static let explanationCharactersMax = 2_000
    package static let factsCharactersMax = 5_000
    package static let puidCharactersMax = 500
    /// Statements of one call.
    package static let statementsMax = 100

    /// All that is wrong with it; none where the database takes it.
    package static func breaches(of statement: JSONValue) -> [RuleBreach] {
        guard case .object(let members) = statement else {
            return [RuleBreach(field: "statement", rule: "is not an object")]
        }
        var reading = StatementReading(members)
        reading.checkDecision()
        reading.checkGround()
        reading.checkContent()
        reading.checkDates()
        reading.checkSource()
        return reading.breaches
    }
}

/// One statement while it is looked at.
struct StatementReading {
    private let members: [String: JSONValue]
    private(set) var breaches: [RuleBreach] = []

    init(_ members: [String: JSONValue]) { self.members = members.filter { $0.value != .null } }

    private mutating func breach(_ field: String, _ rule: String) {
        breaches.append(RuleBreach(field: field, rule: rule))
    }

    private mutating func text(_ field: String, max: Int? = nil, isRequired: Bool = false)
        -> String?
    {
        switch members[field] {
        case nil:
            if isRequired { breach(field, "is required") }
            return nil
        case .string(let text)?:
            if isRequired, text.isEmpty { breach(field, "is required") }
            if let max, text.unicodeScalars.count > max {
                breach(field, "has more than \(max) characters")
            }
            return text
        default:
            breach(field, "is not a text")
            return nil
        }
    }

    private mutating func word(
        _ field: String, of accepted: some Sequence<String>, isRequired: Bool = false
    ) -> String? {
        guard let text = text(field, isRequired: isRequired), !text.isEmpty else { return nil }
        if !accepted.contains(text) { breach(field, "is not one of the values") }
        return text
    }

    private mutating func words(
        _ field: String, of accepted: some Sequence<String>, isRequired: Bool = false
    ) -> [String] {
        guard let value = members[field] else {
            if isRequired { breach(field, "is required") }
            return []
        }
        guard case .array(let values) = value else {
            breach(field, "is not a list")
            return []
        }
        var found: [String] = []
        for value in values {
            if case .string(let text) = value, accepted.contains(text) {
                found.append(text)
            } else {
                breach(field, "is not one of the values")
            }
        }
        if isRequired, values.isEmpty { breach(field, "is required") }
        return found
    }

    mutating func checkDecision() {
        let visibility = words("decision_visibility", of: DSAVisibility.allCases.map(\.rawValue))
        let monetary = word("decision_monetary", of: DSAMonetary.allCases.map(\.rawValue))
        let provision = word("decision_provision", of: DSAProvision.allCases.map(\.rawValue))
        let account = word("decision_account", of: DSAAccount.allCases.map(\.rawValue))
        if visibility.isEmpty, monetary == nil, provision == nil, account == nil {
            breach(
                "decision_visibility",
                "is required where there is no decision on payments, service or account")
        }
        _ = text(
            "decision_visibility_other", max: StatementRules.otherCharactersMax,
            isRequired: visibility.contains(DSAVisibility.other.rawValue))
        _ = text(
            "decision_monetary_other", max: StatementRules.otherCharactersMax,
            isRequired: monetary == DSAMonetary.other.rawValue)
        _ = word("account_type", of: DSAAccountType.allCases.map(\.rawValue))
    }

    mutating func checkGround() {
        let ground = word(
            "decision_ground", of: DSAGround.allCases.map(\.rawValue), isRequired: true)
        for (name, needed) in [
            ("illegal_content_", DSAGround.illegal), ("incompatible_content_", .incompatible),
        ] {
            let isRequired = ground == needed.rawValue
            _ = text(
                name + (needed == .illegal ? "legal_ground" : "ground"),
                max: StatementRules.otherCharactersMax, isRequired: isRequired)
            _ = text(
                name + "explanation", max: StatementRules.explanationCharactersMax,
                isRequired: isRequired)
        }
        _ = word("incompatible_content_illegal", of: ["Yes", "No"])
        _ = text("decision_facts", max: StatementRules.factsCharactersMax, isRequired: true)
        if let url = text("decision_ground_reference_url"),
            !url.hasPrefix("https://") && !url.hasPrefix("http://")
        {
            breach("decision_ground_reference_url", "is not an address")
        }
        _ = word("category", of: DSACategory.all, isRequired: true)
        _ = words("category_addition", of: DSACategory.all)
        _ = words("category_specification", of: DSAKeyword.accepted)
        _ = text("category_specification_other", max: StatementRules.otherCharactersMax)
    }

    mutating func checkContent() {
        let types = words(
            "content_type", of: DSAContentType.allCases.map(\.rawValue), isRequired: true)
        _ = text(
            "content_type_other", max: StatementRules.otherCharactersMax,
            isRequired: types.contains(DSAContentType.other.rawValue))
        _ = words("territorial_scope", of: DSATerritory.countries, isRequired: true)
        if let language = text("content_language"),
            language.utf8.count != 2 || !language.utf8.allSatisfy({ (0x41...0x5a).contains($0) })
        {
            breach("content_language", "is not two upper-case letters")
        }
        guard let id = members["content_id"] else { return }
        guard case .object(let pairs) = id, pairs.keys.allSatisfy({ $0 == "EAN-13" }),
            pairs.values.allSatisfy({ value in
                guard case .string(let digits) = value else { return false }
                return digits.utf8.count == 13
                    && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            })
        else { return breach("content_id", "is not an EAN-13") }
    }

    mutating func checkDates() {
        _ = date("content_date", from: "2000-01-01", isRequired: true)
        let begin = date("application_date", from: "2020-01-01", isRequired: true)
        for end in ["visibility", "monetary", "service", "account"] {
            _ = date("end_date_\(end)_restriction", from: begin ?? "2020-01-01", isRequired: false)
        }
    }

    /// Dates of this form are ordered as their texts are.
    private mutating func date(_ field: String, from first: String, isRequired: Bool) -> String? {
        guard let text = text(field, isRequired: isRequired) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ $0 == 0x2d || (0x30...0x39).contains($0) }),
            let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month),
            (1...31).contains(day)
        else {
            breach(field, "is not a date such as 2026-11-27")
            return nil
        }
        if text < first { breach(field, "is before \(first)") }
        return text
    }

    mutating func checkSource() {
        _ = word("source_type", of: DSASource.allCases.map(\.rawValue), isRequired: true)
        _ = text("source_identity", max: StatementRules.otherCharactersMax)
        _ = word("automated_detection", of: ["Yes", "No"], isRequired: true)
        _ = word(
            "automated_decision", of: DSAAutomation.allCases.map(\.rawValue), isRequired: true)
        if let puid = text("puid", max: StatementRules.puidCharactersMax, isRequired: true),
            !puid.utf8.allSatisfy({ byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
                default: false
                }
            })
        {
            breach("puid", "has other characters than letters, digits, '-' and '_'")
        }
    }
}
