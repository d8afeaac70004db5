package import Roster

/// An HTTP proxy that connections to peers go through, by CONNECT. TLS stays between the two nodes: the
/// proxy learns which address is called and how much is sent, and nothing else.
package struct PeerProxy: Hashable, Sendable {
    package static let textBytesMax = 1_024

    package let host: String
    package let port: Int
    /// Sent to the proxy alone, as Basic authentication.
    package let user: String?
    package let password: String?

    /// - Parameter text: `http://[user:password@]host:port`, a slash at the end allowed; in user and
    ///   password `%40` stands for an `@`, as in any URL.
    /// - Throws: `PeeringError.proxy` for anything else. A proxy that is itself reached over TLS is not
    ///   spoken to.
    package init(parsing text: some StringProtocol) throws(PeeringError) {
        // Never repeats the text: it may hold a password.
        guard text.utf8.count <= Self.textBytesMax, text.utf8.allSatisfy({ (0x21..<0x7f) ~= $0 })
        else { throw .proxy("it is longer than \(Self.textBytesMax) bytes, or not ASCII") }
        let scheme = "http://"
        guard text.lowercased().hasPrefix(scheme) else {
            throw .proxy("it does not begin with http://")
        }
        var rest = text.dropFirst(scheme.count)[...]
        if rest.last == "/" { rest = rest.dropLast() }
        var credentials: (user: String, password: String)?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let user = Self.unescaped(parts[0]), !user.isEmpty,
                let password = Self.unescaped(parts[1])
            else { throw .proxy("before the '@' stands no user:password") }
            credentials = (user, password)
            rest = rest[rest.index(after: at)...]
        }
        // The grammar of a peer's address is that of a proxy's.
        guard let place = try? PeerEndpoint(parsing: "https://\(rest)".lowercased()) else {
            throw .proxy("it names no host and port")
        }
        (host, port) = (place.host, Int(place.port))
        (user, password) = (credentials?.user, credentials?.password)
    }

    private static func unescaped(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            // UInt8() takes a sign, which no escape has.
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
                let value = UInt8(digits, radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension PeerProxy: CustomStringConvertible {
    /// Without the password.
    package var description: String {
        let host = host.contains(":") ? "[\(host)]" : host
        return user == nil ? "http://\(host):\(port)" : "http://***@\(host):\(port)"
    }
}

/// Through which proxy which peer is called.
package struct ProxySettings: Hashable, Sendable {
    /// Where each setting is from: a proxy that somebody named for this node is used for every address,
    /// one that stands in the environment for all but this machine's own, as other programs have it.
    package enum Source: Hashable, Sendable {
        case node, environment
    }

    package static let direct = ProxySettings(proxy: nil, source: .node)

    package let proxy: PeerProxy?
    package let source: Source
    /// Hosts, and domains with a dot before them, that are called directly.
    private let exceptions: [String]

    package init(proxy: PeerProxy?, source: Source, exceptions: [String] = []) {
        self.proxy = proxy
        self.source = source
        self.exceptions = exceptions
    }

    /// Reads `HTTPS_PROXY` and `NO_PROXY`, or the same in lower case, which comes first as in curl.
    /// - Throws: `PeeringError.proxy`.
    package init(environment: [String: String]) throws(PeeringError) {
        func value(_ name: String) -> String? {
            (environment[name.lowercased()] ?? environment[name]).flatMap { $0.isEmpty ? nil : $0 }
        }
        var proxy: PeerProxy?
        if let text = value("HTTPS_PROXY") {
            // Programs agree that the scheme may be left out.
            proxy = try PeerProxy(parsing: text.contains("://") ? text : "http://\(text)")
        }
        self.init(
            proxy: proxy, source: .environment,
            exceptions: (value("NO_PROXY") ?? "").split { $0 == "," || $0 == " " }
                .map { $0.lowercased() })
    }

    /// What was set for this node: a URL, or `none` for no proxy whatever the environment says.
    package init(parsing text: String) throws(PeeringError) {
        self.init(proxy: text == "none" ? nil : try PeerProxy(parsing: text), source: .node)
    }

    /// Nil for a peer that is called directly.
    package func proxy(for endpoint: PeerEndpoint) -> PeerProxy? {
        guard source == .environment, proxy != nil else { return proxy }
        if Self.isThisMachine(endpoint.host) { return nil }
        return exceptions.contains { Self.covers($0, endpoint) } ? nil : proxy
    }

    private static func isThisMachine(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || host.hasPrefix("127.")
    }

    /// `*`, a host, a domain with or without a dot before it, or one of them with a port. An IPv6
    /// address stands in brackets where a port follows, and may without one.
    private static func covers(_ exception: String, _ endpoint: PeerEndpoint) -> Bool {
        if exception == "*" { return true }
        var name = exception[...]
        let isBare = !name.hasPrefix("[") && name.firstIndex(of: ":") != name.lastIndex(of: ":")
        if !isBare, !name.hasSuffix("]"), let colon = name.lastIndex(of: ":") {
            guard name[name.index(after: colon)...] == "\(endpoint.port)" else { return false }
            name = name[..<colon]
        }
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        if name.first == "." { name = name.dropFirst() }
        return !name.isEmpty && (endpoint.host == name || endpoint.host.hasSuffix(".\(name)"))
    }
}
