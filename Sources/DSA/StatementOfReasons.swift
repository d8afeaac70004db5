package import Complaints
package import JSON

/// Why a listing was taken down or a shop closed, as the DSA Transparency Database takes it (Regulation
/// (EU) 2022/2065, articles 17 and 24(5)). It holds no personal data: nothing of what people wrote in a
/// complaint or an answer, and no identifier of a seller or a listing.
package struct StatementOfReasons: Equatable, Sendable {
    /// Unique within the platform, and the same each time the statement is made.
    package var puid: String
    package var visibility: [DSAVisibility]
    package var account: DSAAccount?
    package var accountType: DSAAccountType?
    package var legalGround: String
    package var explanation: String
    package var facts: String
    package var referenceURL: String?
    package var contentTypes: [DSAContentType]
    package var contentTypeOther: String?
    package var keywords: [DSAKeyword]
    /// ISO 3166-1, ascending.
    package var territory: [String]
    /// ISO 639-1 in capitals.
    package var contentLanguage: String?
    package var contentDate: CivilDate
    package var applicationDate: CivilDate
    /// Nil for a restriction without an end.
    package var endDate: CivilDate?
    package var source: DSASource
    package var isDetectedAutomatically: Bool
    package var automation: DSAAutomation
    /// Thirteen digits.
    package var ean13: String?

    /// What the database takes for a statement. Members without a value are left out.
    package var json: JSONValue {
        func texts(_ values: [some RawRepresentable<String>]) -> JSONValue {
            .array(values.map { .string($0.rawValue) })
        }
        var members: [String: JSONValue] = [
            "puid": .string(puid), "decision_ground": .string(DSAGround.illegal.rawValue),
            "illegal_content_legal_ground": .string(legalGround),
            "illegal_content_explanation": .string(explanation),
            "decision_facts": .string(facts), "content_type": texts(contentTypes),
            "category": .string(DSACategory.intellectualProperty),
            "category_specification": texts(keywords),
            "territorial_scope": .array(territory.map { .string($0) }),
            "content_date": .string(contentDate.description),
            "application_date": .string(applicationDate.description),
            "source_type": .string(source.rawValue),
            "automated_detection": .string(isDetectedAutomatically ? "Yes" : "No"),
            "automated_decision": .string(automation.rawValue),
        ]
        if !visibility.isEmpty {
            members["decision_visibility"] = texts(visibility)
            members["end_date_visibility_restriction"] = endDate.map { .string($0.description) }
        }
        if let account {
            members["decision_account"] = .string(account.rawValue)
            members["end_date_account_restriction"] = endDate.map { .string($0.description) }
        }
        members["account_type"] = accountType.map { .string($0.rawValue) }
        members["decision_ground_reference_url"] = referenceURL.map { .string($0) }
        members["content_type_other"] = contentTypeOther.map { .string($0) }
        members["content_language"] = contentLanguage.map { .string($0) }
        members["content_id"] = ean13.map { .object(["EAN-13": .string($0)]) }
        return .object(members)
    }
}
