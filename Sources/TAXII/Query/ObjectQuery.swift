import STIX

/// Which objects of a collection are asked for, and how many at a time.
///
/// Source: TAXII 2.1 sections 3.4 (filtering), 3.5 (paging).
package struct ObjectQuery: Equatable, Sendable {
    /// Objects of one answer, at most.
    package static let limitMax = 1_000
    /// Values of one filter.
    package static let valuesMax = 100

    /// What a resource can be filtered by, beside `added_after`.
    package enum Field: String, CaseIterable, Sendable {
        case id, type, version
        case specVersion = "spec_version"
    }

    package var limit = limitMax
    /// Objects passed for one answer, so that a filter that few pass costs no more than this; the answer is then short,
    /// even empty, and says where to go on.
    package var passedMax = 50_000
    /// Objects behind this place of the collection, in the order of adding.
    package var after: UInt64 = 0
    /// Nil for any.
    package var ids: [String]?
    package var types: [String]?
    package var versions: VersionFilter

    /// Whether also what is shown to persons only is meant (TLP:RED): no client reads that.
    package var includesRed = false

    /// Whether `match[spec_version]` leaves nothing over: all objects here are of STIX 2.1.
    package var isOfOtherSpecification = false

    /// - Parameter versions: which ones where the request does not say.
    package init(versions: VersionFilter = .last) { self.versions = versions }

    /// Reads the query of a request. A filter that is not known is refused: passed over, it would give
    /// more than was asked for. Other parameters are somebody else's.
    ///
    /// - Parameters:
    ///   - fields: what the resource can be filtered by.
    ///   - versions: which ones where the request does not say.
    ///   - isPaged: whether the resource takes `added_after`, `limit` and `next`.
    /// - Throws: `TAXIIError.parameter`.
    package init(
        _ parameters: [(name: String, value: String)], fields: [Field],
        versions: VersionFilter = .last, isPaged: Bool = true
    ) throws(TAXIIError) {
        self.init(versions: versions)
        var seen: Set<String> = []
        for (name, value) in parameters {
            guard seen.insert(name).inserted else {
                throw .parameter(name, problem: "stands twice")
            }
            switch name {
            case "limit" where !isPaged, "next" where !isPaged, "added_after" where !isPaged:
                throw Self.noFilter(name, fields)
            case "limit": limit = try Self.limit(value)
            case "next": after = max(after, try PageCursor(parsing: value).sequence)
            case "added_after":
                // Nothing was added before 1970, so who asks for what came after 1969 asks for everything.
                guard let time = STIXTimestamp.notBefore1970(parsing: value) else {
                    throw .parameter(
                        name, problem: "is not a time such as 2026-01-31T12:00:00.000001Z")
                }
                after = max(after, time.microseconds)
            case _ where name.hasPrefix("match["): try match(name, value, fields)
            default: break
            }
        }
    }

    private static func noFilter(_ name: String, _ fields: [Field]) -> TAXIIError {
        let known = fields.map { "match[\($0.rawValue)]" }.joined(separator: ", ")
        return .parameter(
            String(name.prefix(64)), problem: "is no filter of this resource; it takes \(known)")
    }

    private static func limit(_ value: String) throws(TAXIIError) -> Int {
        guard let limit = Int(value), limit > 0, value.utf8.allSatisfy({ $0 != 0x2b }) else {
            throw .parameter("limit", problem: "is not a whole number over 0")
        }
        return min(limit, limitMax)
    }

    private mutating func match(
        _ name: String, _ value: String, _ fields: [Field]
    ) throws(TAXIIError) {
        guard name.hasSuffix("]"),
            let field = Field(rawValue: String(name.dropFirst("match[".count).dropLast())),
            fields.contains(field)
        else {
            throw Self.noFilter(name, fields)
        }
        let values = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard values.count <= Self.valuesMax, values.allSatisfy({ !$0.isEmpty }) else {
            throw .parameter(name, problem: "has no value, or more than \(Self.valuesMax)")
        }
        switch field {
        case .id: ids = values
        case .type: types = values
        case .version: versions = try VersionFilter(values)
        case .specVersion: isOfOtherSpecification = !values.contains("2.1")
        }
    }
}

/// The place behind the last object of a page. It names a place and no page, so it holds whatever is added
/// or taken away meanwhile, also over a restart.
package struct PageCursor: Hashable, Sendable, CustomStringConvertible {
    package let sequence: UInt64
    private static let radix = 36

    package init(sequence: UInt64) { self.sequence = sequence }

    /// - Throws: `TAXIIError.parameter` for what is no cursor of ours.
    package init(parsing text: String) throws(TAXIIError) {
        guard let sequence = UInt64(text, radix: Self.radix),
            String(sequence, radix: Self.radix) == text, sequence <= UInt64(Int64.max)
        else {
            throw .parameter("next", problem: "is not what an answer of this server gave")
        }
        self.sequence = sequence
    }

    package var description: String { String(sequence, radix: Self.radix) }
}
