package import AllianceNames
package import Statements

/// Identifiers that are no counterfeiter's as far as this member knows: its own, its sellers', and those of
/// the other members. Who reports one of them has most likely made a mistake.
package struct HouseIdentifiers: Sendable {
    package enum Owner: Hashable, Sendable {
        /// This member's own, or a seller's that it has authorised; with its words for it.
        case own(String)
        case member(MemberID)
    }

    private var exact: [Indicator: Owner] = [:]
    private var domains: [String: Owner] = [:]
    /// Marketplaces at which no seller is this member's, or supplied by it, but those that are here.
    package var completeAt: Set<MarketplaceID> = []

    package init() {}

    /// A domain stands for all below it. What is this member's own stays so, whoever else comes with it.
    package mutating func add(_ indicator: Indicator, of owner: Owner) {
        if indicator.type == .domain {
            domains[indicator.value] = Self.stronger(domains[indicator.value], owner)
        } else {
            exact[indicator] = Self.stronger(exact[indicator], owner)
        }
    }

    private static func stronger(_ held: Owner?, _ owner: Owner) -> Owner {
        if case .own? = held { return held ?? owner }
        return owner
    }

    package func owner(of indicator: Indicator) -> Owner? {
        if let owner = exact[indicator] { return owner }
        guard let host = Self.host(of: indicator) else { return nil }
        // A machine may be named by its number.
        if let number = try? Indicator(.ip, parsing: host), let owner = exact[number] {
            return owner
        }
        var labels = host.split(separator: ".", omittingEmptySubsequences: false)[...]
        while !labels.isEmpty {
            if let owner = domains[labels.joined(separator: ".")] { return owner }
            labels = labels.dropFirst()
        }
        return nil
    }

    /// Whether this member supplies the seller; nil where its list does not say.
    package func supplies(_ seller: Indicator) -> Bool? {
        if case .own? = owner(of: seller) { return true }
        guard seller.type == .sellerAccount,
            let scope = seller.value.split(separator: ":").first,
            completeAt.contains(MarketplaceID(unchecked: String(scope)))
        else { return nil }
        return false
    }

    /// The name of a machine that an identifier is reached at, in canonical form.
    private static func host(of indicator: Indicator) -> String? {
        let value = indicator.value
        switch indicator.type {
        case .domain: return value
        case .email: return value.split(separator: "@").last.map(String.init)
        case .url:
            guard let start = value.firstRange(of: "://")?.upperBound else { return nil }
            let authority = value[start...].prefix { !"/?#".contains($0) }
            let host = authority.split(separator: "@").last ?? authority
            // An IPv6 address stands in brackets, and has colons of its own.
            if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
            return String(host.prefix { $0 != ":" })
        default: return nil
        }
    }
}
