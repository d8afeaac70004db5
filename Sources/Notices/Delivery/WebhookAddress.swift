/// Where a webhook is posted to. Only `https`, and only hosts that whoever runs the node has named: a subscriber
/// must not be able to have this node call what stands beside it.
package struct WebhookAddress: Hashable, Sendable, CustomStringConvertible {
    package static let bytesMax = 1_024

    package let description: String
    /// In lower case, with its port where that is not 443.
    package let authority: String

    /// - Throws: `NoticeError.webhookAddress`.
    package init(parsing text: String) throws(NoticeError) {
        let scheme = "https://"
        guard text.utf8.count <= Self.bytesMax, text.hasPrefix(scheme),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"\"<>\\^`{|}#".utf8.contains($0) })
        else { throw .webhookAddress }
        let rest = text.dropFirst(scheme.count)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let authority = AllowedHosts.authority(rest[..<end]) else { throw .webhookAddress }
        self.authority = authority
        description = text
    }
}

/// The hosts that webhooks may be posted to.
package struct AllowedHosts: Hashable, Sendable {
    package static let countMax = 64

    private let authorities: Set<String>

    package init() { authorities = [] }

    /// Nil for what is no list of `host` or `host:port`, a comma between.
    package init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= Self.countMax else { return nil }
        var authorities: Set<String> = []
        for part in parts {
            let trimmed = part.drop { $0 == " " }
            let end = trimmed.lastIndex { $0 != " " }.map { trimmed.index(after: $0) }
            guard let end, let authority = Self.authority(trimmed[..<end]) else { return nil }
            authorities.insert(authority)
        }
        self.authorities = authorities
    }

    package var isEmpty: Bool { authorities.isEmpty }

    /// - Throws: `NoticeError.webhookHost`.
    package func check(_ address: WebhookAddress) throws(NoticeError) {
        guard authorities.contains(address.authority) else {
            throw .webhookHost(address.authority)
        }
    }

    /// `host[:port]` in its one spelling; nil for anything else, a user name before it too.
    static func authority(_ text: some StringProtocol) -> String? {
        let text = text.lowercased()
        var (host, port) = (text[...], Substring("443"))
        let isBracketed = text.hasPrefix("[")
        if let colon = text.lastIndex(of: ":"), !isBracketed || text[..<colon].hasSuffix("]") {
            (host, port) = (text[..<colon], text[text.index(after: colon)...])
        }
        let name = isBracketed ? host.dropFirst().dropLast() : host
        let letters = isBracketed ? "0123456789abcdef:." : "abcdefghijklmnopqrstuvwxyz0123456789.-"
        guard !name.isEmpty, name.utf8.count <= 253, !isBracketed || host.hasSuffix("]"),
            name.allSatisfy({ letters.contains($0) }), let number = UInt16(port),
            String(number) == port, number > 0
        else { return nil }
        return number == 443 ? String(host) : "\(host):\(port)"
    }
}
