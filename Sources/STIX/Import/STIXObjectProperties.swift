import FoundationEssentials

/// The properties of a STIX 2.1 object that an import reads; everything else stays in the original.
///
/// Source: STIX 2.1 sections 3.2 (common), 4.7 (indicator), 6 (observables), 7.2 (markings).
struct STIXObjectProperties: Decodable {
    let type: String
    let id: String
    let revoked: Bool?
    let confidence: Int?
    let labels: [String]?
    let markingRefs: [String]?
    let name: String?
    let description: String?
    let indicatorTypes: [String]?
    let pattern: String?
    let patternType: String?
    let validUntil: String?
    let value: String?
    let hashes: [String: String]?
    let accountType: String?
    let accountLogin: String?
    let userID: String?
    let definitionType: String?
    let definition: Definition?
    let extensions: [String: MarkingExtension]?

    struct Definition: Decodable {
        let tlp: String?
    }

    /// TLP 2.0 as OASIS added it to STIX 2.1, in an extension of the marking.
    struct MarkingExtension: Decodable {
        let tlp2: String?

        enum CodingKeys: String, CodingKey {
            case tlp2 = "tlp_2_0"
        }
    }

    enum CodingKeys: String, CodingKey {
        case type, id, revoked, confidence, labels, name, description, pattern, value, hashes
        case definition, extensions
        case markingRefs = "object_marking_refs"
        case indicatorTypes = "indicator_types"
        case patternType = "pattern_type"
        case validUntil = "valid_until"
        case accountType = "account_type"
        case accountLogin = "account_login"
        case userID = "user_id"
        case definitionType = "definition_type"
    }

    init(parsing bytes: [UInt8]) throws(STIXError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw .objectMalformed(Self.reason(of: error))
        }
    }

    private static func reason(of error: any Error) -> String {
        func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            (context.codingPath + (last.map { [$0] } ?? [])).map(\.stringValue)
                .joined(separator: ".")
        }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): return "'\(path(context, key))' is missing"
        case .typeMismatch(_, let context): return "'\(path(context))' has another type"
        case .valueNotFound(_, let context): return "'\(path(context))' is null"
        default: return "it is not JSON"
        }
    }
}
